package io.github.ascent4j.core.rollout;

import org.jspecify.annotations.Nullable;

/** By whose rules rewards are scaled, if at all. All divide by a deviation and cut at 10. */
public enum RewardNormalization {
  /** As the environment gives them. */
  NONE,
  /** Stable-Baselines3's VecNormalize: {@link RewardScaling.Form#POOLED}. */
  SB3,
  /** Gymnasium's NormalizeReward and CleanRL: {@link RewardScaling.Form#PER_ENVIRONMENT}. */
  GYMNASIUM;

  private static final double EPSILON = 1e-8;
  private static final double LIMIT = 10;

  /**
   * The scaling at the start of a training; null for {@link #NONE}.
   *
   * @param discount of the running return; the algorithm's own gamma
   */
  public @Nullable RewardScaling create(int environments, double discount) {
    return switch (this) {
      case NONE -> null;
      case SB3 -> scaling(RewardScaling.Form.POOLED, environments, discount);
      case GYMNASIUM -> scaling(RewardScaling.Form.PER_ENVIRONMENT, environments, discount);
    };
  }

  private static RewardScaling scaling(RewardScaling.Form form, int environments, double discount) {
    return new RewardScaling(form, environments, discount, EPSILON, LIMIT);
  }
}
