package io.github.ascent4j.policy.distribution;

import java.util.random.RandomGenerator;

/** Gamma-distributed numbers with bits that do not depend on the platform. */
final class Gammas {
  private Gammas() {}

  /**
   * One number of shape {@code shape >= 1} and scale 1 by the squeeze-free form of Marsaglia and
   * Tsang (2000, "A simple method for generating gamma variables"); NaN for any other shape.
   */
  static double next(RandomGenerator random, double shape) {
    if (!(shape >= 1 && shape < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = Gaussians.next(random);
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        // 1 - u lies in (0, 1], whose logarithm is finite.
        double log = StrictMath.log(1 - random.nextDouble());
        if (log < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
          return d * v;
        }
      }
    }
  }
}
