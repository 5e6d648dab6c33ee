package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.network.CategoryColumns;
import io.github.ascent4j.policy.space.ObservationLayout;

/** Refuses what no policy can learn from, and names the copy, the step and the value. */
final class StepChecks {
  private final VectorEnvironment environment;
  private final CategoryColumns categories;
  private final int observationSize;

  /**
   * @param categories what the policy reads as categories
   */
  StepChecks(VectorEnvironment environment, CategoryColumns categories) {
    this.environment = environment;
    this.categories = categories;
    observationSize = ObservationLayout.of(environment.observationSpace()).numbers();
  }

  /**
   * A network that has diverged must not go on acting.
   *
   * @param from the first of {@code count} copies, whose log-probability and value are at {@code
   *     row}
   */
  void outputs(float[] logProbs, float[] values, int row, int from, int count) {
    for (int i = 0; i < count; i++) {
      float logProb = logProbs[row + i];
      float value = values[row + i];
      if (!Float.isFinite(logProb) || !Float.isFinite(value)) {
        throw new ArithmeticException(
            "the network gives a log-probability of "
                + logProb
                + " and a value of "
                + value
                + " for copy "
                + (from + i)
                + " of "
                + environment.name());
      }
    }
  }

  /**
   * Refuses indices that are no category.
   *
   * @param observations numbers of {@code count} copies from copy {@code from} on
   */
  void categories(float[] observations, int from, int count, int t) {
    for (int i = 0; i < count && categories.any(); i++) {
      int column = categories.firstWrong(observations, i * observationSize);
      if (column >= 0) {
        float value = observations[i * observationSize + column];
        throw failure(
            from + i,
            "observation["
                + column
                + "] after "
                + t
                + " steps of the rollout "
                + categories.complaint(column, value));
      }
    }
  }

  /**
   * Refuses numbers of a final observation that are not finite, or no category, from {@code offset}
   * on.
   */
  void finalObservation(float[] observations, int offset, int copy, int t) {
    for (int i = 0; i < observationSize; i++) {
      float value = observations[offset + i];
      if (!Float.isFinite(value)) {
        throw failure(
            copy,
            "final observation["
                + i
                + "] is "
                + value
                + " at step "
                + t
                + " of the rollout; observations must be finite");
      }
    }
    int column = categories.firstWrong(observations, offset);
    if (column >= 0) {
      throw failure(
          copy,
          "final observation["
              + column
              + "] at step "
              + t
              + " of the rollout "
              + categories.complaint(column, observations[offset + column]));
    }
  }

  /**
   * @param flags masks of {@code count} copies from copy {@code from} on
   */
  void masks(boolean[] flags, int from, int count, int t) {
    for (int i = 0; i < count; i++) {
      int offset = i * environment.actionMaskSize();
      int part = ActionMasks.firstForbidden(environment.actionSpace(), flags, offset);
      if (part >= 0) {
        throw failure(
            from + i,
            "every choice of action["
                + part
                + "] is masked after "
                + t
                + " steps of the rollout; allow at least one");
      }
    }
  }

  /** For rewards of which one, of copy {@code from} or a later one, is not finite. */
  EnvironmentException nonFiniteReward(double[] rewards, int from, int t) {
    int b = from;
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

  /** For observations of which one is not finite; the first is that of copy {@code from}. */
  EnvironmentException nonFiniteObservation(float[] observations, int from, int t) {
    int i = 0;
    while (Float.isFinite(observations[i])) {
      i++;
    }
    return failure(
        from + i / observationSize,
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
