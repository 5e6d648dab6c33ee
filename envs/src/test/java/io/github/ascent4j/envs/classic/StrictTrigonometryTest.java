package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTrigonometryTest {
  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 0.3, 1, 3, 10, 100, 1e4, 1e6})
  void anglesHaveTheBitsOfStrictMath(double range) {
    Pcg64 generator = new Pcg64(17);
    for (int i = 0; i < 100_000; i++) {
      assertSameBits(generator.uniform(-range, range));
    }
  }

  /** Where the reduction cancels most digits. */
  @Test
  void multiplesOfAnEighthTurnAndTheirNeighboursHaveTheBitsOfStrictMath() {
    for (int n = -4000; n <= 4000; n++) {
      double angle = n * (Math.PI / 4);
      double up = angle;
      double down = angle;
      for (int i = 0; i < 20; i++) {
        assertSameBits(up);
        assertSameBits(down);
        up = Math.nextUp(up);
        down = Math.nextDown(down);
      }
      for (int bits = 10; bits < 50; bits++) {
        assertSameBits(angle * (1 + 1.0 / (1L << bits)));
        assertSameBits(angle * (1 - 1.0 / (1L << bits)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
  void extremesHaveTheBitsOfStrictMath(double angle) {
    assertSameBits(angle);
    assertSameBits(-angle);
  }

  private static void assertSameBits(double angle) {
    // Plain comparison first: a million assertions take seconds.
    if (Double.doubleToLongBits(StrictTrigonometry.sin(angle))
            != Double.doubleToLongBits(StrictMath.sin(angle))
        || Double.doubleToLongBits(StrictTrigonometry.cos(angle))
            != Double.doubleToLongBits(StrictMath.cos(angle))) {
      assertThat(StrictTrigonometry.sin(angle))
          .as("sin %s", angle)
          .isEqualTo(StrictMath.sin(angle));
      assertThat(StrictTrigonometry.cos(angle))
          .as("cos %s", angle)
          .isEqualTo(StrictMath.cos(angle));
    }
  }
}
