package io.github.ascent4j.policy.distribution;

/**
 * The way between the raw actions u of a {@link TanhGaussian} and actions a in the units of the
 * bounds, {@code a = low + (high - low)/2 (tanh(u) + 1)}, and the density of either, in double
 * precision. For actions that come from outside, such as demonstrations: nearly all of what a
 * squashed action says about u near a bound lies beyond the digits of a float.
 */
public final class TanhTransform {
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final double LOG_2 = 0.69314718055994530942;

  private TanhTransform() {}

  /** The action that u becomes. */
  public static double action(double u, double low, double high) {
    return low + (high - low) / 2 * (StrictMath.tanh(u) + 1);
  }

  /**
   * The u that becomes an action: {@code atanh(2 (a - low)/(high - low) - 1)}, which is half the
   * logarithm of the distances' quotient; infinite on a bound and NaN beyond.
   */
  public static double raw(double action, double low, double high) {
    return (StrictMath.log(action - low) - StrictMath.log(high - action)) / 2;
  }

  /**
   * {@link #raw} for actions that may lie on the bounds, as clipped or rounded ones do: {@code
   * atanh(clip(y, -1 + epsilon, 1 - epsilon))} with y the action scaled to [-1, 1].
   */
  public static double raw(double action, double low, double high, double epsilon) {
    double y = scaled(action, low, high);
    y = Math.min(Math.max(y, -1 + epsilon), 1 - epsilon);
    return (StrictMath.log1p(y) - StrictMath.log1p(-y)) / 2;
  }

  /** Log-density of the action that u becomes, where u is normal. */
  public static double logProb(double u, double mean, double logStd, double low, double high) {
    double size = Math.abs(u);
    double slope = 2 * (LOG_2 - size - StrictMath.log1p(StrictMath.exp(-2 * size)));
    return logNormal(u, mean, logStd) - slope - StrictMath.log((high - low) / 2);
  }

  /**
   * Log-density of an action that may lie on the bounds, where the exact one is infinite: the slope
   * there is taken as {@code 1 - y^2 + epsilon}, and u as {@link #raw(double, double, double,
   * double)} has it. prt_rl's form, with epsilon 1e-6.
   */
  public static double logProbOfAction(
      double action, double mean, double logStd, double low, double high, double epsilon) {
    double y = scaled(action, low, high);
    return logNormal(raw(action, low, high, epsilon), mean, logStd)
        - StrictMath.log(1 - y * y + epsilon)
        - StrictMath.log((high - low) / 2);
  }

  private static double scaled(double action, double low, double high) {
    return (action - (high + low) / 2) / ((high - low) / 2);
  }

  private static double logNormal(double u, double mean, double logStd) {
    double z = (u - mean) / StrictMath.exp(logStd);
    return -0.5 * z * z - logStd - HALF_LOG_TWO_PI;
  }
}
