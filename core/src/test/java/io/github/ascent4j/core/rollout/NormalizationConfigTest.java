package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NormalizationConfigTest {
  private static ObservationNormalizer normalizer(NormalizationConfig config) {
    return Objects.requireNonNull(config.observationNormalizer(1));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutNumbersOfItsOwnItIsWhatTheRulesSay(ObservationNormalization rules) {
    assertThat(normalizer(NormalizationConfig.NONE.withObservations(rules)))
        .isEqualTo(rules.create(1));
  }

  @Test
  void nothingIsMadeWhereNothingIsNormalized() {
    NormalizationConfig numbers =
        NormalizationConfig.NONE.withObservationLimit(5).withRewardLimit(5);
    assertThat(numbers.observationNormalizer(1)).isNull();
    assertThat(numbers.rewardScaling(1, 0.9)).isNull();
  }

  /** 1 and 3 have mean 2 and variance 1. */
  @Test
  void observationsAreCutAtTheLimit() {
    NormalizationConfig config =
        NormalizationConfig.NONE.withObservations(ObservationNormalization.RLPYT);
    assertThat(normalized(config, 1.5f, 100)).containsExactly(-0.5f, 10);
    assertThat(normalized(config.withObservationLimit(0.25), 1.5f, 100))
        .containsExactly(-0.25f, 0.25f);
    assertThat(normalized(config.withObservationLimit(Double.POSITIVE_INFINITY), 1.5f, 100))
        .containsExactly(-0.5f, 98);
  }

  /** A single row has the variance 0, so that the epsilon alone divides. */
  @Test
  void theEpsilonIsAddedOrTheLeastAsTheRulesSay() {
    for (ObservationNormalization rules :
        new ObservationNormalization[] {
          ObservationNormalization.TIANSHOU, ObservationNormalization.RLPYT
        }) {
      ObservationNormalizer normalizer =
          normalizer(NormalizationConfig.NONE.withObservations(rules).withObservationEpsilon(0.25));
      normalizer.statistics().update(new float[] {1}, 0, 1);
      float[] rows = {3};
      normalizer.normalize(rows, 0, 1);
      assertThat(rows).containsExactly(4);
      assertThat(normalizer.divisor()).isEqualTo(normalizerOf(rules).divisor());
    }
  }

  private static ObservationNormalizer normalizerOf(ObservationNormalization rules) {
    return Objects.requireNonNull(rules.create(1));
  }

  private static float[] normalized(NormalizationConfig config, float... rows) {
    ObservationNormalizer normalizer = normalizer(config);
    normalizer.statistics().update(new float[] {1, 3}, 0, 2);
    normalizer.normalize(rows, 0, rows.length);
    return rows;
  }

  /** The first returns 4 and 8 have the variance 4. */
  @Test
  void rewardsAreCutAtTheLimitAndDividedByTheEpsilonToo() {
    NormalizationConfig config = NormalizationConfig.NONE.withRewards(RewardNormalization.SB3);
    assertThat(scaled(config)[1]).isBetween(3.99f, 4f);
    assertThat(scaled(config.withRewardLimit(3))[1]).isEqualTo(3);
    // Divided by the root of 4 + 1, not of 4.
    assertThat(scaled(config.withRewardEpsilon(1))[1]).isBetween(3.57f, 3.58f);
  }

  private static float[] scaled(NormalizationConfig config) {
    RewardScaling scaling = Objects.requireNonNull(config.rewardScaling(2, 0.9));
    float[] scaled = new float[2];
    scaling.scale(new double[] {4, 8}, new boolean[2], new boolean[2], scaled, 0);
    return scaled;
  }
}
