package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples, edges and refusals of the distributions that have no test of their own. */
final class SamplingTest {
  private static final float[] LOW = {-2, 0.5f};
  private static final float[] HIGH = {2, 30};
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  static List<Distribution> distributions() {
    return List.of(
        new Categorical(3),
        new Categorical(3, 1e-8f),
        MultiCategorical.of(3, 1, 4),
        new Bernoulli(3),
        new DiagonalGaussian(2, -1, 0.5f, 0.125f),
        new TanhGaussian(LOW, HIGH, -5, 2),
        new Beta(LOW, HIGH),
        new ExplorationGaussian(new DiagonalGaussian(2, -1, 0.5f, 0), 3),
        new Joint(
            List.of(
                new Joint.Part(new DiagonalGaussian(2, -1, 0.5f, 0), 2),
                new Joint.Part(new Categorical(3), 0),
                new Joint.Part(new Beta(LOW, HIGH), 0))));
  }

  private static Rows samples(Distribution distribution, int count, double spread) {
    Random random = new Random(11);
    float[] parameters = new float[distribution.parameterCount() * count];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (spread * random.nextGaussian());
    }
    float[] actions = new float[distribution.actionSize() * count];
    return new Rows(distribution, parameters, actions).sample(random);
  }

  /** The same parameters in every row. */
  private static Rows repeated(Distribution distribution, int count, float... parameters) {
    float[] rows = new float[count * parameters.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(parameters, 0, rows, i * parameters.length, parameters.length);
    }
    float[] actions = new float[distribution.actionSize() * count];
    return new Rows(distribution, rows, actions).sample(new Random(17));
  }

  /** Also far out, where floats round actions onto their bounds and tanh is 1. */
  @ParameterizedTest
  @MethodSource("distributions")
  void sampledLogProbabilityHasTheBitsOfAnEvaluatedOne(Distribution distribution) {
    for (double spread : new double[] {1, 5, 30}) {
      Rows rows = samples(distribution, 1000, spread);
      float[] sampled = rows.logProbs().clone();
      assertThat(rows.evaluate().logProbs()).containsExactly(sampled);
      for (int i = 0; i < rows.count; i++) {
        assertThat(sampled[i]).isFinite();
        assertThat(rows.entropies()[i]).isFinite();
      }
      for (float slope : rows.gradient(1, 1)) {
        assertThat(slope).isFinite();
      }
    }
  }

  /** A generator is used up row by row, so that rows may be drawn in groups. */
  @ParameterizedTest
  @MethodSource("distributions")
  void rowsDrawnInTwoHalvesAreThoseDrawnAtOnce(Distribution distribution) {
    int size = distribution.parameterCount();
    Rows all = samples(distribution, 11, 1);
    float[] actions = new float[all.actions.length];
    float[] logProbs = new float[11];
    Random random = new Random(23);
    DistributionBatch batch = new DistributionBatch(distribution, 11);
    int from = 0;
    for (int count : new int[] {4, 7}) {
      batch.of(all.parameters, from * size, size, actions, from * distribution.actionSize(), count);
      distribution.sample(batch, random, ArrayMath.SCALAR);
      System.arraycopy(batch.logProbs, 0, logProbs, from, count);
      from += count;
    }
    all.sample(new Random(23));
    assertThat(actions).containsExactly(all.actions);
    assertThat(logProbs).containsExactly(all.logProbs());
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void notANumberIsPassedOn(Distribution distribution) {
    float[] parameters = new float[distribution.parameterCount()];
    Arrays.fill(parameters, Float.NaN);
    Rows rows = new Rows(distribution, parameters, new float[distribution.actionSize()]);
    rows.sample(new Random(1));
    assertThat(rows.logProbs()[0]).isNaN();
    assertThat(rows.evaluate().logProbs()[0]).isNaN();
    assertThat(rows.entropies()[0]).isNaN();
    assertThat(rows.kl(parameters)[0]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void noRowsAreNoWork(Distribution distribution) {
    Rows rows = new Rows(distribution, new float[0], new float[0]).evaluate();
    rows.sample(new Random(1));
    assertThat(rows.gradient(1, 1)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void strideAndOffsetsSelectRows(Distribution distribution) {
    int size = distribution.parameterCount();
    int actionSize = distribution.actionSize();
    Rows dense = samples(distribution, 3, 1).evaluate();
    float[] wide = new float[2 + 3 * (size + 3)];
    float[] actions = new float[1 + 3 * actionSize];
    boolean[] masks = new boolean[4 + 3 * distribution.maskSize()];
    Arrays.fill(masks, 4, masks.length, true);
    for (int i = 0; i < 3; i++) {
      System.arraycopy(dense.parameters, size * i, wide, 2 + (size + 3) * i, size);
    }
    System.arraycopy(dense.actions, 0, actions, 1, dense.actions.length);
    DistributionBatch batch = new DistributionBatch(distribution, 5);
    batch.of(wide, 2, size + 3, actions, 1, 3).masked(masks, 4);
    distribution.evaluate(batch, ArrayMath.SCALAR);
    float[] gradients = new float[1 + 3 * (size + 1)];
    float[] ones = {1, 1, 1};
    distribution.backward(batch, ones, 0.5f, new RowView(gradients, 1, size + 1, 3));
    for (int i = 0; i < 3; i++) {
      assertThat(batch.logProbs[i]).isEqualTo(dense.logProbs()[i]);
      assertThat(batch.entropies[i]).isEqualTo(dense.entropies()[i]);
      for (int j = 0; j < size; j++) {
        assertThat(gradients[1 + i * (size + 1) + j])
            .isEqualTo(dense.gradient(1, 0.5f)[i * size + j]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void divergenceFromItselfIsZero(Distribution distribution) {
    Rows rows = samples(distribution, 50, 2);
    for (float kl : rows.kl(rows.parameters)) {
      assertThat(kl).isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void partsOfAMultiCategoricalAreCategoricals() {
    Rows rows = samples(MultiCategorical.of(3, 2), 200, 2);
    for (int i = 0; i < rows.count; i++) {
      float[] first = Arrays.copyOfRange(rows.parameters, 5 * i, 5 * i + 3);
      float[] second = Arrays.copyOfRange(rows.parameters, 5 * i + 3, 5 * i + 5);
      Rows a = new Rows(new Categorical(3), first, new float[] {rows.actions[2 * i]}).evaluate();
      Rows b =
          new Rows(new Categorical(2), second, new float[] {rows.actions[2 * i + 1]}).evaluate();
      rows.evaluate();
      assertThat(rows.logProbs()[i]).isEqualTo(a.logProbs()[0] + b.logProbs()[0]);
      assertThat(rows.entropies()[i]).isEqualTo(a.entropies()[0] + b.entropies()[0]);
    }
  }

  @Test
  void partsAndBitsAreDrawnWithTheirProbabilities() {
    int count = 100_000;
    float log3 = (float) Math.log(3);
    Rows parts = repeated(MultiCategorical.of(2, 2), count, 0, log3, 0, 0);
    Rows bits = repeated(new Bernoulli(2), count, log3, 0);
    for (Rows rows : List.of(parts, bits)) {
      double first = 0;
      double second = 0;
      double both = 0;
      for (int i = 0; i < count; i++) {
        first += rows.actions[2 * i];
        second += rows.actions[2 * i + 1];
        both += rows.actions[2 * i] * rows.actions[2 * i + 1];
      }
      assertThat(first / count).isCloseTo(0.75, within(0.006));
      assertThat(second / count).isCloseTo(0.5, within(0.007));
      assertThat(both / count).isCloseTo(0.375, within(0.007));
    }
  }

  /** alpha = beta = 2 has mean 1/2 and variance 1/20; 0.896 lie within 0.4 of the middle. */
  @Test
  void betaSamplesHaveTheirMoments() {
    int count = 100_000;
    float raw = (float) Math.log(Math.E - 1);
    Rows rows = repeated(new Beta(new float[] {-2}, new float[] {2}), count, raw, raw);
    double sum = 0;
    double squares = 0;
    for (float action : rows.actions) {
      assertThat(action).isBetween(-2f, 2f);
      sum += action;
      squares += action * action;
    }
    assertThat(sum / count).isCloseTo(0, within(0.01));
    assertThat(squares / count).isCloseTo(16.0 / 20, within(0.01));
    assertThat(rows.modes()[0]).isCloseTo(0, within(1e-6f));
  }

  /** Shares of cells against the density, over a skewed Beta and a wide squashed Gaussian. */
  @Test
  void densityIsThatOfTheSamples() {
    int count = 200_000;
    Distribution beta = new Beta(new float[] {1}, new float[] {3});
    Distribution squashed = new TanhGaussian(new float[] {1}, new float[] {3}, -INFINITE, INFINITE);
    for (Distribution distribution : List.of(beta, squashed)) {
      Rows rows = repeated(distribution, count, 0.3f, -0.5f);
      int cells = 20;
      int[] counts = new int[cells];
      for (float raw : rows.actions) {
        double action = distribution instanceof Beta ? raw : TanhTransform.action(raw, 1, 3);
        counts[(int) Math.min(cells - 1, (action - 1) / 2 * cells)]++;
      }
      for (int c = 0; c < cells; c++) {
        double probability = 0;
        int steps = 200;
        for (int s = 0; s < steps; s++) {
          double action = 1 + 2 * (c + (s + 0.5) / steps) / cells;
          float raw =
              (float) (distribution instanceof Beta ? action : TanhTransform.raw(action, 1, 3));
          Rows at = new Rows(distribution, new float[] {0.3f, -0.5f}, new float[] {raw});
          probability += Math.exp(at.evaluate().logProbs()[0]) * 2 / cells / steps;
        }
        assertThat(counts[c] / (double) count)
            .as("cell " + c)
            .isCloseTo(probability, within(0.0035));
      }
    }
  }

  /** On a fine grid in double precision, up to deviations that saturate tanh. */
  @Test
  void entropyOfASquashedGaussianIsTheIntegral() {
    float[][] allowed = {{-2, 1e-5f}, {-1, 1e-5f}, {0, 1e-5f}, {0.5f, 2e-5f}, {1, 5e-4f}};
    for (float[] logStdAndError : allowed) {
      for (float mean : new float[] {-3, -0.7f, 0, 1.3f, 2.5f}) {
        float logStd = logStdAndError[0];
        double integral = 0;
        double step = 1e-3;
        for (double z = -9; z < 9; z += step) {
          double u = mean + Math.exp(logStd) * z;
          double logProb = TanhTransform.logProb(u, mean, logStd, -2, 3);
          integral -= Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * logProb * step;
        }
        Distribution distribution =
            new TanhGaussian(new float[] {-2}, new float[] {3}, -INFINITE, INFINITE);
        Rows rows = new Rows(distribution, new float[] {mean, logStd}, new float[1]).evaluate();
        assertThat((double) rows.entropies()[0])
            .as("mean " + mean + " log std " + logStd)
            .isCloseTo(integral, within((double) logStdAndError[1]));
      }
    }
  }

  @Test
  void squashedDensityIsExactFarOut() {
    Distribution distribution =
        new TanhGaussian(new float[] {-1}, new float[] {1}, -INFINITE, INFINITE);
    for (float u : new float[] {-40, -12, -0.001f, 0, 3, 20, 90}) {
      Rows rows = new Rows(distribution, new float[] {u, 0}, new float[] {u}).evaluate();
      double expected = TanhTransform.logProb(u, u, 0, -1, 1);
      assertThat((double) rows.logProbs()[0]).isCloseTo(expected, within(1e-5 + 1e-6 * expected));
    }
  }

  @Test
  void transformGoesThereAndBack() {
    for (double u : new double[] {-9, -1, 0, 0.5, 14}) {
      double action = TanhTransform.action(u, -2, 5);
      assertThat(TanhTransform.raw(action, -2, 5)).isCloseTo(u, within(1e-3));
      assertThat(TanhTransform.raw(action, -2, 5, 1e-6))
          .isCloseTo(Math.max(-7.25, Math.min(7.25, u)), within(0.01));
    }
    assertThat(TanhTransform.raw(5, -2, 5)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(TanhTransform.raw(6, -2, 5)).isNaN();
    assertThat(TanhTransform.logProbOfAction(5, 0, 0, -2, 5, 1e-6)).isFinite();
  }

  /** Fuller than the exact density by the epsilon alone where that is well inside. */
  @Test
  void guardedDensityIsTheExactOneInside() {
    double action = 0.4;
    double u = TanhTransform.raw(action, -2, 5);
    assertThat(TanhTransform.logProbOfAction(action, 0.1, -0.3, -2, 5, 1e-6))
        .isCloseTo(TanhTransform.logProb(u, 0.1, -0.3, -2, 5), within(1e-5));
  }

  @Test
  void betaOnItsBoundsStaysFinite() {
    Distribution distribution = new Beta(new float[] {-1}, new float[] {1});
    for (float action : new float[] {-1, 1}) {
      Rows rows = new Rows(distribution, new float[] {4, -30}, new float[] {action});
      assertThat(rows.evaluate().logProbs()[0]).isFinite();
      assertThat(rows.gradient(1, 1)[0]).isFinite();
    }
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThatThrownBy(() -> new Categorical(2, -1)).hasMessageContaining("epsilon -1.0");
    assertThatThrownBy(() -> new Categorical(2, Float.NaN)).hasMessageContaining("epsilon NaN");
    assertThatThrownBy(() -> MultiCategorical.of()).hasMessageContaining("at least one part");
    assertThatThrownBy(() -> MultiCategorical.of(2, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> MultiCategorical.of(Integer.MAX_VALUE, 1))
        .hasMessageContaining("at most 2^31-1");
    assertThatThrownBy(() -> new Bernoulli(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new DiagonalGaussian(1, 2, 1, 0))
        .hasMessageContaining("from 2.0 to 1.0");
    assertThatThrownBy(() -> new DiagonalGaussian(1, 0, 1, 1)).hasMessageContaining("epsilon 1.0");
    assertThatThrownBy(() -> new Beta(new float[0], new float[0]))
        .hasMessageContaining("at least one dimension");
    assertThatThrownBy(() -> new Beta(new float[] {0, 1}, new float[] {1, INFINITE}))
        .hasMessageContaining("component 1 goes from 1.0 to Infinity");
    assertThatThrownBy(
            () -> new TanhGaussian(new float[] {3}, new float[] {3}, -INFINITE, INFINITE))
        .hasMessageContaining("component 0 goes from 3.0 to 3.0");
  }

  @Test
  void equalMeansSameBoundsAndLimits() {
    TanhGaussian squashed = new TanhGaussian(LOW, HIGH, -1, 1);
    assertThat(squashed)
        .isEqualTo(new TanhGaussian(LOW.clone(), HIGH.clone(), -1, 1))
        .hasSameHashCodeAs(new TanhGaussian(LOW, HIGH, -1, 1))
        .isNotEqualTo(new TanhGaussian(LOW, HIGH, -2, 1))
        .isNotEqualTo(new TanhGaussian(LOW, new float[] {2, 31}, -1, 1));
    assertThat(new Beta(LOW, HIGH))
        .isEqualTo(new Beta(LOW, HIGH))
        .hasSameHashCodeAs(new Beta(LOW, HIGH))
        .isNotEqualTo(new Beta(LOW, new float[] {2, 31}));
  }
}
