package io.github.ascent4j.core.update;

/** What becomes of samples at the end of an epoch that fill no whole minibatch. */
public enum LastMinibatch {
  /** They make a short minibatch: Stable-Baselines3, CleanRL. */
  SHORT,
  /** They join the minibatch before: tianshou. */
  MERGED,
  /** They are left out in this epoch: rlpyt. */
  DROPPED;

  /** Samples of the next minibatch, of {@code remaining} ones; 0 ends the epoch. */
  public int take(int remaining, int size) {
    return switch (this) {
      case SHORT -> Math.min(size, remaining);
      case MERGED -> remaining < 2 * (long) size ? remaining : size;
      case DROPPED -> remaining < size ? 0 : size;
    };
  }

  /** The most samples that a minibatch can have, of a batch of {@code batch}. */
  public int largest(int batch, int size) {
    return this == MERGED ? (int) Math.min(batch, 2 * (long) size - 1) : Math.min(batch, size);
  }
}
