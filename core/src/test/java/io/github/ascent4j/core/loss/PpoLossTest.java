package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PpoLossTest {
  private static final float LOG_TWO = (float) Math.log(2);

  private static final ValueLoss VALUE = ValueLoss.unclipped(0.7, 0.5);

  @ParameterizedTest
  @CsvSource({
    "NONE, true",
    "REPLACE, true",
    "MAXIMUM, true",
    "NONE, false",
    "REPLACE, false",
    "MAXIMUM, false"
  })
  void gradientsAreThoseOfTheLoss(ValueClipping clipping, boolean discrete) {
    SampledRows samples = new SampledRows(discrete);
    checkGradients(samples, PpoLoss.clipped(0.2, new ValueLoss(0.7, 0.5, clipping, 0.25), 0.03));
    assertThat(samples.rows.sums.clipFraction())
        .as("both sides of the clip range")
        .isBetween(0.2, 0.8);
  }

  /** Low and high range, dual clipping and KL coefficient. */
  @ParameterizedTest
  @CsvSource({
    "0.4, 0.2, Infinity, 0",
    "0.2, 0.6, 1.6, 0",
    "0.2, 0.2, Infinity, 0.5",
    "Infinity, Infinity, Infinity, 0.5",
    "Infinity, Infinity, 1.6, 0",
    "0.4, 0.2, 1.6, 0.5"
  })
  void gradientsAreThoseOfEveryTerm(double low, double high, double dual, double kl) {
    PpoLoss loss =
        PpoLoss.clipped(0.2, VALUE, 0.03)
            .withClipRange(low, high)
            .withDualClip(dual)
            .withKlPenalty(kl);
    for (boolean discrete : new boolean[] {true, false}) {
      checkGradients(new SampledRows(discrete), loss);
      checkGradients(new SampledRows(discrete).weighted(), loss);
    }
  }

  @Test
  void whatIsMaskedHasNoPartInAnyTerm() {
    PpoLoss loss = PpoLoss.clipped(0.2, VALUE, 0.03).withKlPenalty(0.5);
    SampledRows s = new SampledRows(true).masked();
    checkGradients(s, loss);
    s.checkBlocks(block -> s.rows.evaluate(loss, s.policy, s.values, block));
    boolean[] masks = Objects.requireNonNull(s.rows.minibatch.masks);
    for (int i = 0; i < masks.length; i++) {
      assertThat(s.rows.policyGradients[i] == 0).as("output " + i).isEqualTo(!masks[i]);
    }
  }

  @Test
  void masksOfTheWrongSizeAreRefused() {
    LossRows rows = ratioOfTwo(1);
    rows.minibatch.masks = new boolean[1];
    assertThatThrownBy(() -> rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("masks have 1 flags; samples up to 1 need 2 each");
  }

  private static void checkGradients(SampledRows s, PpoLoss loss) {
    s.checkGradients(block -> s.rows.evaluate(loss, s.policy, s.values, block));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void blocksDoNotMatter(boolean discrete, boolean weighted) {
    PpoLoss loss = PpoLoss.clipped(0.2, VALUE, 0.03).withDualClip(1.6).withKlPenalty(0.5);
    SampledRows s = new SampledRows(discrete);
    if (weighted) {
      s.weighted();
    }
    s.checkBlocks(block -> s.rows.evaluate(loss, s.policy, s.values, block));
  }

  /** Weights of 1/2 throughout change neither a mean nor a gradient. */
  @Test
  void weightsAreRelative() {
    PpoLoss loss = PpoLoss.clipped(0.2, VALUE, 0.03).withKlPenalty(0.5);
    SampledRows s = new SampledRows(true);
    double plain = s.rows.evaluate(loss, s.policy, s.values, 16);
    float[] gradients = s.rows.policyGradients.clone();
    float[] valid = new float[SampledRows.SAMPLES];
    Arrays.fill(valid, 0.5f);
    s.rows.minibatch.valid = valid;
    assertThat(s.rows.evaluate(loss, s.policy, s.values, 16)).isCloseTo(plain, within(1e-12));
    assertThat(s.rows.policyGradients).isEqualTo(gradients);
    assertThat(s.rows.sums.weight()).isEqualTo(20);
  }

  /** What the losses say of the samples that count is what they say of those alone. */
  @Test
  void samplesThatDoNotCountAreNotThere() {
    PpoLoss loss = PpoLoss.clipped(0.2, VALUE, 0.03);
    SampledRows s = new SampledRows(true);
    float[] valid = new float[SampledRows.SAMPLES];
    Arrays.fill(valid, 0, 12, 1);
    s.rows.minibatch.valid = valid;
    double first = s.rows.evaluate(loss, s.policy, s.values, SampledRows.SAMPLES);
    float[] gradients = s.rows.policyGradients.clone();

    LossRows alone = new LossRows(s.rows.distribution, 12);
    System.arraycopy(s.rows.minibatch.actions, 0, alone.minibatch.actions, 0, 12);
    System.arraycopy(s.rows.minibatch.oldLogProbs, 0, alone.minibatch.oldLogProbs, 0, 12);
    System.arraycopy(s.rows.minibatch.oldValues, 0, alone.minibatch.oldValues, 0, 12);
    System.arraycopy(s.rows.minibatch.advantages, 0, alone.minibatch.advantages, 0, 12);
    System.arraycopy(s.rows.minibatch.returns, 0, alone.minibatch.returns, 0, 12);
    assertThat(alone.evaluate(loss, s.policy, s.values, 12)).isEqualTo(first);
    assertThat(alone.sums.ratioMin()).isEqualTo(s.rows.sums.ratioMin());
    assertThat(alone.sums.ratioMax()).isEqualTo(s.rows.sums.ratioMax());
    assertThat(alone.sums.clipFraction()).isEqualTo(s.rows.sums.clipFraction());
    assertThat(Arrays.copyOf(gradients, 60)).isEqualTo(alone.policyGradients);
    assertThat(Arrays.copyOfRange(gradients, 60, 200)).containsOnly(0);
  }

  @Test
  void whereNothingCountsNoMeanIsANumberAndNoGradientIsLeft() {
    SampledRows s = new SampledRows(false);
    s.rows.minibatch.valid = new float[SampledRows.SAMPLES];
    PpoLoss loss = PpoLoss.clipped(0.2, VALUE, 0.03).withKlPenalty(0.5);
    assertThat(s.rows.evaluate(loss, s.policy, s.values, 16)).isNaN();
    assertThat(s.rows.policyGradients).containsOnly(0);
    assertThat(s.rows.valueGradients).containsOnly(0);
    assertThat(s.rows.sums.weight()).isZero();
  }

  @Test
  void withoutAValueLossValuesHaveNoGradient() {
    SampledRows s = new SampledRows(false);
    s.rows.evaluate(PpoLoss.clipped(0.2, null, 0), s.policy, s.values, 16);
    assertThat(s.rows.valueGradients).containsOnly(0);
    assertThat(s.rows.sums.valueLoss()).isZero();
  }

  /** One bad number shows, rather than being taken for a sample that was clipped. */
  @Test
  void anAdvantageThatIsNotANumberShows() {
    LossRows rows = ratioOfTwo(Float.NaN);
    assertThat(rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1)).isNaN();
    assertThat(rows.policyGradients).containsOnly(Float.NaN);
  }

  /** Two equal logits: probability 1/2, so an old log-probability of -2 log 2 is a ratio of 2. */
  private static LossRows ratioOfTwo(float advantage) {
    LossRows rows = new LossRows(new Categorical(2), 1);
    rows.minibatch.oldLogProbs[0] = -2 * LOG_TWO;
    rows.minibatch.advantages[0] = advantage;
    return rows;
  }

  private static PpoLoss policyLoss(double clipRange) {
    return PpoLoss.clipped(clipRange, null, 0);
  }

  @Test
  void aGainIsCutAtTheClipRangeAndHasNoGradientBeyond() {
    LossRows rows = ratioOfTwo(3);
    double loss = rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(loss).isCloseTo(-3.75, within(1e-6));
    assertThat(rows.policyGradients[0]).isZero();
    assertThat(rows.policyGradients[1]).isZero();
    assertThat(rows.sums.clipFraction()).isEqualTo(1);
  }

  /** A loss is not cut: 3 times 2, with gradient 6 times (1 - p, -p). */
  @Test
  void aLossIsNotCut() {
    LossRows rows = ratioOfTwo(-3);
    double loss = rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(loss).isCloseTo(6, within(1e-5));
    assertThat(rows.policyGradients[0]).isCloseTo(3, within(1e-5f));
    assertThat(rows.policyGradients[1]).isCloseTo(-3, within(1e-5f));
  }

  @Test
  void anInfiniteClipRangeClipsNothing() {
    LossRows rows = ratioOfTwo(3);
    double loss =
        rows.evaluate(policyLoss(Double.POSITIVE_INFINITY), new float[2], new float[1], 1);
    assertThat(loss).isCloseTo(-6, within(1e-5));
    assertThat(rows.policyGradients[0]).isCloseTo(-3, within(1e-5f));
    assertThat(rows.sums.clipFraction()).isZero();
  }

  /** A bad action with a ratio of 1/2, which is within 3/4 below 1, but not within 1/10. */
  @Test
  void eachSideHasItsRange() {
    LossRows rows = new LossRows(new Categorical(2), 1);
    rows.minibatch.oldLogProbs[0] = 0;
    rows.minibatch.advantages[0] = -3;
    PpoLoss loss = policyLoss(0.1).withClipRange(0.75, 0.1);
    assertThat(rows.evaluate(loss, new float[2], new float[1], 1)).isCloseTo(1.5, within(1e-6));
    assertThat(rows.sums.clipFraction()).isZero();
    PpoLoss other = policyLoss(0.1).withClipRange(0.1, 0.75);
    assertThat(rows.evaluate(other, new float[2], new float[1], 1)).isCloseTo(2.7, within(1e-6));
    assertThat(rows.sums.clipFraction()).isEqualTo(1);
    assertThat(rows.policyGradients).containsOnly(0);
  }

  /** The loss 3 times 2 of a bad action is held at 3 times 1.5; that of a good one is not. */
  @Test
  void dualClippingHoldsTheLossOfABadActionOnly() {
    PpoLoss loss = policyLoss(Double.POSITIVE_INFINITY).withDualClip(1.5);
    LossRows bad = ratioOfTwo(-3);
    assertThat(bad.evaluate(loss, new float[2], new float[1], 1)).isCloseTo(4.5, within(1e-6));
    assertThat(bad.policyGradients).containsOnly(0);
    LossRows good = ratioOfTwo(3);
    assertThat(good.evaluate(loss, new float[2], new float[1], 1)).isCloseTo(-6, within(1e-5));
    assertThat(good.policyGradients[0]).isCloseTo(-3, within(1e-5f));
  }

  /** From (1/3, 2/3) to (1/2, 1/2); the gradient is the new less the old probabilities. */
  @Test
  void thePenaltyIsTheDivergenceOfTheOldPolicyFromTheNew() {
    LossRows rows = ratioOfTwo(0);
    rows.minibatch.oldOutputs = new float[] {0, LOG_TWO};
    double total = rows.evaluate(policyLoss(0.25).withKlPenalty(6), new float[2], new float[1], 1);
    double kl = Math.log(2.0 / 3) / 3 + 2 * Math.log(4.0 / 3) / 3;
    assertThat(rows.sums.kl()).isCloseTo(kl, within(1e-6));
    assertThat(total).isCloseTo(6 * kl, within(1e-6));
    assertThat(rows.policyGradients[0]).isCloseTo(1, within(1e-6f));
    assertThat(rows.policyGradients[1]).isCloseTo(-1, within(1e-6f));
  }

  @Test
  void withoutAPenaltyNoDivergenceIsComputed() {
    LossRows rows = ratioOfTwo(1);
    rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(rows.sums.kl()).isNaN();
  }

  @Test
  void aPenaltyNeedsTheOldOutputs() {
    LossRows rows = ratioOfTwo(1);
    PpoLoss loss = policyLoss(0.25).withKlPenalty(0.5);
    assertThatThrownBy(() -> rows.evaluate(loss, new float[2], new float[1], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("klCoefficient 0.5 needs the old policy's outputs, 2 of each sample");
  }

  @Test
  void estimatesOfTheDivergenceAtARatioOfTwo() {
    LossRows rows = ratioOfTwo(1);
    rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(rows.sums.approximateKlK1()).isCloseTo(-Math.log(2), within(1e-6));
    assertThat(rows.sums.approximateKlK2()).isCloseTo(Math.log(2) * Math.log(2) / 2, within(1e-6));
    assertThat(rows.sums.approximateKlK3()).isCloseTo(1 - Math.log(2), within(1e-6));
    assertThat(rows.sums.ratioMin()).isCloseTo(2, within(1e-6f));
    assertThat(rows.sums.ratioMax()).isCloseTo(2, within(1e-6f));
  }

  /** Two equally likely choices are two, four are four. */
  @Test
  void perplexityCountsEquallyLikelyChoices() {
    for (int n : new int[] {2, 4}) {
      LossRows rows = new LossRows(new Categorical(n), 3);
      rows.evaluate(policyLoss(0.2), new float[3 * n], new float[3], 2);
      assertThat(rows.sums.perplexity()).isCloseTo(n, within(1e-5));
    }
  }

  /** A ratio beyond the range of float moves nothing where it is clipped or held. */
  @Test
  void aRatioThatOverflowsIsCutOrHeld() {
    PpoLoss loss = policyLoss(0.25).withDualClip(3);
    for (float advantage : new float[] {2, -2}) {
      LossRows rows = ratioOfTwo(advantage);
      rows.minibatch.oldLogProbs[0] = -200;
      double total = rows.evaluate(loss, new float[2], new float[1], 1);
      assertThat(total).isCloseTo(advantage > 0 ? -2.5 : 6, within(1e-6));
      assertThat(rows.policyGradients).containsOnly(0);
      assertThat(rows.sums.ratioMax()).isInfinite();
    }
  }

  @Test
  void aRatioThatVanishesMovesNothing() {
    LossRows rows = ratioOfTwo(2);
    rows.minibatch.oldLogProbs[0] = 200;
    double total = rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(total).isZero();
    assertThat(rows.policyGradients).containsOnly(0);
    assertThat(rows.sums.clipFraction()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.2, 3, 0, clip range from -0.1 below",
    "0.2, NaN, 3, 0, clip range from 0.2 below to NaN",
    "0.2, 0.2, 1, 0, dualClip 1.0; give a ratio above 1",
    "0.2, 0.2, 3, -1, klCoefficient -1.0; give 0 or more",
    "0.2, 0.2, 3, Infinity, klCoefficient Infinity"
  })
  void settingsWithoutAMeaningAreRefused(
      double low, double high, double dual, double kl, String message) {
    assertThatThrownBy(() -> new PpoLoss(low, high, dual, kl, VALUE, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void equalLogitsHaveTheLargestEntropyAndNoGradientOfIt() {
    LossRows rows = new LossRows(new Categorical(2), 1);
    PpoLoss loss = PpoLoss.clipped(0.2, null, 10);
    double total = rows.evaluate(loss, new float[2], new float[1], 1);
    assertThat(total).isCloseTo(-10 * Math.log(2), within(1e-5));
    assertThat(rows.policyGradients[0]).isCloseTo(0, within(1e-6f));
  }

  @Test
  void samplesBeyondTheMinibatchAreRefused() {
    LossRows rows = new LossRows(new Categorical(2), 3);
    LossBlock block = new LossBlock(rows.distribution, ArrayMath.SCALAR);
    assertThatThrownBy(() -> block.of(rows.minibatch, 0, 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples 0 to 4 are not within a minibatch of 3");
  }
}
