package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PolicyGradientLossTest {
  /** Small, since a sum over samples is as many times larger than its mean. */
  private static final ValueLoss VALUE = ValueLoss.unclipped(0.07, 0.5);

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheLoss(Reduction reduction) {
    PolicyGradientLoss loss = new PolicyGradientLoss(reduction, 0.03, VALUE);
    for (boolean discrete : new boolean[] {true, false}) {
      for (boolean weighted : new boolean[] {true, false}) {
        SampledRows s = new SampledRows(discrete);
        if (weighted) {
          s.weighted();
        }
        // A sum's slopes are not small beside the step's error.
        for (int i = 0; reduction == Reduction.SUM && i < SampledRows.SAMPLES; i++) {
          s.rows.minibatch.advantages[i] /= SampledRows.SAMPLES;
        }
        s.checkGradients(block -> s.rows.evaluate(loss, s.policy, s.values, block));
        s.checkBlocks(block -> s.rows.evaluate(loss, s.policy, s.values, block));
      }
    }
  }

  /** Probability 1/2 and weight 3: 3 log 2, with gradient 3 times (p - 1, p). */
  @Test
  void anActionIsMadeMoreLikelyByItsWeight() {
    LossRows rows = new LossRows(new Categorical(2), 1);
    rows.minibatch.advantages[0] = 3;
    PolicyGradientLoss loss = new PolicyGradientLoss(Reduction.MEAN, 0, null);
    double total = rows.evaluate(loss, new float[2], new float[1], 1);
    assertThat(total).isCloseTo(3 * Math.log(2), within(1e-6));
    assertThat(rows.policyGradients[0]).isCloseTo(-1.5f, within(1e-6f));
    assertThat(rows.policyGradients[1]).isCloseTo(1.5f, within(1e-6f));
    assertThat(rows.valueGradients).containsOnly(0);
  }

  /**
   * A tutorial's {@code sum p log p} is NaN as soon as one probability is 0 in single precision.
   */
  @Test
  void aProbabilityThatUnderflowsLeavesEntropyAndLossFinite() {
    LossRows rows = new LossRows(new Categorical(3), 2);
    rows.minibatch.actions[0] = 0;
    rows.minibatch.actions[1] = 2;
    rows.minibatch.advantages[0] = 1;
    rows.minibatch.advantages[1] = 1;
    float[] logits = {500, -500, 0, 500, -500, 0};
    assertThat((float) Math.exp(-1000)).isZero();
    PolicyGradientLoss loss = new PolicyGradientLoss(Reduction.SUM, 0.01, null);
    assertThat(rows.evaluate(loss, logits, new float[2], 2)).isEqualTo(500);
    assertThat(rows.sums.entropy()).isZero();
    assertThat(rows.sums.perplexity()).isEqualTo(1);
    assertThat(rows.policyGradients).containsExactly(0, 0, 0, 1, 0, -1);
  }

  /** The same sample four times. */
  @ParameterizedTest
  @CsvSource({"MEAN, 1, 1", "SUM, 4, 4", "MEAN_PER_DIMENSION, 0.5, 1"})
  void reductions(Reduction reduction, double ofPolicy, double ofEntropy) {
    double logDensity = -Math.log(2 * Math.PI);
    double entropy = Math.log(2 * Math.PI * Math.E);
    LossRows rows = new LossRows(new DiagonalGaussian(2), 4);
    for (int i = 0; i < 4; i++) {
      rows.minibatch.advantages[i] = 3;
    }
    PolicyGradientLoss loss = new PolicyGradientLoss(reduction, 0.5, null);
    double total = rows.evaluate(loss, new float[16], new float[4], 3);
    double expected = -3 * logDensity * ofPolicy - 0.5 * entropy * ofEntropy;
    assertThat(total).isCloseTo(expected, within(1e-5));
    assertThat(rows.sums.entropy()).as("a mean whatever the loss").isCloseTo(entropy, within(1e-6));
  }

  @Test
  void whereNothingCountsNoMeanIsANumberAndNoGradientIsLeft() {
    SampledRows s = new SampledRows(true);
    s.rows.minibatch.valid = new float[SampledRows.SAMPLES];
    PolicyGradientLoss loss = new PolicyGradientLoss(Reduction.MEAN, 0.03, VALUE);
    assertThat(s.rows.evaluate(loss, s.policy, s.values, 16)).isNaN();
    assertThat(s.rows.policyGradients).containsOnly(0);
    assertThat(s.rows.valueGradients).containsOnly(0);
    PolicyGradientLoss sum = new PolicyGradientLoss(Reduction.SUM, 0.03, VALUE);
    assertThat(s.rows.evaluate(sum, s.policy, s.values, 16)).isZero();
  }

  @Test
  void aWeightThatIsNotANumberShows() {
    LossRows rows = new LossRows(new Categorical(2), 1);
    rows.minibatch.advantages[0] = Float.NaN;
    PolicyGradientLoss loss = new PolicyGradientLoss(Reduction.MEAN, 0, null);
    assertThat(rows.evaluate(loss, new float[2], new float[1], 1)).isNaN();
    assertThat(rows.policyGradients).containsOnly(Float.NaN);
  }

  @Test
  void anEntropyCoefficientThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> new PolicyGradientLoss(Reduction.MEAN, Double.NaN, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entropyCoefficient NaN; give a finite number");
  }
}
