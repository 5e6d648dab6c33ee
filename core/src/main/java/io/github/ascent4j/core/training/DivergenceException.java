package io.github.ascent4j.core.training;

import io.github.ascent4j.core.rollout.Extreme;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RewardNormalization;
import io.github.ascent4j.core.rollout.Rollouts;
import java.util.Optional;

/**
 * A training whose numbers are no longer finite. The message says what it was that is not, what led
 * to it as far as can be told, and which setting mends it.
 */
public final class DivergenceException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final String assignment;

  private DivergenceException(String message, String assignment, ArithmeticException cause) {
    super(message);
    this.assignment = assignment;
    initCause(cause);
  }

  /**
   * Finds out what led to a failure.
   *
   * @param failure says which number is not finite
   * @param rollouts those that were learnt from
   */
  static DivergenceException of(
      ArithmeticException failure, NormalizationConfig normalization, Rollouts rollouts) {
    String what = failure.getMessage() + ": training has diverged";
    Optional<Extreme> reward = absurdReward(normalization, rollouts);
    if (reward.isPresent()) {
      String mend = rewardMend(normalization);
      return new DivergenceException(
          what + " on a " + reward.get() + "; mend that, or scale rewards: " + mend, mend, failure);
    }
    Optional<Extreme> observation = rollouts.largestObservation().filter(Extreme::absurd);
    if (observation.isPresent()) {
      String mend =
          normalization.observations() == ObservationNormalization.NONE
              ? "normalization.observations=SB3"
              : "normalization.observationLimit=10";
      return new DivergenceException(
          what + " on " + observation.get() + "; mend that, or normalise observations: " + mend,
          mend,
          failure);
    }
    return new DivergenceException(
        what + "; lower learningRate or maxGradientNorm", "learningRate=...", failure);
  }

  /** The largest reward, if it is too large to learn from and learnt from as it is. */
  static Optional<Extreme> absurdReward(NormalizationConfig normalization, Rollouts rollouts) {
    boolean scaled =
        normalization.rewards() != RewardNormalization.NONE
            && Double.isFinite(normalization.rewardLimit());
    return scaled ? Optional.empty() : rollouts.largestReward().filter(Extreme::absurd);
  }

  /** The setting that keeps rewards in a range that can be learnt from. */
  static String rewardMend(NormalizationConfig normalization) {
    return normalization.rewards() == RewardNormalization.NONE
        ? "normalization.rewards=SB3"
        : "normalization.rewardLimit=10";
  }

  /** The setting to train anew with, as {@code name=value}. */
  public String assignment() {
    return assignment;
  }
}
