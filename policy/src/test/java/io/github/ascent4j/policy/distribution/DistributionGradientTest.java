package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients against five-point differences. Values are single precision, so steps are wide: at 0.05
 * the formula's own error is about 1e-5 and rounding gives as much.
 */
final class DistributionGradientTest {
  private static final float STEP = 0.0625f;
  private static final double TOLERANCE = 5e-4;
  private static final int ROWS = 4;

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
        new TanhGaussian(low, high, none, -none),
        new Beta(low, high),
        new ExplorationGaussian(new DiagonalGaussian(2), 3),
        new Joint(
            List.of(
                new Joint.Part(new Categorical(3), 0),
                new Joint.Part(new DiagonalGaussian(2), 2),
                new Joint.Part(MultiCategorical.of(2, 3), 0),
                new Joint.Part(new TanhGaussian(low, high, none, -none), 3))));
  }

  /**
   * Every third flag forbids, where another choice is left; one row in two has no mask of effect.
   */
  private static boolean @Nullable [] masks(Distribution distribution, boolean masked) {
    if (!masked) {
      return null;
    }
    boolean[] masks = new boolean[ROWS * distribution.maskSize()];
    Arrays.fill(masks, true);
    int width = distribution.maskSize();
    for (int i = 0; i < ROWS; i += 2) {
      if (distribution instanceof Bernoulli) {
        masks[i * width + 1] = false;
        masks[i * width + 4] = false;
      } else if (distribution instanceof MultiCategorical) {
        masks[i * width] = false;
        masks[i * width + 5] = false;
        masks[i * width + 6] = false;
      } else if (width > 1) {
        masks[i * width] = false;
        masks[i * width + 3] = false;
      }
    }
    return masks;
  }

  static List<Distribution> choices() {
    return distributions().stream().filter(d -> d.maskSize() > 0).toList();
  }

  /** Everything again with masks, for actions that they allow. */
  @ParameterizedTest
  @MethodSource("choices")
  void masked(Distribution distribution) {
    float[] parameters = parameters(distribution, 6);
    float[] q = parameters(distribution, 7);
    boolean[] masks = masks(distribution, true);
    float[] actions = new float[ROWS * distribution.actionSize()];
    new Rows(distribution, parameters, actions, masks).sample(new Random(8));
    Rows rows = new Rows(distribution, parameters, actions, masks);
    check(
        parameters,
        rows.gradient(-0.5f, 0.25f),
        p -> {
          Rows moved = new Rows(distribution, p, actions, masks).evaluate();
          return -0.5 * sum(moved.logProbs()) + 0.25 * sum(moved.entropies());
        });
    float[][] gradients = rows.klGradients(q);
    check(parameters, gradients[0], p -> sum(new Rows(distribution, p, actions, masks).kl(q)));
    check(q, gradients[1], moved -> sum(rows.kl(moved)));
  }

  /** On the limits of the log standard deviation and outside, where it must not move. */
  @Test
  void limitsStopTheGradientStrictlyOutside() {
    for (Distribution distribution :
        List.of(
            new DiagonalGaussian(1, -1, 0.5f, 0),
            new TanhGaussian(new float[] {-1}, new float[] {3}, -1, 0.5f))) {
      float[] outside = {0.25f, -1.25f, 0.25f, 0.75f};
      float[] onLimit = {0.25f, -1, 0.25f, 0.5f};
      float[] actions = {0.75f, -0.5f};
      float[] other = {0, 0, 0, 0};
      Rows cut = new Rows(distribution, outside, actions);
      Rows limit = new Rows(distribution, onLimit, actions);
      assertThat(cut.evaluate().logProbs()).isEqualTo(limit.evaluate().logProbs());
      assertThat(cut.entropies()).isEqualTo(limit.entropies());
      assertThat(cut.kl(other)).isEqualTo(limit.kl(other));
      for (int i = 0; i < 4; i += 2) {
        assertThat(cut.gradient(1, 1)[i]).isEqualTo(limit.gradient(1, 1)[i]);
        assertThat(cut.gradient(1, 1)[i + 1]).isZero();
        assertThat(limit.gradient(1, 1)[i + 1]).isNotZero();
        assertThat(cut.klGradients(other)[0][i + 1]).isZero();
        assertThat(limit.klGradients(other)[0][i + 1]).isNotZero();
        Rows swapped = new Rows(distribution, other, actions);
        assertThat(swapped.klGradients(outside)[1][i + 1]).isZero();
        assertThat(swapped.klGradients(onLimit)[1][i + 1]).isNotZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void logProbability(Distribution distribution) {
    float[] parameters = parameters(distribution, 1);
    float[] actions = actions(distribution);
    check(
        parameters,
        new Rows(distribution, parameters, actions).gradient(1, 0),
        p -> sum(new Rows(distribution, p, actions).evaluate().logProbs()));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void entropy(Distribution distribution) {
    float[] parameters = parameters(distribution, 2);
    float[] actions = actions(distribution);
    check(
        parameters,
        new Rows(distribution, parameters, actions).gradient(0, 1),
        p -> sum(new Rows(distribution, p, actions).evaluate().entropies()));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void bothTogetherWithWeights(Distribution distribution) {
    float[] parameters = parameters(distribution, 3);
    float[] actions = actions(distribution);
    check(
        parameters,
        new Rows(distribution, parameters, actions).gradient(-0.5f, 0.25f),
        p -> {
          Rows rows = new Rows(distribution, p, actions).evaluate();
          return -0.5 * sum(rows.logProbs()) + 0.25 * sum(rows.entropies());
        });
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void divergenceWithRespectToBoth(Distribution distribution) {
    float[] p = parameters(distribution, 4);
    float[] q = parameters(distribution, 5);
    float[] actions = actions(distribution);
    float[][] gradients = new Rows(distribution, p, actions).klGradients(q);
    check(p, gradients[0], moved -> sum(new Rows(distribution, moved, actions).kl(q)));
    check(q, gradients[1], moved -> sum(new Rows(distribution, p, actions).kl(moved)));
  }

  private static void check(float[] at, float[] gradient, ToDoubleFunction<float[]> function) {
    for (int i = 0; i < at.length; i++) {
      double slope =
          (8 * (moved(at, i, STEP, function) - moved(at, i, -STEP, function))
                  - (moved(at, i, 2 * STEP, function) - moved(at, i, -2 * STEP, function)))
              / (12 * STEP);
      assertThat((double) gradient[i])
          .as("component " + i)
          .isCloseTo(slope, within(TOLERANCE * (1 + Math.abs(slope))));
    }
  }

  private static double moved(float[] at, int i, float step, ToDoubleFunction<float[]> function) {
    float[] moved = at.clone();
    moved[i] += step;
    return function.applyAsDouble(moved);
  }

  private static float[] parameters(Distribution distribution, int seed) {
    Random random = new Random(seed);
    float[] parameters = new float[ROWS * distribution.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      // Multiples of 1/64, so that a step is exact.
      parameters[i] = (random.nextInt(97) - 48) / 64f;
    }
    return parameters;
  }

  private static float[] actions(Distribution distribution) {
    float[] actions = new float[ROWS * distribution.actionSize()];
    new Rows(distribution, parameters(distribution, 9), actions).sample(new Random(9));
    return actions;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
