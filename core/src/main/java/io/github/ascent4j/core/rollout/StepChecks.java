package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.environment.ActionMasks;
import io.github.ascent4j.core.environment.EnvironmentException;
import io.github.ascent4j.core.environment.VectorEnvironment;

/** Refuses what no policy can learn from, and names the copy, the step and the value. */
final class StepChecks {
  private final VectorEnvironment environment;
  private final int observationSize;

  StepChecks(VectorEnvironment environment) {
    this.environment = environment;
    observationSize = environment.observationSpace().flatSize();
  }

  /** A network that has diverged must not go on acting. */
  void outputs(float[] logProbs, int row, float[] values) {
    for (int b = 0; b < environment.copies(); b++) {
      float logProb = logProbs[row + b];
      if (!Float.isFinite(logProb) || !Float.isFinite(values[b])) {
        throw new ArithmeticException(
            "the network gives a log-probability of "
                + logProb
                + " and a value of "
                + values[b]
                + " for copy "
                + b
                + " of "
                + environment.name()
                + ": training has diverged; lower learningRate or maxGradientNorm");
      }
    }
  }

  /**
   * @param copies the copy of each row of {@code observations}
   */
  void finalObservations(float[] observations, int[] copies, int count, int t) {
    for (int i = 0; i < count * observationSize; i++) {
      if (!Float.isFinite(observations[i])) {
        throw failure(
            copies[i / observationSize],
            "final observation["
                + i % observationSize
                + "] is "
                + observations[i]
                + " at step "
                + t
                + " of the rollout; observations must be finite");
      }
    }
  }

  void masks(boolean[] flags, int t) {
    for (int b = 0; b < environment.copies(); b++) {
      int offset = b * environment.actionMaskSize();
      int part = ActionMasks.firstForbidden(environment.actionSpace(), flags, offset);
      if (part >= 0) {
        throw failure(
            b,
            "every choice of action["
                + part
                + "] is masked after "
                + t
                + " steps of the rollout; allow at least one");
      }
    }
  }

  /** For rewards of which one is not finite. */
  EnvironmentException nonFiniteReward(double[] rewards, int t) {
    int b = 0;
    while (Float.isFinite((float) rewards[b])) {
      b++;
    }
    return failure(
        b,
        "reward "
            + rewards[b]
            + " at step "
            + t
            + " of the rollout; rewards must be finite and in the range of float");
  }

  /** For observations of which one is not finite. */
  EnvironmentException nonFiniteObservation(float[] observations, int t) {
    int i = 0;
    while (Float.isFinite(observations[i])) {
      i++;
    }
    return failure(
        i / observationSize,
        "observation["
            + i % observationSize
            + "] is "
            + observations[i]
            + " after "
            + t
            + " steps of the rollout; observations must be finite");
  }

  private EnvironmentException failure(int copy, String what) {
    return new EnvironmentException(environment.name() + ", copy " + copy + ": " + what);
  }
}
