package io.github.ascent4j.envs.classic;

/**
 * {@link StrictMath#sin} and {@link StrictMath#cos} to the same bits without the array that the
 * JDK's code allocates for every angle beyond pi/4 (and, until it is compiled, for all).
 *
 * <p>The algorithm is fdlibm 5.3's, which the JDK documents for StrictMath: Cody-Waite reduction to
 * [-pi/4, pi/4] as the sum of two doubles, then a polynomial. Its notice: Copyright (C) 1993 by Sun
 * Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that
 * this notice is preserved.
 */
public final class StrictTrigonometry {
  private static final int HIGH_QUARTER_PI = 0x3fe921fb;
  private static final int HIGH_THREE_QUARTER_PI = 0x4002d97c;
  private static final int HIGH_HALF_PI = 0x3ff921fb;

  /** Beyond 2^19 pi/2 the reduction needs more digits of pi; StrictMath has them. */
  private static final int HIGH_LARGEST = 0x413921fb;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

  // pi/2 in steps of 33 bits, each with what it leaves out.
  private static final double HALF_PI_1 = 0x1.921fb544p0;
  private static final double HALF_PI_1_REST = 0x1.0b4611a626331p-34;
  private static final double HALF_PI_2 = 0x1.0b4611a6p-34;
  private static final double HALF_PI_2_REST = 0x1.3198a2e037073p-69;
  private static final double HALF_PI_3 = 0x1.3198a2ep-69;
  private static final double HALF_PI_3_REST = 0x1.b839a252049c1p-104;

  private static final double S1 = -0x1.5555555555549p-3;
  private static final double S2 = 0x1.111111110f8a6p-7;
  private static final double S3 = -0x1.a01a019c161d5p-13;
  private static final double S4 = 0x1.71de357b1fe7dp-19;
  private static final double S5 = -0x1.ae5e68a2b9cebp-26;
  private static final double S6 = 0x1.5d93a5acfd57cp-33;

  private static final double C1 = 0x1.555555555554cp-5;
  private static final double C2 = -0x1.6c16c16c15177p-10;
  private static final double C3 = 0x1.a01a019cb1590p-16;
  private static final double C4 = -0x1.27e4f809c52adp-22;
  private static final double C5 = 0x1.1ee9ebdb4b1c4p-29;
  private static final double C6 = -0x1.8fae9be8838d4p-37;

  private StrictTrigonometry() {}

  public static double sin(double x) {
    int high = highWord(x) & 0x7fffffff;
    if (high <= HIGH_QUARTER_PI) {
      return sineKernel(x, 0);
    }
    return high < HIGH_LARGEST ? reduced(x, high, 0) : StrictMath.sin(x);
  }

  public static double cos(double x) {
    int high = highWord(x) & 0x7fffffff;
    if (high <= HIGH_QUARTER_PI) {
      return cosineKernel(x, 0);
    }
    return high < HIGH_LARGEST ? reduced(x, high, 1) : StrictMath.cos(x);
  }

  /** The sine of {@code x} and {@code shift} more quarter turns. */
  private static double reduced(double x, int high, int shift) {
    double t = Math.abs(x);
    int quarters;
    double y;
    double rest;
    if (high < HIGH_THREE_QUARTER_PI) {
      quarters = 1;
      double z = t - HALF_PI_1;
      double tail = HALF_PI_1_REST;
      if (high == HIGH_HALF_PI) {
        z -= HALF_PI_2;
        tail = HALF_PI_2_REST;
      }
      y = z - tail;
      rest = (z - y) - tail;
    } else {
      quarters = (int) (t * TWO_OVER_PI + 0.5);
      double n = quarters;
      double r = t - n * HALF_PI_1;
      double w = n * HALF_PI_1_REST;
      y = r - w;
      if ((quarters >= 32 || high == highWord(n * (Math.PI / 2))) && lostBits(high, y) > 16) {
        double before = r;
        w = n * HALF_PI_2;
        r = before - w;
        w = n * HALF_PI_2_REST - ((before - r) - w);
        y = r - w;
        if (lostBits(high, y) > 49) {
          before = r;
          w = n * HALF_PI_3;
          r = before - w;
          w = n * HALF_PI_3_REST - ((before - r) - w);
          y = r - w;
        }
      }
      rest = (r - y) - w;
    }
    if (x < 0) {
      quarters = -quarters;
      y = -y;
      rest = -rest;
    }
    int quadrant = (quarters + shift) & 3;
    double value = (quadrant & 1) == 0 ? sineKernel(y, rest) : cosineKernel(y, rest);
    return quadrant < 2 ? value : -value;
  }

  /** By how many binary digits the subtraction has made the number smaller. */
  private static int lostBits(int high, double y) {
    return (high >>> 20) - ((highWord(y) >>> 20) & 0x7ff);
  }

  /** The sine of {@code x + rest} for {@code x} in [-pi/4, pi/4]. */
  private static double sineKernel(double x, double rest) {
    if ((highWord(x) & 0x7fffffff) < 0x3e400000) {
      return x;
    }
    double z = x * x;
    double v = z * x;
    double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    // fdlibm has a shorter formula where there is no rest; the two round differently.
    return rest == 0 ? x + v * (S1 + z * r) : x - ((z * (0.5 * rest - v * r) - rest) - v * S1);
  }

  /** The cosine of {@code x + rest} for {@code x} in [-pi/4, pi/4]. */
  private static double cosineKernel(double x, double rest) {
    int high = highWord(x) & 0x7fffffff;
    if (high < 0x3e400000) {
      return 1;
    }
    double z = x * x;
    double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
    if (high < 0x3fd33333) {
      return 1 - (0.5 * z - (z * r - x * rest));
    }
    // A quarter of x, short enough that the subtractions from it are exact.
    double quarter =
        high > 0x3fe90000 ? 0.28125 : Double.longBitsToDouble((long) (high - 0x00200000) << 32);
    return (1 - quarter) - ((0.5 * z - quarter) - (z * r - x * rest));
  }

  private static int highWord(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 32);
  }
}
