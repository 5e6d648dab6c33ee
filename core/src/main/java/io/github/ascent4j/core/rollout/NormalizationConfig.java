package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import org.jspecify.annotations.Nullable;

/**
 * Running normalisation of what comes from the environment. It belongs to the agent: saved, resumed
 * and served with it. Limits and epsilons are idle where nothing is normalised.
 *
 * @param observations how observations are centred and scaled
 * @param rewards how rewards are scaled
 * @param observationLimit largest magnitude of a normalised observation; Infinity for any
 * @param rewardLimit largest magnitude of a scaled reward; Infinity for any
 * @param observationEpsilon what keeps the division of an observation finite, as the rules say:
 *     added to the variance, or the least that it counts as; 0 for that of the rules
 * @param rewardEpsilon added to the variance that scales rewards; 0 for that of the rules
 */
public record NormalizationConfig(
    ObservationNormalization observations,
    RewardNormalization rewards,
    double observationLimit,
    double rewardLimit,
    double observationEpsilon,
    double rewardEpsilon) {

  /** Nothing is normalised. */
  public static final NormalizationConfig NONE =
      new NormalizationConfig(
          ObservationNormalization.NONE, RewardNormalization.NONE, 10, 10, 0, 0);

  /** Observations and rewards as by Stable-Baselines3's VecNormalize. */
  public static final NormalizationConfig SB3 =
      NONE.withObservations(ObservationNormalization.SB3).withRewards(RewardNormalization.SB3);

  /** Observations and rewards as by Gymnasium's wrappers. */
  public static final NormalizationConfig GYMNASIUM =
      NONE.withObservations(ObservationNormalization.GYMNASIUM)
          .withRewards(RewardNormalization.GYMNASIUM);

  public NormalizationConfig {
    limit("observationLimit", observationLimit);
    limit("rewardLimit", rewardLimit);
    Ranges.within("observationEpsilon", observationEpsilon, 0, 1);
    Ranges.within("rewardEpsilon", rewardEpsilon, 0, 1);
  }

  private static void limit(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be above 0; Infinity sets no limit");
    }
  }

  /** The normaliser of observations of {@code size} numbers at the start; null for none. */
  public @Nullable ObservationNormalizer observationNormalizer(int size) {
    double epsilon = observationEpsilon > 0 ? observationEpsilon : observations.epsilon();
    return observations.create(size, epsilon, observationLimit);
  }

  /**
   * The scaling of rewards at the start; null for none.
   *
   * @param discount of the running return
   */
  public @Nullable RewardScaling rewardScaling(int environments, double discount) {
    double epsilon = rewardEpsilon > 0 ? rewardEpsilon : RewardNormalization.EPSILON;
    return rewards.create(environments, discount, epsilon, rewardLimit);
  }

  public NormalizationConfig withObservations(ObservationNormalization value) {
    return ConfigRecords.replace(this, "observations", value);
  }

  public NormalizationConfig withRewards(RewardNormalization value) {
    return ConfigRecords.replace(this, "rewards", value);
  }

  public NormalizationConfig withObservationLimit(double value) {
    return ConfigRecords.replace(this, "observationLimit", value);
  }

  public NormalizationConfig withRewardLimit(double value) {
    return ConfigRecords.replace(this, "rewardLimit", value);
  }

  public NormalizationConfig withObservationEpsilon(double value) {
    return ConfigRecords.replace(this, "observationEpsilon", value);
  }

  public NormalizationConfig withRewardEpsilon(double value) {
    return ConfigRecords.replace(this, "rewardEpsilon", value);
  }
}
