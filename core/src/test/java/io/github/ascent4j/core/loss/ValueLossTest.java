package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.distribution.Categorical;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ValueLossTest {
  /**
   * A value of 3 that was 1, with target 2 and a range of 1/2: the error is 1, that of the clipped
   * value 1.5 is -1/2.
   */
  @ParameterizedTest
  @CsvSource({"NONE, 1, 2", "REPLACE, 0.25, 0", "MAXIMUM, 1, 2"})
  void aValueThatMovedBeyondItsTargetIsClippedBySome(
      ValueClipping clipping, double expected, float gradient) {
    checkValue(clipping, 2, expected, gradient);
  }

  /** With target 4 the errors are -1 and -5/2: the larger one is the clipped one's. */
  @ParameterizedTest
  @CsvSource({"NONE, 1, -2", "REPLACE, 6.25, 0", "MAXIMUM, 6.25, 0"})
  void aValueThatMovedTowardsItsTargetIsHeldBackBySome(
      ValueClipping clipping, double expected, float gradient) {
    checkValue(clipping, 4, expected, gradient);
  }

  private static void checkValue(
      ValueClipping clipping, float target, double expected, float gradient) {
    LossRows rows = new LossRows(new Categorical(1), 1);
    rows.minibatch.oldValues[0] = 1;
    rows.minibatch.returns[0] = target;
    ValueLoss loss = new ValueLoss(1, 1, clipping, 0.5);
    assertThat(rows.evaluate(loss, new float[] {3}, 1)).isEqualTo(expected);
    assertThat(rows.valueGradients[0]).isEqualTo(gradient);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheLoss(ValueClipping clipping) {
    ValueLoss loss = new ValueLoss(0.7, 0.5, clipping, 0.25);
    for (SampledRows s :
        new SampledRows[] {new SampledRows(true), new SampledRows(true).weighted()}) {
      s.checkGradients(block -> alone(s, loss, block));
      s.checkBlocks(block -> alone(s, loss, block));
    }
  }

  /** The critic alone; the policy has no part in it. */
  private static double alone(SampledRows s, ValueLoss loss, int block) {
    double value = s.rows.evaluate(loss, s.values, block);
    assertThat(s.rows.policyGradients).containsOnly(Float.NaN);
    Arrays.fill(s.rows.policyGradients, 0);
    return value;
  }

  /** Errors of 1 and 3 with weights 3 and 1: (3 + 9) / 4, times 1/2 and 2. */
  @Test
  void meansAreOverWhatCounts() {
    LossRows rows = new LossRows(new Categorical(1), 3);
    rows.minibatch.valid = new float[] {3, 0, 1};
    rows.minibatch.returns[1] = Float.NaN;
    double loss =
        rows.evaluate(new ValueLoss(2, 0.5, ValueClipping.NONE, 0), new float[] {1, 2, 3}, 2);
    assertThat(loss).isEqualTo(3);
    assertThat(rows.sums.valueLoss()).isEqualTo(1.5);
    assertThat(rows.valueGradients).containsExactly(1.5f, 0, 1.5f);
  }

  @Test
  void theCoefficientIsNoPartOfTheErrorReported() {
    LossRows rows = new LossRows(new Categorical(1), 1);
    assertThat(rows.evaluate(ValueLoss.unclipped(0.25, 1), new float[] {2}, 1)).isEqualTo(1);
    assertThat(rows.sums.valueLoss()).isEqualTo(4);
    assertThat(rows.valueGradients[0]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void aTargetThatIsNotANumberShows() {
    LossRows rows = new LossRows(new Categorical(1), 1);
    rows.minibatch.returns[0] = Float.NaN;
    assertThat(rows.evaluate(ValueLoss.unclipped(1, 1), new float[1], 1)).isNaN();
    assertThat(rows.valueGradients[0]).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 0.2, value coefficient NaN",
    "1, 0, 0.2, value factor 0.0; give a positive number",
    "1, 1, -0.2, value clip range -0.2; give 0 or more"
  })
  void settingsWithoutAMeaningAreRefused(
      double coefficient, double factor, double range, String message) {
    assertThatThrownBy(() -> new ValueLoss(coefficient, factor, ValueClipping.MAXIMUM, range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
