package io.github.ascent4j.core.update;

/** What a critic learns. */
public enum ValueTarget {
  /** Advantage plus value, the return of lambda: Stable-Baselines3, tianshou. */
  LAMBDA_RETURN,
  /** The discounted rewards that follow: Spinning Up. */
  REWARD_TO_GO
}
