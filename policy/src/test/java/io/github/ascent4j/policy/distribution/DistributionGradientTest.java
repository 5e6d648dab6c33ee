package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
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
    return List.of(
        new Categorical(1), new Categorical(5), new DiagonalGaussian(1), new DiagonalGaussian(3));
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
    Random random = new Random(9);
    float[] actions = new float[ROWS * distribution.actionSize()];
    for (int i = 0; i < actions.length; i++) {
      actions[i] =
          distribution instanceof Categorical categorical
              ? random.nextInt(categorical.n())
              : (float) random.nextGaussian();
    }
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
