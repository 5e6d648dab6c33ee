package io.github.ascent4j.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.policy.normalizer.Moments;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExchangeTest {
  private static final int COUNT = 90;
  private static final int SIZE = 3;

  /** Rows of the first rank; the rest are the second's. */
  private static final int FIRST = 25;

  private static float[] rows() {
    Random random = new Random(4);
    float[] rows = new float[COUNT * SIZE];
    for (int i = 0; i < rows.length; i++) {
      // Far apart, so that the variance is mostly that between the ranks.
      rows[i] = (float) random.nextGaussian() + (i < FIRST * SIZE ? 50 : -7);
    }
    return rows;
  }

  private static void check(Moments actual, Moments expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    for (int d = 0; d < expected.size(); d++) {
      assertThat(actual.mean(d)).isCloseTo(expected.mean(d), within(1e-12));
      double squares = expected.squares(d);
      assertThat(actual.squares(d)).isCloseTo(squares, within(1e-12 * squares));
    }
  }

  @Test
  void twoHalvesHaveTheMomentsOfTheWhole() {
    float[] rows = rows();
    Moments whole = new Moments(SIZE).of(rows, 0, COUNT, SIZE);
    Moments first = new Moments(SIZE).of(rows, 0, FIRST, SIZE);
    Moments second = new Moments(SIZE).of(rows, FIRST * SIZE, COUNT - FIRST, SIZE);
    TwoRanks ranks = new TwoRanks();
    ranks.run(() -> ranks.rank(0).pool(first), () -> ranks.rank(1).pool(second));
    check(first, whole);
    check(second, whole);

    RunningMeanVariance pooled = new RunningMeanVariance(SIZE, 0);
    pooled.merge(first);
    RunningMeanVariance alone = new RunningMeanVariance(SIZE, 0);
    alone.update(rows, 0, COUNT);
    for (int d = 0; d < SIZE; d++) {
      assertThat(pooled.variance(d)).isCloseTo(alone.variance(d), within(1e-9));
    }
  }

  /** A rank may have no numbers at all. */
  @Test
  void nothingAddsNothing() {
    float[] rows = rows();
    Moments whole = new Moments(SIZE).of(rows, 0, COUNT, SIZE);
    Moments all = new Moments(SIZE).of(rows, 0, COUNT, SIZE);
    Moments none = new Moments(SIZE);
    Moments nobody = new Moments(SIZE);
    TwoRanks ranks = new TwoRanks();
    ranks.run(() -> ranks.rank(0).pool(all), () -> ranks.rank(1).pool(none));
    check(all, whole);
    check(none, whole);
    ranks.run(() -> ranks.rank(0).pool(nobody), () -> ranks.rank(1).pool(new Moments(SIZE)));
    assertThat(nobody.count()).isZero();
    assertThat(nobody.mean(0)).isZero();
  }

  @Test
  void advantagesAreStandardisedByThoseOfAllRanks() {
    float[] whole = rows();
    float[] first = Arrays.copyOf(whole, FIRST);
    float[] second = Arrays.copyOfRange(whole, FIRST, whole.length);
    Standardization form = Standardization.UNBIASED_PLUS_EPSILON;
    form.apply(whole, whole.length, Standardization.Single.KEPT);
    TwoRanks ranks = new TwoRanks();
    ranks.run(
        () -> standardize(form, ranks.rank(0), first),
        () -> standardize(form, ranks.rank(1), second));
    for (int i = 0; i < whole.length; i++) {
      float actual = i < FIRST ? first[i] : second[i - FIRST];
      assertThat(actual).isCloseTo(whole[i], within(1e-6f));
    }
  }

  private static void standardize(Standardization form, Exchange exchange, float[] values) {
    Moments moments = exchange.pool(new Moments(1).of(values, values.length, null));
    form.apply(moments, values, values.length, Standardization.Single.KEPT);
  }

  /** To the bit, and without a call of any sum. */
  @Test
  void aProcessOnItsOwnKeepsItsMoments() {
    Moments moments = new Moments(SIZE).of(rows(), 0, COUNT, SIZE);
    Moments same = new Moments(SIZE).of(rows(), 0, COUNT, SIZE);
    assertThat(Exchange.NONE.pool(moments)).isSameAs(moments);
    for (int d = 0; d < SIZE; d++) {
      assertThat(moments.mean(d)).isEqualTo(same.mean(d));
      assertThat(moments.squares(d)).isEqualTo(same.squares(d));
    }
    assertThat(Exchange.NONE.ranks()).isEqualTo(1);
  }
}
