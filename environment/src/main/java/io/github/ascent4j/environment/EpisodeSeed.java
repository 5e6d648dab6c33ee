package io.github.ascent4j.environment;

/** Seeds of the episodes of a copy. */
final class EpisodeSeed {
  private EpisodeSeed() {}

  /**
   * SplitMix64's output function over a copy's seed and the episode's number.
   *
   * @return never negative, since many simulators refuse such seeds
   */
  static long of(long seed, long episode) {
    long z = seed + (episode + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }
}
