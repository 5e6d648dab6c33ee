package io.github.ascent4j.policy.math;

/**
 * The logarithm of the gamma function and its first two derivatives for positive numbers, in double
 * precision with bits that do not depend on the platform.
 *
 * <p>Each is moved up by its recurrence to at least {@value #LARGE}, where the asymptotic series in
 * Bernoulli numbers is exact to the last digits (Abramowitz and Stegun 1964, 6.1.41, 6.3.18 and
 * 6.4.12). NaN for NaN and for what is not positive.
 */
public final class GammaFunctions {
  private static final double LARGE = 12;
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private GammaFunctions() {}

  /** log(Gamma(x)). */
  public static double logGamma(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double product = 1;
    double z = x;
    while (z < LARGE) {
      product *= z;
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360
                        - square
                            * (1.0 / 1260
                                - square
                                    * (1.0 / 1680
                                        - square * (1.0 / 1188 - square * (691.0 / 360360))))));
    return (z - 0.5) * (StrictMath.log(z) - 1)
        + (HALF_LOG_TWO_PI - 0.5 + series - StrictMath.log(product));
  }

  /** psi(x), the derivative of {@link #logGamma}. */
  public static double digamma(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    double z = x;
    while (z < LARGE) {
      sum += 1 / z;
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        square
            * (1.0 / 12
                - square
                    * (1.0 / 120
                        - square
                            * (1.0 / 252
                                - square
                                    * (1.0 / 240
                                        - square * (1.0 / 132 - square * (691.0 / 32760))))));
    return StrictMath.log(z) - 0.5 * inverse - series - sum;
  }

  /** psi'(x), the derivative of {@link #digamma}. */
  public static double trigamma(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    double z = x;
    while (z < LARGE) {
      sum += 1 / (z * z);
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        1.0 / 6
            - square
                * (1.0 / 30
                    - square
                        * (1.0 / 42
                            - square * (1.0 / 30 - square * (5.0 / 66 - square * (691.0 / 2730)))));
    return inverse + 0.5 * square + inverse * square * series + sum;
  }
}
