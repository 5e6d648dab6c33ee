package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DiagnosticsTest {
  private static final float[] RETURNS = {1, 2, 3, 4};

  private static double explained(float... values) {
    return Diagnostics.explainedVariance(values, RETURNS, null, values.length);
  }

  @Test
  void aPerfectCriticExplainsEverythingAndAConstantNothing() {
    assertThat(explained(1, 2, 3, 4)).isEqualTo(1);
    assertThat(explained(7, 7, 7, 7)).isEqualTo(0);
  }

  /** Errors of 2, 4, 6 and 8 against returns of half their spread. */
  @Test
  void aCriticThatIsWrongWayRoundExplainsLessThanNothing() {
    assertThat(explained(-1, -2, -3, -4)).isEqualTo(-3);
  }

  @Test
  void aShiftOfTheCriticDoesNotMatter() {
    assertThat(explained(11, 12, 13, 14)).isEqualTo(1);
  }

  @Test
  void returnsThatAreAllTheSameLeaveNothingToExplain() {
    float[] returns = {0.1f, 0.1f, 0.1f};
    assertThat(Diagnostics.explainedVariance(new float[] {1, 2, 3}, returns, null, 3)).isNaN();
    assertThat(explained(1)).as("one sample").isNaN();
    assertThat(explained()).as("none").isNaN();
  }

  @Test
  void samplesThatDoNotCountAreNotThere() {
    float[] returns = {1, 2, Float.NaN, 3};
    float[] values = {1, 1, 5, 2};
    double alone =
        Diagnostics.explainedVariance(new float[] {1, 1, 2}, new float[] {1, 2, 3}, null, 3);
    assertThat(Diagnostics.explainedVariance(values, returns, new float[] {1, 1, 0, 1}, 4))
        .isEqualTo(alone);
    assertThat(Diagnostics.explainedVariance(values, returns, new float[4], 4)).isNaN();
  }

  @Test
  void moreSamplesThanThereAreAreRefused() {
    assertThatThrownBy(() -> Diagnostics.explainedVariance(new float[3], RETURNS, null, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 samples of 3 values and 4 returns");
    assertThatThrownBy(() -> Diagnostics.explainedVariance(RETURNS, RETURNS, new float[2], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 samples of 2 weights");
  }
}
