package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.GeneralizedAdvantageEstimation;
import io.github.ascent4j.core.advantage.MonteCarlo;
import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.advantage.StepArrays;
import io.github.ascent4j.core.loss.Diagnostics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import org.jspecify.annotations.Nullable;

/** The estimators of {@code core.advantage}, applied to a rollout. */
public final class Estimates {
  private Estimates() {}

  private static StepArrays steps(RolloutBuffer rollout) {
    return new StepArrays(
        rollout.steps(),
        rollout.environments(),
        rollout.rewards,
        rollout.values,
        rollout.terminated,
        rollout.truncated,
        rollout.finalValues,
        rollout.bootstrapValues);
  }

  /**
   * Fills advantages and returns by generalised advantage estimation.
   *
   * @param scaling what the critic's values are scaled by; null for nothing
   */
  public static void generalizedAdvantages(
      RolloutBuffer rollout, double gamma, double lambda, @Nullable ReturnScaling scaling) {
    if (scaling != null) {
      float deviation = scaling.deviation();
      ReturnScaling.multiply(rollout.values, rollout.size(), deviation);
      ReturnScaling.multiply(rollout.finalValues, rollout.size(), deviation);
      ReturnScaling.multiply(rollout.bootstrapValues, rollout.environments(), deviation);
    }
    GeneralizedAdvantageEstimation.compute(
        steps(rollout), gamma, lambda, rollout.advantages, rollout.returns);
    if (scaling != null) {
      ReturnScaling.multiply(rollout.values, rollout.size(), 1 / scaling.deviation());
      scaling.scale(rollout.returns, rollout.size(), rollout.validOrNull());
    }
  }

  /** Fills returns with the discounted rewards that follow each step. */
  public static void rewardsToGo(RolloutBuffer rollout, double gamma) {
    MonteCarlo.rewardToGo(steps(rollout), gamma, rollout.returns);
  }

  /** Fills returns with the discounted total of the episode that each step belongs to. */
  public static void totals(RolloutBuffer rollout, double gamma) {
    MonteCarlo.total(steps(rollout), gamma, rollout.returns);
  }

  /** {@code 1 - var(R - V) / var(R)} with the values of the rollout's valid steps. */
  public static double explainedVariance(RolloutBuffer rollout) {
    boolean[] valid = rollout.validOrNull();
    float @Nullable [] weights = null;
    if (valid != null) {
      weights = new float[rollout.size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = valid[i] ? 1 : 0;
      }
    }
    return Diagnostics.explainedVariance(rollout.values, rollout.returns, weights, rollout.size());
  }
}
