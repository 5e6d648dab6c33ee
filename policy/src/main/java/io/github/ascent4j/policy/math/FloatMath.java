package io.github.ascent4j.policy.math;

/*
 * Design. The JDK's Math.exp, log and tanh may differ by an ulp between processors and between the
 * interpreter and the compiler, and StrictMath works in double, many times slower than a network
 * needs. The functions here are fixed sequences of correctly rounded single-precision operations
 * (Math.fma, multiply, add, divide, compare, bit moves), so a vectorised form that performs the same
 * sequence in every lane gives the same bits as this scalar one on any hardware.
 *
 * Polynomials and rationals were fitted by minimax on the reduced ranges named beside them. Errors
 * stay below 6 ulp for tanh (worst where it nears 1), 1.1 for exp and 2 for log, over all floats.
 */

/** Single-precision elementary functions with bits that do not depend on the platform. */
public final class FloatMath {
  /** Beyond this magnitude tanh rounds to 1. */
  public static final float TANH_LIMIT = 8.8f;

  /** tanh(x) is x P(x^2) / Q(x^2) with P(0) = Q(0) = 1 on 0..TANH_LIMIT. */
  public static final float TANH_P1 = 0.13394004f;

  public static final float TANH_P2 = 0.0035110344f;
  public static final float TANH_P3 = 2.086508e-5f;
  public static final float TANH_P4 = 1.3714253e-8f;
  public static final float TANH_Q1 = 0.46727324f;
  public static final float TANH_Q2 = 0.025935657f;
  public static final float TANH_Q3 = 3.310966e-4f;
  public static final float TANH_Q4 = 7.922614e-7f;

  /** Outside these bounds exp is 0 or infinite in single precision. */
  public static final float EXP_LOW = -104.5f;

  public static final float EXP_HIGH = 89f;
  public static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has few enough bits that its multiples here are exact. */
  public static final float LN2_HIGH = 0x1.63p-1f;

  public static final float LN2_LOW = -2.1219444e-4f;

  /** Adding 1.5 * 2^23 rounds a float to an integer held in its low mantissa bits. */
  public static final float ROUND = 12582912f;

  public static final int ROUND_BITS = 0x4B400000;

  /** exp(r) = 1 + r + r^2 p(r) on |r| up to ln(2)/2. */
  public static final float EXP_0 = 0.5f;

  public static final float EXP_1 = 0.16666576f;
  public static final float EXP_2 = 0.041666552f;
  public static final float EXP_3 = 0.008363233f;
  public static final float EXP_4 = 0.001392625f;

  /** log(m) = s (2 + s^2 q(s^2)) with s = (m - 1) / (m + 1), m in sqrt(1/2)..sqrt(2). */
  public static final float LOG_0 = 0.6666667f;

  public static final float LOG_1 = 0.40000126f;
  public static final float LOG_2 = 0.28550398f;
  public static final float LOG_3 = 0.23341943f;

  /** The bits of sqrt(1/2), from which mantissas are counted. */
  public static final int SQRT_HALF_BITS = 0x3F3504F3;

  private FloatMath() {}

  /** Hyperbolic tangent, never beyond 1 in magnitude; NaN for NaN. */
  public static float tanh(float x) {
    float a = Math.abs(x);
    a = a > TANH_LIMIT ? TANH_LIMIT : a;
    float u = a * a;
    float p = Math.fma(u, TANH_P4, TANH_P3);
    float q = Math.fma(u, TANH_Q4, TANH_Q3);
    p = Math.fma(p, u, TANH_P2);
    q = Math.fma(q, u, TANH_Q2);
    p = Math.fma(p, u, TANH_P1);
    q = Math.fma(q, u, TANH_Q1);
    p = Math.fma(p, u, 1f);
    q = Math.fma(q, u, 1f);
    float y = p * a / q;
    y = y > 1f ? 1f : y;
    int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
  }

  /** Exponential; 0 where it underflows, infinite where it overflows, NaN for NaN. */
  public static float exp(float x) {
    float c = x > EXP_HIGH ? EXP_HIGH : x;
    c = c < EXP_LOW ? EXP_LOW : c;
    float t = Math.fma(c, LOG2_E, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -LN2_HIGH, c);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(r, EXP_4, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    float y = Math.fma(p, r * r, r) + 1f;
    int exponent = Float.floatToRawIntBits(t) - ROUND_BITS;
    int half = exponent >> 1;
    // Two factors, because 2^exponent alone leaves the normal range before exp does.
    return y * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  /** Natural logarithm; -infinity at 0, NaN below, infinite at infinity. */
  public static float log(float x) {
    // Denormals are lifted into the normal range, where the exponent can be read off.
    boolean tiny = x < Float.MIN_NORMAL;
    float c = tiny ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(c) - SQRT_HALF_BITS;
    float n = (float) (bits >> 23);
    n = tiny ? n - 23f : n;
    float m = Float.intBitsToFloat((bits & 0x7FFFFF) + SQRT_HALF_BITS);
    float s = (m - 1f) / (m + 1f);
    float t = s * s;
    float q = Math.fma(t, LOG_3, LOG_2);
    q = Math.fma(q, t, LOG_1);
    q = Math.fma(q, t, LOG_0);
    float y = Math.fma(q, t * s, 2f * s);
    y = Math.fma(n, LN2_LOW, y);
    y = Math.fma(n, LN2_HIGH, y);
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    y = x < 0f ? Float.NaN : y;
    return x < Float.POSITIVE_INFINITY ? y : x;
  }

  /** Logistic function 1 / (1 + exp(-x)). */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** log(1 + exp(x)), linear where that is exact. */
  public static float softplus(float x) {
    return x > 20f ? x : log(1f + exp(x));
  }
}
