package io.github.ascent4j.core.rollout;

import org.jspecify.annotations.Nullable;

/**
 * By whose rules rewards are scaled, if at all. All divide by a deviation and cut at 10 unless told
 * otherwise.
 */
public enum RewardNormalization {
  /** As the environment gives them. */
  NONE,
  /** Stable-Baselines3's VecNormalize: {@link RewardScaling.Form#POOLED}. */
  SB3,
  /** Gymnasium's NormalizeReward and CleanRL: {@link RewardScaling.Form#PER_ENVIRONMENT}. */
  GYMNASIUM;

  /** What all of them add to the variance, unless told otherwise. */
  public static final double EPSILON = 1e-8;

  private static final double LIMIT = 10;

  /** The scaling at the start of a training, with {@link #EPSILON}, cutting at 10. */
  public @Nullable RewardScaling create(int environments, double discount) {
    return create(environments, discount, EPSILON, LIMIT);
  }

  /**
   * The scaling at the start of a training; null for {@link #NONE}.
   *
   * @param discount of the running return; the algorithm's own gamma
   * @param epsilon added to the variance
   * @param limit largest magnitude of a scaled reward; may be infinite
   */
  public @Nullable RewardScaling create(
      int environments, double discount, double epsilon, double limit) {
    return switch (this) {
      case NONE -> null;
      case SB3 ->
          new RewardScaling(RewardScaling.Form.POOLED, environments, discount, epsilon, limit);
      case GYMNASIUM ->
          new RewardScaling(
              RewardScaling.Form.PER_ENVIRONMENT, environments, discount, epsilon, limit);
    };
  }
}
