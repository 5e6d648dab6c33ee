package io.github.ascent4j.core.schedule;

/** How far an update may go from the policy before it, as a multiple of a target divergence. */
public enum KlLimit {
  /** The target itself: CleanRL. */
  TARGET(1),
  /** 1.5 times the target: Stable-Baselines3, Spinning Up. */
  TARGET_AND_A_HALF(1.5);

  private final double multiple;

  KlLimit(double multiple) {
    this.multiple = multiple;
  }

  /** Whether {@code kl} is beyond the limit, so that the update has to stop. */
  public boolean exceeded(double kl, double target) {
    return kl > multiple * target;
  }
}
