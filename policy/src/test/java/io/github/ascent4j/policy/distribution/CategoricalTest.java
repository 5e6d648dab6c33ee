package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CategoricalTest {
  @Test
  void halfAndHalfHasOneBit() {
    Rows rows = new Rows(new Categorical(2), new float[] {3, 3}, new float[] {1}).evaluate();
    assertThat(rows.logProbs()[0]).isCloseTo((float) -Math.log(2), within(1e-6f));
    assertThat(rows.entropies()[0]).isCloseTo((float) Math.log(2), within(1e-6f));
    assertThat(rows.gradient(1, 0)).containsExactly(-0.5f, 0.5f);
  }

  @Test
  void onlyChoiceIsCertain() {
    Rows rows = new Rows(new Categorical(1), new float[] {7}, new float[] {0}).evaluate();
    assertThat(rows.logProbs()[0]).isZero();
    assertThat(rows.entropies()[0]).isZero();
    assertThat(rows.gradient(1, 1)).containsExactly(0f);
    assertThat(rows.kl(new float[] {-3})).containsExactly(0f);
  }

  @Test
  void noChoiceIsRefused() {
    assertThatThrownBy(() -> new Categorical(0)).hasMessageContaining("at least 1");
  }

  @Test
  void extremeLogitsStayFinite() {
    float[] logits = {50, -50, 0, -1e9f, 0, 0, 0, 0, 1e9f, -1e9f, 1e9f, 0};
    Rows rows = new Rows(new Categorical(4), logits, new float[] {1, 2, 1}).evaluate();
    assertThat(rows.logProbs()[0]).isEqualTo(-100);
    assertThat(rows.logProbs()[1]).isCloseTo((float) -Math.log(4), within(1e-6f));
    assertThat(rows.logProbs()[2]).isEqualTo(-2e9f);
    for (float entropy : rows.entropies()) {
      assertThat(entropy).isBetween(0f, 1.4f);
    }
    for (float slope : rows.gradient(1, 1)) {
      assertThat(slope).isFinite();
    }
  }

  @Test
  void notANumberIsPassedOn() {
    for (int bad = 0; bad < 3; bad++) {
      float[] logits = {0, 1, 2};
      logits[bad] = Float.NaN;
      Rows rows = new Rows(new Categorical(3), logits, new float[] {1}).evaluate();
      assertThat(rows.logProbs()[0]).isNaN();
      assertThat(rows.entropies()[0]).isNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void sampleOfNotANumberIsAChoiceWhoseLogProbabilityTells(int bad) {
    float[] logits = {0, 1, 2};
    logits[bad] = Float.NaN;
    Rows rows = new Rows(new Categorical(3), logits, new float[1]);
    rows.distribution.sample(rows.batch, new Random(1), ArrayMath.SCALAR);
    assertThat(rows.actions[0]).isBetween(0f, 2f);
    assertThat(rows.logProbs()[0]).isNaN();
    rows.evaluate();
    assertThat(rows.logProbs()[0]).isNaN();
  }

  @Test
  void noRowsAreNoWork() {
    Rows rows = new Rows(new Categorical(3), new float[0], new float[0]).evaluate();
    rows.distribution.sample(rows.batch, new Random(1), ArrayMath.SCALAR);
    assertThat(rows.gradient(1, 1)).isEmpty();
  }

  @Test
  void sampledLogProbabilityHasTheBitsOfAnEvaluatedOne() {
    Random random = new Random(5);
    int count = 2000;
    float[] logits = new float[count * 6];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (3 * random.nextGaussian() + 100);
    }
    Rows rows = new Rows(new Categorical(6), logits, new float[count]);
    rows.distribution.sample(rows.batch, random, ArrayMath.SCALAR);
    float[] sampled = rows.logProbs().clone();
    assertThat(rows.evaluate().logProbs()).containsExactly(sampled);
  }

  @Test
  void frequenciesFollowProbabilities() {
    float[] logits = {0.5f, -1, 2, 0, -3};
    int count = 200_000;
    int[] counts = counts(logits, count);
    double chiSquare = 0;
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int k = 0; k < logits.length; k++) {
      double expected = count * Math.exp(logits[k]) / sum;
      chiSquare += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    // 99.9% quantile at 4 degrees of freedom.
    assertThat(chiSquare).isLessThan(18.47);
  }

  @Test
  void impossibleChoicesAreNeverDrawn() {
    int[] counts = counts(new float[] {-1e9f, 0, -1e9f, 0, -1e9f}, 100_000);
    assertThat(counts[0] + counts[2] + counts[4]).isZero();
    assertThat(counts[1]).isBetween(49_000, 51_000);
  }

  @Test
  void lastImpossibleChoiceIsNotReachedByRounding() {
    // Even the largest number a generator gives ends at a choice that has weight.
    float[] logits = {0, 0.3f, -0.7f, -1e9f};
    Rows rows = new Rows(new Categorical(4), logits, new float[1]);
    rows.distribution.sample(rows.batch, () -> -1L, ArrayMath.SCALAR);
    assertThat(rows.actions[0]).isEqualTo(2);
  }

  @Test
  void modeIsTheFirstOfEqualMaxima() {
    Rows rows = new Rows(new Categorical(3), new float[] {1, 4, 4}, new float[1]);
    assertThat(rows.modes()).containsExactly(1f);
  }

  @Test
  void strideAndOffsetSelectRows() {
    float[] wide = {9, 9, 9, 1, 2, 9, 9, 3, 1, 9};
    DistributionBatch batch = new DistributionBatch(new Categorical(2), 2);
    batch.of(wide, 3, 4, new float[] {9, 0, 1}, 1, 2);
    new Categorical(2).evaluate(batch, ArrayMath.SCALAR);
    float low = -FloatMath.log(1 + FloatMath.exp(1));
    assertThat(batch.logProbs[0]).isCloseTo(low, within(1e-6f));
    assertThat(batch.logProbs[1]).isCloseTo(-FloatMath.log(1 + FloatMath.exp(2)), within(1e-6f));
    float[] gradients = new float[8];
    new Categorical(2).backward(batch, new float[] {1, 1}, 0, new RowView(gradients, 1, 3, 2));
    assertThat(gradients[0]).isZero();
    assertThat(gradients[3]).isZero();
    assertThat(gradients[1]).isCloseTo(1 - FloatMath.exp(low), within(1e-6f));
  }

  @Test
  void moreRowsThanRoomAreRefused() {
    DistributionBatch batch = new DistributionBatch(new Categorical(2), 1);
    assertThatThrownBy(() -> batch.of(new float[4], 0, 2, new float[2], 0, 2))
        .hasMessage("2 rows do not fit a batch made for 1");
  }

  private static int[] counts(float[] logits, int count) {
    float[] rows = new float[count * logits.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(logits, 0, rows, i * logits.length, logits.length);
    }
    Rows samples = new Rows(new Categorical(logits.length), rows, new float[count]);
    samples.distribution.sample(samples.batch, new Random(17), ArrayMath.SCALAR);
    int[] counts = new int[logits.length];
    for (float action : samples.actions) {
      counts[(int) action]++;
    }
    assertThat(Arrays.stream(counts).sum()).isEqualTo(count);
    return counts;
  }
}
