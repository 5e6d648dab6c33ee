package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NormalizationTest {
  @ParameterizedTest
  @CsvSource({
    "SB3, 1e-4, PLUS_EPSILON, 1e-8, false",
    "TIANSHOU, 0, PLUS_EPSILON, 1.1920928955078125e-7, false",
    "GYMNASIUM, 1e-4, PLUS_EPSILON, 1e-8, false",
    "RLPYT, 0, AT_LEAST_EPSILON, 1e-6, true"
  })
  void observationsAreNormalizedByTheRulesOfTheSystem(
      ObservationNormalization rules,
      double count,
      Divisor divisor,
      double epsilon,
      boolean perBatch) {
    RunningMeanVariance statistics = new RunningMeanVariance(3, count);
    assertThat(rules.create(3))
        .isEqualTo(new ObservationNormalizer(statistics, divisor, epsilon, 10));
    assertThat(rules.perBatch()).isEqualTo(perBatch);
  }

  /** A first batch of one row has the variance 0: 1 - 1 becomes 0, 2 - 1 is cut at 10. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFirstBatchOfOneRowIsHarmless(ObservationNormalization rules) {
    ObservationNormalizer normalizer = Objects.requireNonNull(rules.create(1));
    normalizer.statistics().update(new float[] {1}, 0, 1);
    float[] rows = {1, 2};
    normalizer.normalize(rows, 0, 2);
    assertThat(rows[0]).isBetween(0f, 0.02f);
    assertThat(rows[1]).isEqualTo(10);
  }

  @Test
  void noneHasNoNormalizer() {
    assertThat(ObservationNormalization.NONE.create(3)).isNull();
    assertThat(ObservationNormalization.NONE.perBatch()).isFalse();
    assertThat(RewardNormalization.NONE.create(3, 0.9)).isNull();
  }

  /** Returns 4 and 8 with mean 6 and variance 4 are one statistic or two. */
  @Test
  void rewardsArePooledOrEachByItself() {
    float[] pooled = new float[2];
    float[] each = new float[2];
    double[] rewards = {4, 8};
    boolean[] no = new boolean[2];
    RewardScaling sb3 = Objects.requireNonNull(RewardNormalization.SB3.create(2, 0.9));
    RewardScaling gymnasium = Objects.requireNonNull(RewardNormalization.GYMNASIUM.create(2, 0.9));
    sb3.scale(rewards, no, no, pooled, 0);
    gymnasium.scale(rewards, no, no, each, 0);
    assertThat(pooled[0]).isBetween(1.99f, 2f);
    assertThat(pooled[1]).isBetween(3.99f, 4f);
    assertThat(each).containsExactly(10, 10);
    assertThat(sb3.statistics(1).count()).isEqualTo(2.0001);
    assertThat(gymnasium.statistics(1).count()).isEqualTo(1.0001);
    assertThat(gymnasium.statistics(1).mean(0)).isBetween(7.99, 8.0);
  }
}
