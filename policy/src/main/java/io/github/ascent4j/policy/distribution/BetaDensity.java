package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.GammaFunctions;

/**
 * One Beta distribution over [0, 1] in double precision: {@code log p(x) = (a-1) log x + (b-1)
 * log(1-x) - log B(a, b)}.
 */
final class BetaDensity {
  private BetaDensity() {}

  private static double logBeta(double a, double b) {
    return GammaFunctions.logGamma(a) + GammaFunctions.logGamma(b) - GammaFunctions.logGamma(a + b);
  }

  static double logProb(double x, double a, double b) {
    return (a - 1) * StrictMath.log(x) + (b - 1) * StrictMath.log1p(-x) - logBeta(a, b);
  }

  /** d log p / d a; that with respect to b is {@code logProbSlope(1 - x, b, a)}. */
  static double logProbSlope(double x, double a, double b) {
    return StrictMath.log(x) - GammaFunctions.digamma(a) + GammaFunctions.digamma(a + b);
  }

  static double entropy(double a, double b) {
    return logBeta(a, b)
        - (a - 1) * GammaFunctions.digamma(a)
        - (b - 1) * GammaFunctions.digamma(b)
        + (a + b - 2) * GammaFunctions.digamma(a + b);
  }

  /** d H / d a; that with respect to b is {@code entropySlope(b, a)}. */
  static double entropySlope(double a, double b) {
    return (a + b - 2) * GammaFunctions.trigamma(a + b) - (a - 1) * GammaFunctions.trigamma(a);
  }

  /** KL of Beta(a, b) from Beta(c, d). */
  static double kl(double a, double b, double c, double d) {
    return logBeta(c, d)
        - logBeta(a, b)
        + (a - c) * GammaFunctions.digamma(a)
        + (b - d) * GammaFunctions.digamma(b)
        + (c - a + d - b) * GammaFunctions.digamma(a + b);
  }

  /** d KL / d a; that with respect to b is {@code klSlope(b, a, d, c)}. */
  static double klSlope(double a, double b, double c, double d) {
    return (a - c) * GammaFunctions.trigamma(a) - (a - c + b - d) * GammaFunctions.trigamma(a + b);
  }

  /** d KL / d c; that with respect to d is {@code klOtherSlope(b, a, d, c)}. */
  static double klOtherSlope(double a, double b, double c, double d) {
    return GammaFunctions.digamma(c)
        - GammaFunctions.digamma(c + d)
        - GammaFunctions.digamma(a)
        + GammaFunctions.digamma(a + b);
  }
}
