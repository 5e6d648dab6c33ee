package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Fisher matrix is the slope of the divergence's gradient where both are the same. */
final class FisherProductTest {
  private static final float STEP = 0.03125f;
  private static final double TOLERANCE = 5e-4;

  static List<Distribution> distributions() {
    float[] low = {-2, 0.5f, -1};
    float[] high = {2, 0.75f, 30};
    float none = Float.NEGATIVE_INFINITY;
    return List.of(
        new Categorical(1),
        new Categorical(5),
        new Categorical(5, 0.125f),
        MultiCategorical.of(3, 1, 4),
        new Bernoulli(3),
        new DiagonalGaussian(1),
        new DiagonalGaussian(3),
        new DiagonalGaussian(2, none, -none, 0.125f),
        new DiagonalGaussian(2, -0.25f, 0.25f, 0),
        new TanhGaussian(low, high, none, -none),
        new Beta(low, high));
  }

  static Stream<Arguments> withAndWithoutMasks() {
    return distributions().stream()
        .flatMap(
            distribution ->
                distribution.maskSize() < 2
                    ? Stream.of(Arguments.of(distribution, null))
                    : Stream.of(
                        Arguments.of(distribution, null),
                        Arguments.of(distribution, masks(distribution))));
  }

  /** Each part keeps a choice, and one of several parts has a single one left. */
  private static boolean[] masks(Distribution distribution) {
    boolean[] masks = new boolean[distribution.maskSize()];
    Arrays.fill(masks, true);
    masks[1] = false;
    if (distribution instanceof MultiCategorical) {
      masks[2] = false;
      masks[6] = false;
    }
    return masks;
  }

  @ParameterizedTest
  @MethodSource("withAndWithoutMasks")
  void theProductIsTheSlopeOfTheDivergencesGradient(
      Distribution distribution, boolean @Nullable [] masks) {
    int size = distribution.parameterCount();
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      float[] at = numbers(random, size);
      float[] vector = numbers(random, size);
      float[] product = product(distribution, at, masks, vector);
      double[] expected = new double[size];
      for (int k = 1; k <= 2; k++) {
        float[] above = gradient(distribution, at, masks, vector, k * STEP);
        float[] below = gradient(distribution, at, masks, vector, -k * STEP);
        for (int j = 0; j < size; j++) {
          expected[j] += (k == 1 ? 8 : -1) * ((double) above[j] - below[j]) / (12 * STEP);
        }
      }
      for (int j = 0; j < size; j++) {
        assertThat((double) product[j])
            .as("component " + j)
            .isCloseTo(expected[j], within(TOLERANCE * (1 + Math.abs(expected[j]))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withAndWithoutMasks")
  void theMatrixIsSymmetricAndWithoutAnEpsilonNowhereNegative(
      Distribution distribution, boolean @Nullable [] masks) {
    int size = distribution.parameterCount();
    Random random = new Random(3);
    float[] at = numbers(random, size);
    float[] u = numbers(random, size);
    float[] v = numbers(random, size);
    double oneWay = dot(u, product(distribution, at, masks, v));
    double otherWay = dot(v, product(distribution, at, masks, u));
    assertThat(oneWay).isCloseTo(otherWay, within(1e-5 * (1 + Math.abs(oneWay))));
    assertThat(dot(v, product(distribution, at, masks, v))).isGreaterThan(-1e-6);
  }

  @Test
  void twoEvenChoicesByHand() {
    // p = 1/2 each: diag(p) - p p^T = [[1/4, -1/4], [-1/4, 1/4]].
    float[] product = product(new Categorical(2), new float[] {7, 7}, null, new float[] {1, 3});
    assertThat(product).containsExactly(-0.5f, 0.5f);
  }

  @Test
  void aGaussianByHand() {
    float[] at = {9, (float) Math.log(0.5)};
    float[] product = product(new DiagonalGaussian(1), at, null, new float[] {3, 5});
    assertThat(product[0]).isCloseTo(12, within(1e-5f));
    assertThat(product[1]).isEqualTo(10);
  }

  @Test
  void whatIsMaskedOrOutsideOfItsLimitsHasNoShare() {
    boolean[] masks = {true, false, true};
    float[] logits = {0.5f, 100, -1};
    float[] product = product(new Categorical(3), logits, masks, new float[] {1, 50, 2});
    assertThat(product[1]).isZero();
    assertThat(product)
        .isEqualTo(product(new Categorical(3), logits, masks, new float[] {1, -7, 2}));
    boolean[] onlyOne = {true, true, true, false, false, true};
    assertThat(product(new Bernoulli(3), new float[3], onlyOne, new float[] {1, 1, 1}))
        .containsExactly(0.25f, 0, 0);
    for (float logStd : new float[] {-1.5f, -1, 0.5f, 0.75f}) {
      Distribution limited = new DiagonalGaussian(1, -1, 0.5f, 0);
      float[] ofLogStd = product(limited, new float[] {0, logStd}, null, new float[] {0, 1});
      assertThat(ofLogStd[1]).isEqualTo(logStd < -1 || logStd > 0.5f ? 0 : 2);
    }
  }

  private static float[] product(
      Distribution distribution, float[] at, boolean @Nullable [] masks, float[] vector) {
    // Offsets of their own, and something to be overwritten.
    int size = distribution.parameterCount();
    float[] parameters = new float[size + 2];
    float[] moved = new float[size + 1];
    float[] product = new float[size + 3];
    Arrays.fill(product, 5);
    System.arraycopy(at, 0, parameters, 2, size);
    System.arraycopy(vector, 0, moved, 1, size);
    distribution.fisherProduct(
        new RowView(parameters, 2, size, 1),
        new MaskView(masks, 0, 0),
        new RowView(moved, 1, size, 1),
        new RowView(product, 3, size, 1));
    assertThat(Arrays.copyOf(product, 3)).containsOnly(5);
    return Arrays.copyOfRange(product, 3, size + 3);
  }

  /** The gradient of KL(at || q) at {@code q = at + step vector}. */
  private static float[] gradient(
      Distribution distribution,
      float[] at,
      boolean @Nullable [] masks,
      float[] vector,
      float step) {
    int size = at.length;
    float[] q = new float[size];
    for (int j = 0; j < size; j++) {
      q[j] = at[j] + step * vector[j];
    }
    return new Rows(distribution, at, new float[distribution.actionSize()], masks)
        .klGradients(q)[1];
  }

  /** Multiples of 1/64, so that a step is exact; none near the limits of a deviation. */
  private static float[] numbers(Random random, int size) {
    float[] numbers = new float[size];
    for (int j = 0; j < size; j++) {
      do {
        numbers[j] = (random.nextInt(97) - 48) / 64f;
      } while (Math.abs(Math.abs(numbers[j]) - 0.25f) < 0.07f);
    }
    return numbers;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }
}
