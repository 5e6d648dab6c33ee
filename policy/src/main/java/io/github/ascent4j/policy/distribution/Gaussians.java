package io.github.ascent4j.policy.distribution;

import java.util.random.RandomGenerator;

/** Standard normal numbers with bits that do not depend on the platform. */
final class Gaussians {
  private Gaussians() {}

  /**
   * One standard normal number by Marsaglia's polar method ("A convenient method for generating
   * normal variables", 1964); its pair is dropped, so that the generator's state is all there is.
   */
  static double next(RandomGenerator random) {
    double u;
    double square;
    do {
      u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    return u * Math.sqrt(-2 * StrictMath.log(square) / square);
  }
}
