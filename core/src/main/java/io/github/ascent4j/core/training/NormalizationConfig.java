package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RewardNormalization;

/**
 * Running normalisation of what comes from the environment. It belongs to the agent: saved, resumed
 * and served with it.
 *
 * @param observations how observations are centred and scaled
 * @param rewards how rewards are scaled
 */
public record NormalizationConfig(
    ObservationNormalization observations, RewardNormalization rewards) {

  /** Nothing is normalised. */
  public static final NormalizationConfig NONE =
      new NormalizationConfig(ObservationNormalization.NONE, RewardNormalization.NONE);

  /** Observations and rewards as by Stable-Baselines3's VecNormalize. */
  public static final NormalizationConfig SB3 =
      new NormalizationConfig(ObservationNormalization.SB3, RewardNormalization.SB3);

  public NormalizationConfig withObservations(ObservationNormalization value) {
    return ConfigRecords.replace(this, "observations", value);
  }

  public NormalizationConfig withRewards(RewardNormalization value) {
    return ConfigRecords.replace(this, "rewards", value);
  }
}
