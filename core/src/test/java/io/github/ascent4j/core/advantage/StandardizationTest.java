package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.advantage.Standardization.Single;
import io.github.ascent4j.environment.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StandardizationTest {
  /** Deviations -1, 0, 1: variance 2/2 over n - 1 and 2/3 over n. */
  @Test
  void formsDivideByTheirOwnDeviation() {
    float population = (float) Math.sqrt(1.5);
    assertThat(applied(Standardization.UNBIASED_PLUS_EPSILON, 1, 2, 3)).containsExactly(-1, 0, 1);
    assertThat(applied(Standardization.UNBIASED_MAX_EPSILON, 1, 2, 3)).containsExactly(-1, 0, 1);
    assertThat(applied(Standardization.POPULATION_PLUS_EPSILON, 1, 2, 3))
        .containsExactly(-population, 0, population);
    assertThat(applied(Standardization.POPULATION_PLAIN, 1, 2, 3))
        .containsExactly(-population, 0, population);
  }

  /** Deviations of 1e-12 around 0: an epsilon decides, a plain division makes them 1. */
  @Test
  void smallDeviationsShowTheEpsilon() {
    assertThat(applied(Standardization.POPULATION_PLUS_EPSILON, 1e-12f, -1e-12f)[0])
        .isBetween(0.99e-4f, 1.01e-4f);
    assertThat(applied(Standardization.UNBIASED_MAX_EPSILON, 1e-12f, -1e-12f)[0])
        .isBetween(0.99e-6f, 1.01e-6f);
    assertThat(applied(Standardization.POPULATION_PLAIN, 1e-12f, -1e-12f)).containsExactly(1, -1);
  }

  private static float[] applied(Standardization form, float... values) {
    form.apply(values, values.length, Single.KEPT);
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void equalNumbersBecomeZero(Standardization form) {
    assertThat(applied(form, 0.1f, 0.1f, 0.1f)).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aSingleNumberIsKeptOrZero(Standardization form) {
    float[] values = {2.5f, 9};
    form.apply(values, 1, Single.KEPT);
    assertThat(values).containsExactly(2.5f, 9);
    form.apply(values, 1, Single.ZERO);
    assertThat(values).containsExactly(0, 9);
    form.apply(values, 0, Single.ZERO);
    assertThat(values).containsExactly(0, 9);
  }

  @Test
  void aSingleAdvantageIsKeptWhereThatIsAsked() {
    float[] advantages = {2.5f};
    Standardization.UNBIASED_PLUS_EPSILON.apply(advantages, 1, Single.KEPT);
    assertThat(advantages).containsExactly(2.5f);
  }

  /** rlpyt has NaN here. */
  @ParameterizedTest
  @EnumSource
  void aSingleValidNumberLeavesAllFinite(Standardization form) {
    boolean[] valid = {false, true, false};
    float[] values = {1, 2, 3};
    form.apply(values, 3, valid, Single.KEPT);
    assertThat(values).containsExactly(1, 2, 3);
    form.apply(values, 3, valid, Single.ZERO);
    assertThat(values).containsExactly(0, 0, 0);
    float[] none = {1, 2, 3};
    form.apply(none, 3, new boolean[3], Single.ZERO);
    assertThat(none).containsExactly(1, 2, 3);
  }

  /** Valid are 1, 2, 3; what is not valid is scaled along. */
  @Test
  void onlyValidNumbersCount() {
    float[] values = {1, 100, 2, 3};
    Standardization.UNBIASED_MAX_EPSILON.apply(
        values, 4, new boolean[] {true, false, true, true}, Single.KEPT);
    assertThat(values).containsExactly(-1, 98, 0, 1);
  }

  @Test
  void tooLargeACountIsNamed() {
    assertThatThrownBy(() -> Standardization.POPULATION_PLAIN.apply(new float[2], 3, Single.KEPT))
        .hasMessage("count 3 is more than the 2 elements given");
    assertThatThrownBy(
            () ->
                Standardization.POPULATION_PLAIN.apply(
                    new float[3], 3, new boolean[1], Single.KEPT))
        .hasMessage("count 3 is more than the 1 elements given");
  }

  /** Episodes 1, 3 and 5, 5 in the first column, 7 and 2, 4, 6 in the second. */
  @Test
  void eachEpisodeIsStandardizedByItself() {
    float[] values = {1, 7, 3, 2, 5, 4, 5, 6};
    boolean[] terminated = {false, true, false, false, false, false, false, false};
    boolean[] truncated = {false, false, true, false, false, false, false, false};
    RewardStandardization.perEpisode(4, 2, values, terminated, truncated);
    float outer = (float) (2 / (Math.sqrt(8 / 3.0) + 1e-9));
    assertThat(values).containsExactly(-1, 0, 1, -outer, 0, 0, 0, outer);
  }

  /** Mean 2 and variance 1 of the first batch serve the second. */
  @Test
  void returnsAreNormalizedByTheBatchesBefore() {
    ReturnNormalization normalization = new ReturnNormalization();
    float[] first = {1, 3, 99};
    normalization.normalize(first, 2);
    assertThat(first).containsExactly(1, 3, 99);
    assertThat(normalization.mean()).isEqualTo(2);
    assertThat(normalization.variance()).isEqualTo(1);
    assertThat(normalization.count()).isEqualTo(2);
    float[] second = {2, 4};
    normalization.normalize(second, 2);
    assertThat(second).containsExactly(0, 2);
    assertThat(normalization.mean()).isEqualTo(2.5);
  }

  @Test
  void restoredNormalizationGoesOnWithTheSameNumbers() throws IOException {
    ReturnNormalization original = new ReturnNormalization();
    original.normalize(new float[] {1, 4, -7.5f}, 3);
    ReturnNormalization restored = new ReturnNormalization();
    StateBytes.read(StateBytes.of(original::save), restored::restore);
    float[] expected = {0.3f, 5};
    float[] actual = expected.clone();
    original.normalize(expected, 2);
    restored.normalize(actual, 2);
    assertThat(actual).containsExactly(expected);
    assertThat(restored.mean()).isEqualTo(original.mean());
  }

  @Test
  void anInfiniteReturnDoesNotEnterTheStatistics() {
    ReturnNormalization normalization = new ReturnNormalization();
    assertThatThrownBy(() -> normalization.normalize(new float[] {1, Float.POSITIVE_INFINITY}, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("return[1] is Infinity");
    assertThat(normalization.count()).isZero();
  }
}
