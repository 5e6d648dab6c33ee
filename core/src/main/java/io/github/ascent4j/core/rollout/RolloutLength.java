package io.github.ascent4j.core.rollout;

/** How much is collected between two updates. */
public sealed interface RolloutLength {
  /** The same number of steps of every environment; episodes go on in the next rollout. */
  record Steps(int steps) implements RolloutLength {}

  /**
   * Whole episodes: all environments start afresh, and play until the episodes that have ended fill
   * both counts. Episodes that are still running then are dropped.
   *
   * @param steps least sum of the episodes' lengths
   * @param episodes least number of episodes
   */
  record Episodes(int steps, int episodes) implements RolloutLength {}

  /** Steps of each environment that make at least {@code steps} over all of them. */
  static int share(int steps, int environments) {
    return (steps + environments - 1) / environments;
  }
}
