package io.github.ascent4j.policy.normalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import org.junit.jupiter.api.Test;

final class RunningMeanVarianceTest {
  @Test
  void firstBatchReplacesAStartWithoutWeight() {
    RunningMeanVariance statistics = new RunningMeanVariance(2, 0);
    statistics.update(new float[] {9, 1, 10, 3, 20}, 1, 2);
    assertThat(statistics.mean(0)).isEqualTo(2);
    assertThat(statistics.variance(0)).isEqualTo(1);
    assertThat(statistics.mean(1)).isEqualTo(15);
    assertThat(statistics.variance(1)).isEqualTo(25);
    assertThat(statistics.count()).isEqualTo(2);
  }

  @Test
  void noRowsChangeNothing() {
    RunningMeanVariance statistics = new RunningMeanVariance(2, 0);
    statistics.update(new float[0], 0, 0);
    new RunningMeanVariance(1, 0).update(new double[0]);
    assertThat(statistics).isEqualTo(new RunningMeanVariance(2, 0));
  }

  @Test
  void mergingWhatHasSeenNothingChangesNothing() {
    RunningMeanVariance statistics = new RunningMeanVariance(1, 0);
    statistics.merge(new RunningMeanVariance(1, 0));
    assertThat(statistics).isEqualTo(new RunningMeanVariance(1, 0));
    statistics.update(new double[] {1, 3});
    statistics.merge(new RunningMeanVariance(1, 0));
    assertThat(statistics.mean(0)).isEqualTo(2);
  }

  @Test
  void batchesGiveWhatOneBatchGives() {
    float[] all = {1, 5, 2, 8, -3, 4, 10, 0};
    RunningMeanVariance whole = new RunningMeanVariance(2, 0);
    RunningMeanVariance parts = new RunningMeanVariance(2, 0);
    whole.update(all, 0, 4);
    parts.update(all, 0, 1);
    parts.update(all, 2, 3);
    for (int d = 0; d < 2; d++) {
      assertThat(parts.mean(d)).isCloseTo(whole.mean(d), within(1e-14));
      assertThat(parts.variance(d)).isCloseTo(whole.variance(d), within(1e-13));
    }
  }

  @Test
  void copyIsIndependent() {
    RunningMeanVariance statistics = new RunningMeanVariance(1, 0);
    RunningMeanVariance copy = statistics.copy();
    statistics.update(new double[] {4, 6});
    assertThat(copy).isEqualTo(new RunningMeanVariance(1, 0)).isNotEqualTo(statistics);
  }

  @Test
  void impossibleContentIsRefused() {
    assertThatThrownBy(() -> new RunningMeanVariance(new double[2], new double[1], 1))
        .hasMessageContaining("2 means but 1 variances");
    assertThatThrownBy(
            () -> new RunningMeanVariance(new double[] {Double.NaN}, new double[] {1}, 1))
        .hasMessageContaining("component 0: mean NaN");
    assertThatThrownBy(() -> new RunningMeanVariance(new double[] {0}, new double[] {-1}, 1))
        .hasMessageContaining("variance -1.0");
    assertThatThrownBy(() -> new RunningMeanVariance(3, -1)).hasMessageContaining("count -1.0");
    assertThatThrownBy(() -> new RunningMeanVariance(3, Double.NaN))
        .hasMessageContaining("count NaN");
    assertThatThrownBy(() -> new RunningMeanVariance(2, 0).merge(new RunningMeanVariance(3, 0)))
        .hasMessageContaining("3 components cannot join those of 2");
    assertThatThrownBy(() -> new RunningMeanVariance(2, 0).update(new double[] {1}))
        .hasMessageContaining("2 components");
  }

  @Test
  void normaliserLimitsBothSidesAndPassesNotANumber() {
    ObservationNormalizer normalizer =
        new ObservationNormalizer(
            new RunningMeanVariance(new double[] {1}, new double[] {4}, 9), 0, 3);
    float[] rows = {100, 5, 1, -100, Float.NaN};
    normalizer.normalize(rows, 0, 5);
    assertThat(rows).containsExactly(3, 2, 0, -3, Float.NaN);
  }

  /** Of variances 4 and 0, adding 5 makes divisors 3 and sqrt(5), and at least 1 makes 2 and 1. */
  @Test
  void divisorAddsEpsilonOrTakesItAsTheLeastVariance() {
    RunningMeanVariance statistics = new RunningMeanVariance(new double[2], new double[] {4, 0}, 1);
    float[] added = {6, 1, -3, 0};
    new ObservationNormalizer(statistics, 5, 10).normalize(added, 0, 2);
    assertThat(added).containsExactly(2, (float) (1 / Math.sqrt(5)), -1, 0);
    float[] least = {6, 1, -3, 0};
    ObservationNormalizer floor =
        new ObservationNormalizer(statistics, Divisor.AT_LEAST_EPSILON, 1, 10);
    floor.copy().normalize(least, 0, 2);
    assertThat(least).containsExactly(3, 1, -1.5f, 0);
    assertThat(floor)
        .isEqualTo(floor.copy())
        .isNotEqualTo(new ObservationNormalizer(statistics, 1, 10));
    assertThat(floor.toString()).startsWith("variance of at least 1.0, limit 10.0");
  }

  @Test
  void normaliserRefusesImpossibleSettings() {
    RunningMeanVariance statistics = new RunningMeanVariance(1, 0);
    assertThatThrownBy(() -> new ObservationNormalizer(statistics, -1, 10))
        .hasMessageContaining("epsilon -1.0");
    assertThatThrownBy(() -> new ObservationNormalizer(statistics, 0, 0))
        .hasMessageContaining("limit 0.0");
  }
}
