package io.github.ascent4j.core.advantage;

/**
 * Over what advantages are brought to mean 0 and standard deviation 1, if at all; {@link
 * Standardization} says how.
 */
public enum AdvantageNormalization {
  /** As estimated. */
  NONE,
  /** Over each minibatch: Stable-Baselines3, CleanRL, Baselines. */
  MINIBATCH,
  /** Once over the whole batch: rlpyt, Spinning Up. */
  BATCH;

  /**
   * Normalises {@code advantages[0 .. count-1]} in place as Stable-Baselines3 does: by {@link
   * Standardization#UNBIASED_PLUS_EPSILON}, and a single advantage stays as it is.
   */
  public static void normalize(float[] advantages, int count) {
    Standardization.UNBIASED_PLUS_EPSILON.apply(advantages, count, Standardization.Single.KEPT);
  }
}
