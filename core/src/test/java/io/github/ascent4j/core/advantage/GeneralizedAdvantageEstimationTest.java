package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Numbers to check on paper: gamma and lambda are 1/2, so every result is a short binary number.
 */
final class GeneralizedAdvantageEstimationTest {
  private static final float[] REWARDS = {1, 2, 4};
  private static final float[] VALUES = {8, 4, 2};

  private final float[] advantages = new float[3];
  private final float[] returns = new float[3];

  private void compute(boolean[] terminated, boolean[] truncated, float finalValue) {
    GeneralizedAdvantageEstimation.compute(
        new StepArrays(
            3,
            1,
            REWARDS,
            VALUES,
            terminated,
            truncated,
            new float[] {Float.NaN, finalValue, Float.NaN},
            new float[] {16}),
        0.5,
        0.5,
        advantages,
        returns);
  }

  /** Deltas: 1 + 4/2 - 8 = -5, 2 + 2/2 - 4 = -1, 4 + 16/2 - 2 = 10. */
  @Test
  void anEpisodeThatGoesOnUsesTheNextValues() {
    compute(new boolean[3], new boolean[3], Float.NaN);
    assertThat(advantages).containsExactly(-5 + 0.25f * 1.5f, -1 + 0.25f * 10, 10);
    assertThat(returns).containsExactly(8 - 4.625f, 4 + 1.5f, 12);
  }

  /** The second delta is 2 - 4 = -2, and nothing flows back over the end. */
  @Test
  void nothingFollowsATermination() {
    compute(new boolean[] {false, true, false}, new boolean[3], Float.NaN);
    assertThat(advantages).containsExactly(-5 + 0.25f * -2, -2, 10);
  }

  /** The second delta is 2 + 6/2 - 4 = 1. */
  @Test
  void aTruncationIsWorthItsFinalObservation() {
    compute(new boolean[3], new boolean[] {false, true, false}, 6);
    assertThat(advantages).containsExactly(-5 + 0.25f * 1, 1, 10);
  }

  @Test
  void terminationWinsOverTruncation() {
    compute(new boolean[] {false, true, false}, new boolean[] {false, true, false}, Float.NaN);
    assertThat(advantages).containsExactly(-5 + 0.25f * -2, -2, 10);
  }

  /** In the last row 4 + 6/2 - 2 = 5 instead of the bootstrap value's 10. */
  @Test
  void aTruncationInTheLastRowIgnoresTheNextEpisodesValue() {
    float[] single = new float[1];
    GeneralizedAdvantageEstimation.compute(
        new StepArrays(
            1,
            1,
            new float[] {4},
            new float[] {2},
            new boolean[1],
            new boolean[] {true},
            new float[] {6},
            new float[] {16}),
        0.5,
        0.5,
        single,
        new float[1]);
    assertThat(single).containsExactly(5);
  }

  @Test
  void environmentsDoNotMix() {
    float[] both = new float[4];
    GeneralizedAdvantageEstimation.compute(
        new StepArrays(
            2,
            2,
            new float[] {1, 0, 1, 0},
            new float[4],
            new boolean[4],
            new boolean[4],
            new float[4],
            new float[2]),
        1,
        1,
        both,
        new float[4]);
    assertThat(both).containsExactly(2, 0, 1, 0);
  }

  @Test
  void aWrongLengthIsNamed() {
    assertThatThrownBy(() -> steps(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("values has 3 elements; T times B needs 4");
    StepArrays steps = steps(new float[4]);
    assertThatThrownBy(
            () -> GeneralizedAdvantageEstimation.compute(steps, 1, 1, new float[4], new float[3]))
        .hasMessageContaining("returns has 3 elements; T times B needs 4");
  }

  private static StepArrays steps(float[] values) {
    boolean[] never = new boolean[4];
    return new StepArrays(2, 2, new float[4], values, never, never, new float[4], new float[2]);
  }

  /** Mean 2, deviations -1, 0, 1, variance 2/2 = 1. */
  @Test
  void normalizationDividesByTheSampleDeviation() {
    float[] values = {1, 2, 3, 99};
    Standardization.UNBIASED_PLUS_EPSILON.apply(values, 3, Standardization.Single.KEPT);
    assertThat(values).containsExactly(-1, 0, 1, 99);
  }
}
