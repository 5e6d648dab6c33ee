package io.github.ascent4j.policy.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class FloatMathTest {
  private interface FloatFunction {
    float apply(float x);
  }

  /**
   * Largest error, in units of the last place of the true value, over a walk through the floats.
   */
  private static double maxUlps(
      float from, float to, int stride, FloatFunction function, DoubleUnaryOperator exact) {
    double worst = 0;
    int start = Float.floatToRawIntBits(from);
    int end = Float.floatToRawIntBits(to);
    for (int bits = Math.min(start, end); bits <= Math.max(start, end); bits += stride) {
      float x = Float.intBitsToFloat(bits);
      double truth = exact.applyAsDouble(x);
      double error = Math.abs(function.apply(x) - truth) / Math.ulp((float) truth);
      worst = Math.max(worst, error);
    }
    return worst;
  }

  @Test
  void tanhIsWithinSixUlps() {
    assertThat(maxUlps(1e-3f, 9.1f, 19, FloatMath::tanh, StrictMath::tanh)).isLessThan(6);
    assertThat(maxUlps(Float.MIN_VALUE, 100, 997, FloatMath::tanh, StrictMath::tanh)).isLessThan(6);
    // Where it is worst.
    assertThat(maxUlps(8.2f, 8.23f, 1, FloatMath::tanh, StrictMath::tanh)).isLessThan(6);
  }

  @Test
  void expIsWithinAnUlpAndATenth() {
    assertThat(maxUlps(1e-30f, 88.72f, 199, FloatMath::exp, StrictMath::exp)).isLessThan(1.1);
    assertThat(maxUlps(-1e-30f, -104f, 199, FloatMath::exp, StrictMath::exp)).isLessThan(1.1);
  }

  @Test
  void logIsWithinTwoUlps() {
    assertThat(maxUlps(Float.MIN_VALUE, Float.MAX_VALUE, 499, FloatMath::log, StrictMath::log))
        .isLessThan(2);
    // Near 1, where the result is small.
    assertThat(maxUlps(0.9f, 1.1f, 3, FloatMath::log, StrictMath::log)).isLessThan(2);
  }

  @Test
  void tanhIsOddAndNeverBeyondOne() {
    for (int bits = 0; bits <= Float.floatToRawIntBits(Float.POSITIVE_INFINITY); bits += 4999) {
      float x = Float.intBitsToFloat(bits);
      float y = FloatMath.tanh(x);
      assertThat(FloatMath.tanh(-x)).isEqualTo(-y);
      assertThat(y).isBetween(0f, 1f);
    }
    assertThat(FloatMath.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(FloatMath.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(FloatMath.tanh(1e30f)).isEqualTo(1);
  }

  @Test
  void tanhKeepsSignedZeroAndDenormals() {
    assertThat(Float.floatToRawIntBits(FloatMath.tanh(-0f)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(FloatMath.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.tanh(-1e-42f)).isEqualTo(-1e-42f);
  }

  @Test
  void notANumberIsPassedOn() {
    assertThat(FloatMath.tanh(Float.NaN)).isNaN();
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
    assertThat(FloatMath.log(Float.NaN)).isNaN();
    assertThat(FloatMath.sigmoid(Float.NaN)).isNaN();
    assertThat(FloatMath.softplus(Float.NaN)).isNaN();
  }

  @Test
  void expAtItsEnds() {
    assertThat(FloatMath.exp(0)).isEqualTo(1);
    assertThat(FloatMath.exp(-0f)).isEqualTo(1);
    assertThat(FloatMath.exp(Float.MIN_VALUE)).isEqualTo(1);
    assertThat(FloatMath.exp(88.722f)).isFinite();
    assertThat(FloatMath.exp(88.73f)).isInfinite();
    assertThat(FloatMath.exp(1e30f)).isInfinite();
    assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isInfinite();
    assertThat(FloatMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    for (float x : new float[] {-104f, -105, -1e9f, -1e30f, Float.NEGATIVE_INFINITY}) {
      assertThat(Float.floatToRawIntBits(FloatMath.exp(x))).as("exp(" + x + ")").isZero();
    }
  }

  @Test
  void logAtItsEnds() {
    assertThat(FloatMath.log(1)).isEqualTo(0);
    assertThat(FloatMath.log(0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(-1)).isNaN();
    assertThat(FloatMath.log(-Float.MIN_VALUE)).isNaN();
    assertThat(FloatMath.log(Float.NEGATIVE_INFINITY)).isNaN();
    assertThat(FloatMath.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.log(Float.MIN_VALUE)).isEqualTo((float) StrictMath.log(Float.MIN_VALUE));
    assertThat(FloatMath.log(Float.MAX_VALUE)).isEqualTo((float) StrictMath.log(Float.MAX_VALUE));
  }

  @Test
  void sigmoidAndSoftplus() {
    for (float x = -30; x <= 30; x += 0.37f) {
      double sigmoid = 1 / (1 + StrictMath.exp(-x));
      double softplus = StrictMath.log1p(StrictMath.exp(x));
      assertThat((double) FloatMath.sigmoid(x)).isCloseTo(sigmoid, within(2e-7));
      assertThat((double) FloatMath.softplus(x)).isCloseTo(softplus, within(2e-7 * (1 + softplus)));
    }
    assertThat(FloatMath.sigmoid(-200)).isZero();
    assertThat(FloatMath.sigmoid(200)).isEqualTo(1);
    assertThat(FloatMath.softplus(-200)).isZero();
    assertThat(FloatMath.softplus(200)).isEqualTo(200);
  }

  @Test
  void arraysGiveTheBitsOfSingleValues() {
    float[] values = new float[257];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i - 100) * 0.31f;
    }
    float[] exp = values.clone();
    float[] log = values.clone();
    float[] tanh = values.clone();
    ArrayMath.SCALAR.exp(exp, 3, 250);
    ArrayMath.SCALAR.log(log, 3, 250);
    ArrayMath.SCALAR.tanh(tanh, 3, 250);
    for (int i = 0; i < values.length; i++) {
      boolean inside = i >= 3 && i < 250;
      assertThat(exp[i]).isEqualTo(inside ? FloatMath.exp(values[i]) : values[i]);
      assertThat(Float.valueOf(log[i]))
          .isEqualTo(Float.valueOf(inside ? FloatMath.log(values[i]) : values[i]));
      assertThat(tanh[i]).isEqualTo(inside ? FloatMath.tanh(values[i]) : values[i]);
    }
  }
}
