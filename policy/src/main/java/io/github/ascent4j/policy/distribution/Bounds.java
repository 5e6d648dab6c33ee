package io.github.ascent4j.policy.distribution;

/** Bounds of distributions over an interval. */
final class Bounds {
  private Bounds() {}

  /** Throws unless every component has two finite bounds with room between them. */
  static void check(String distribution, float[] low, float[] high) {
    if (low.length < 1 || low.length != high.length) {
      throw new IllegalArgumentException(
          distribution
              + " with "
              + low.length
              + " lower and "
              + high.length
              + " upper bounds; give one of each for at least one dimension");
    }
    for (int d = 0; d < low.length; d++) {
      if (!(Float.isFinite(low[d]) && Float.isFinite(high[d]) && low[d] < high[d])) {
        throw new IllegalArgumentException(
            distribution
                + " needs finite bounds with room between them, but component "
                + d
                + " goes from "
                + low[d]
                + " to "
                + high[d]
                + "; bound the action space or use a Gaussian");
      }
    }
  }
}
