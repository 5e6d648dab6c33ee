package io.github.ascent4j.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ActivationFunctionTest {
  private static final float STEP = 0.015625f;

  @ParameterizedTest
  @EnumSource
  void derivativeIsTheSlope(ActivationFunction function) {
    for (float x = -6.015625f; x < 6; x += 0.0625f) {
      double slope = ((double) function.apply(x + STEP) - function.apply(x - STEP)) / (2 * STEP);
      if (Math.abs(x) < 2 * STEP) {
        continue; // The kinks of the ReLU family.
      }
      assertThat((double) function.derivative(x, function.apply(x)))
          .as(function + " at " + x)
          .isCloseTo(slope, within(2e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativeLooksAtTheInputOnlyIfItSaysSo(ActivationFunction function) {
    for (float x : new float[] {-2, -0.5f, 0.5f, 2}) {
      float y = function.apply(x);
      float blind = function.derivative(Float.NaN, y);
      if (function.needsInput()) {
        assertThat(blind).isNaN();
      } else {
        assertThat(blind).isEqualTo(function.derivative(x, y));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void notANumberIsPassedOn(ActivationFunction function) {
    assertThat(function.apply(Float.NaN)).isNaN();
  }

  @Test
  void knownValues() {
    assertThat(ActivationFunction.RELU.apply(-2)).isEqualTo(0);
    assertThat(ActivationFunction.LEAKY_RELU.apply(-2)).isEqualTo(-0.02f);
    assertThat(ActivationFunction.ELU.apply(-1)).isCloseTo(-0.6321206f, within(1e-7f));
    assertThat(ActivationFunction.SIGMOID.apply(0)).isEqualTo(0.5f);
    assertThat(ActivationFunction.SOFTPLUS.apply(0)).isCloseTo(0.6931472f, within(1e-7f));
    assertThat(ActivationFunction.SILU.apply(1)).isCloseTo(0.7310586f, within(1e-7f));
    assertThat(ActivationFunction.GELU.apply(1)).isCloseTo(0.841192f, within(1e-6f));
    assertThat(ActivationFunction.TANH.apply(1)).isCloseTo(0.7615942f, within(1e-7f));
  }
}
