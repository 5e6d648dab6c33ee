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
  BATCH
}
