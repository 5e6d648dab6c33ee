package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PpoLossTest {
  private static final int SAMPLES = 40;

  /** Step of the central differences; ratios move by less than 2% with it. */
  private static final float STEP = 0x1p-7f;

  private static final float LOG_TWO = (float) Math.log(2);

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
    PpoLoss loss = new PpoLoss(0.2, 0.5, clipping, 0.25, 0.7, 0.03);
    Random random = new Random(11);
    Distribution distribution = discrete ? new Categorical(5) : new DiagonalGaussian(3);
    LossRows rows = new LossRows(distribution, SAMPLES);
    float[] policy = policyOutputs(distribution, random);
    float[] values = fill(rows, policy, random);
    rows.evaluate(loss, policy, values, 16);
    float[] policyGradients = rows.policyGradients.clone();
    float[] valueGradients = rows.valueGradients.clone();
    assertThat(rows.sums.clipFraction()).as("both sides of the clip range").isBetween(0.2, 0.8);

    for (int i = 0; i < policy.length; i++) {
      double slope = slope(rows, loss, policy, values, policy, i);
      assertThat(slope).as("policy output " + i).isCloseTo(policyGradients[i], within(1e-4));
    }
    for (int i = 0; i < values.length; i++) {
      double slope = slope(rows, loss, policy, values, values, i);
      assertThat(slope).as("value " + i).isCloseTo(valueGradients[i], within(1e-4));
    }
  }

  private static float[] policyOutputs(Distribution distribution, Random random) {
    float[] policy = new float[SAMPLES * distribution.parameterCount()];
    for (int i = 0; i < policy.length; i++) {
      policy[i] = random.nextFloat() - 0.5f;
    }
    return policy;
  }

  /** Samples whose ratios and values lie away from the kinks, where there is no derivative. */
  private static float[] fill(LossRows rows, float[] policy, Random random) {
    PpoMinibatch minibatch = rows.minibatch;
    for (int i = 0; i < minibatch.actions.length; i++) {
      minibatch.actions[i] =
          rows.distribution instanceof Categorical categorical
              ? random.nextInt(categorical.n())
              : 2 * random.nextFloat() - 1;
    }
    float[] logProbs = logProbs(rows, policy);
    float[] ratios = {0.5f, 0.7f, 0.9f, 1.1f, 1.4f, 1.8f};
    float[] moves = {-0.6f, -0.15f, 0.1f, 0.45f};
    float[] values = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      minibatch.oldLogProbs[i] = logProbs[i] - (float) Math.log(ratios[i % ratios.length]);
      minibatch.advantages[i] = (i % 4 < 2 ? 1 : -1) * (0.5f + random.nextFloat());
      minibatch.oldValues[i] = random.nextFloat();
      values[i] = minibatch.oldValues[i] + moves[i / 2 % moves.length];
      minibatch.returns[i] = values[i] + (i % 3 == 0 ? -1.5f : 1.25f);
    }
    return values;
  }

  private static float[] logProbs(LossRows rows, float[] policy) {
    DistributionBatch batch = new DistributionBatch(rows.distribution, SAMPLES);
    batch.of(policy, 0, rows.distribution.parameterCount(), rows.minibatch.actions, 0, SAMPLES);
    rows.distribution.evaluate(batch, ArrayMath.SCALAR);
    return batch.logProbs;
  }

  private static double slope(
      LossRows rows, PpoLoss loss, float[] policy, float[] values, float[] changed, int i) {
    float middle = changed[i];
    changed[i] = middle + STEP;
    double above = rows.evaluate(loss, policy, values, 16);
    changed[i] = middle - STEP;
    double below = rows.evaluate(loss, policy, values, 16);
    changed[i] = middle;
    return (above - below) / (2 * (double) STEP);
  }

  /** Two equal logits: probability 1/2, so an old log-probability of -2 log 2 is a ratio of 2. */
  private static LossRows ratioOfTwo(float advantage) {
    LossRows rows = new LossRows(new Categorical(2), 1);
    rows.minibatch.oldLogProbs[0] = -2 * LOG_TWO;
    rows.minibatch.advantages[0] = advantage;
    return rows;
  }

  private static PpoLoss policyLoss(double clipRange) {
    return new PpoLoss(clipRange, 1, ValueClipping.NONE, 1, 0, 0);
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

  /** r - 1 - log r at r = 2. */
  @Test
  void theDivergenceIsTheThirdEstimator() {
    LossRows rows = ratioOfTwo(1);
    rows.evaluate(policyLoss(0.25), new float[2], new float[1], 1);
    assertThat(rows.sums.approximateKl()).isCloseTo(1 - Math.log(2), within(1e-6));
  }

  @Test
  void equalLogitsHaveTheLargestEntropyAndNoGradientOfIt() {
    LossRows rows = new LossRows(new Categorical(2), 1);
    PpoLoss loss = new PpoLoss(0.2, 1, ValueClipping.NONE, 1, 0, 10);
    double total = rows.evaluate(loss, new float[2], new float[1], 1);
    assertThat(total).isCloseTo(-10 * Math.log(2), within(1e-5));
    assertThat(rows.policyGradients[0]).isCloseTo(0, within(1e-6f));
  }

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
    PpoLoss loss = new PpoLoss(0.2, 1, clipping, 0.5, 1, 0);
    assertThat(rows.evaluate(loss, new float[1], new float[] {3}, 1)).isEqualTo(expected);
    assertThat(rows.valueGradients[0]).isEqualTo(gradient);
  }

  @Test
  void samplesBeyondTheMinibatchAreRefused() {
    LossRows rows = new LossRows(new Categorical(2), 3);
    PpoLossSums sums = new PpoLossSums();
    PpoLoss.Workspace workspace = new PpoLoss.Workspace(rows.distribution, 4);
    assertThatThrownBy(
            () ->
                policyLoss(0.2)
                    .evaluate(
                        rows.minibatch,
                        0,
                        4,
                        3,
                        rows.distribution,
                        new float[8],
                        new float[8],
                        2,
                        new float[4],
                        new float[4],
                        1,
                        workspace,
                        ArrayMath.SCALAR,
                        sums))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples 0 to 4 are not within a minibatch of 3");
  }
}
