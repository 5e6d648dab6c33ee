package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.ArrayMath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Noise from features: its moments, how long it is held, and its state. */
final class ExplorationNoiseTest {
  private static final int F = 3;
  private static final int A = 2;
  private static final ExplorationGaussian GAUSSIAN =
      new ExplorationGaussian(new DiagonalGaussian(A), F);
  private static final float[] STDS = {0.5f, 1, 2, 0.25f, 0, 3};

  private static ExplorationNoise noise(int copies, int resampleSteps) {
    ExplorationNoise noise = new ExplorationNoise(copies, F, A, resampleSteps);
    noise.start(STDS);
    return noise;
  }

  /** Means, log deviations as features and variances give them, and the features. */
  private static float[] row(float... features) {
    float[] row = {10, -10, 0, 0, features[0], features[1], features[2]};
    for (int a = 0; a < A; a++) {
      double variance = 1e-6;
      for (int f = 0; f < F; f++) {
        variance += Math.pow(features[f] * STDS[f * A + a], 2);
      }
      row[A + a] = (float) (0.5 * Math.log(variance));
    }
    return row;
  }

  private static float[] repeated(float[] row, int count) {
    float[] rows = new float[count * row.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(row, 0, rows, i * row.length, row.length);
    }
    return rows;
  }

  private static DistributionBatch sample(
      float[] rows, float[] actions, @Nullable ExplorationNoise noise, int first, Random random) {
    int count = actions.length / A;
    DistributionBatch batch = new DistributionBatch(GAUSSIAN, count);
    batch.of(rows, 0, GAUSSIAN.parameterCount(), actions, 0, count).exploring(noise, first);
    GAUSSIAN.sample(batch, random, ArrayMath.SCALAR);
    return batch;
  }

  /** Over many matrices the action has its mean, its deviation and no other correlation. */
  @Test
  void actionsOfManyCopiesHaveTheMomentsOfTheDistribution() {
    int count = 100_000;
    float[] row = row(1, -0.5f, 0.5f);
    for (ExplorationNoise noise : new ExplorationNoise[] {noise(count, 0), null}) {
      float[] actions = new float[count * A];
      sample(repeated(row, count), actions, noise, 0, new Random(1));
      double[] sums = new double[A];
      double[] squares = new double[A];
      double product = 0;
      for (int i = 0; i < count; i++) {
        for (int a = 0; a < A; a++) {
          double error = (actions[i * A + a] - row[a]) / Math.exp(row[A + a]);
          sums[a] += error;
          squares[a] += error * error;
        }
        product += (actions[i * A] - row[0]) * (actions[i * A + 1] - row[1]);
      }
      for (int a = 0; a < A; a++) {
        assertThat(sums[a] / count).isCloseTo(0, within(0.012));
        assertThat(squares[a] / count).isCloseTo(1, within(0.017));
      }
      assertThat(product / count / Math.exp(row[A] + row[A + 1])).isCloseTo(0, within(0.012));
    }
  }

  @Test
  void noiseIsTheFeaturesTimesOneMatrixWhileItIsHeld() {
    ExplorationNoise noise = noise(1, 0);
    Random random = new Random(2);
    float[][] matrix = new float[F][A];
    for (int f = 0; f < F; f++) {
      float[] unit = {10, -10, 0, 0, 0, 0, 0};
      unit[2 * A + f] = 1;
      sample(unit, matrix[f], noise, 0, random);
    }
    for (int i = 0; i < 20; i++) {
      float[] features = {i * 0.1f, 1 - i * 0.2f, -0.3f};
      float[] action = new float[A];
      sample(row(features), action, noise, 0, random);
      for (int a = 0; a < A; a++) {
        double value = a == 0 ? 10 : -10;
        for (int f = 0; f < F; f++) {
          value += features[f] * (matrix[f][a] - (a == 0 ? 10 : -10));
        }
        assertThat((double) action[a]).isCloseTo(value, within(2e-5));
      }
    }
    // Deviation 0 is no noise.
    assertThat(matrix[2][0]).isEqualTo(10);
  }

  @Test
  void logProbabilityIsThatOfTheGaussianAndHasTheBitsOfAnEvaluatedOne() {
    float[] rows = repeated(row(1, -0.5f, 0.5f), 4);
    float[] actions = new float[4 * A];
    DistributionBatch batch = sample(rows, actions, noise(4, 1), 0, new Random(3));
    float[] sampled = batch.logProbs.clone();
    GAUSSIAN.evaluate(batch, ArrayMath.SCALAR);
    assertThat(batch.logProbs).containsExactly(sampled);
    for (int i = 0; i < 4; i++) {
      double expected = 0;
      for (int a = 0; a < A; a++) {
        double z = (actions[i * A + a] - rows[a]) / Math.exp(rows[A + a]);
        expected -= 0.5 * z * z + rows[A + a] + 0.5 * Math.log(2 * Math.PI);
      }
      assertThat((double) sampled[i]).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void aMatrixIsHeldForItsStepsAndNoLonger() {
    ExplorationNoise noise = noise(1, 3);
    Random random = new Random(4);
    float[] row = row(1, 1, 1);
    float[][] actions = new float[9][A];
    for (float[] action : actions) {
      sample(row, action, noise, 0, random);
    }
    for (int t = 1; t < actions.length; t++) {
      if (t % 3 == 0) {
        assertThat(actions[t]).isNotEqualTo(actions[t - 1]);
      } else {
        assertThat(actions[t]).isEqualTo(actions[t - 1]);
      }
    }
    noise.redraw(random);
    float[][] later = new float[4][A];
    for (float[] action : later) {
      sample(row, action, noise, 0, random);
    }
    assertThat(later[0]).isNotEqualTo(actions[8]).isEqualTo(later[2]).isNotEqualTo(later[3]);
  }

  @Test
  void aNewStartDrawsWithItsDeviations() {
    ExplorationNoise noise = noise(1, 0);
    float[] before = new float[A];
    sample(row(1, 1, 1), before, noise, 0, new Random(5));
    float[] tenfold = STDS.clone();
    for (int i = 0; i < tenfold.length; i++) {
      tenfold[i] *= 10;
    }
    noise.start(tenfold);
    float[] after = new float[A];
    sample(row(1, 1, 1), after, noise, 0, new Random(5));
    assertThat(after[0] - 10).isCloseTo(10 * (before[0] - 10), within(1e-3f));
    assertThat(after[1] + 10).isCloseTo(10 * (before[1] + 10), within(1e-3f));
  }

  /** Copies have matrices of their own, however they are grouped when they act. */
  @Test
  void halvesOfTheCopiesActAsAllAtOnce() {
    ExplorationNoise whole = noise(6, 2);
    ExplorationNoise halves = noise(6, 2);
    Random a = new Random(6);
    Random b = new Random(6);
    float[] rows = repeated(row(1, 0.5f, -1), 6);
    for (int t = 0; t < 5; t++) {
      float[] all = new float[6 * A];
      float[] first = new float[2 * A];
      float[] second = new float[4 * A];
      sample(rows, all, whole, 0, a);
      sample(rows, first, halves, 0, b);
      sample(rows, second, halves, 2, b);
      assertThat(first).containsExactly(Arrays.copyOf(all, 2 * A));
      assertThat(second).containsExactly(Arrays.copyOfRange(all, 2 * A, 6 * A));
      assertThat(all[0]).isNotEqualTo(all[A]);
    }
  }

  private static byte[] saved(ExplorationNoise noise) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    noise.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void restore(ExplorationNoise noise, byte[] bytes) throws IOException {
    noise.restore(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void savedNoiseGoesOnWithTheSameBits() throws IOException {
    float[] rows = repeated(row(1, 0.5f, -1), 2);
    ExplorationNoise noise = noise(2, 3);
    for (int round = 0; round < 5; round++) {
      ExplorationNoise restored = new ExplorationNoise(2, F, A, 3);
      restore(restored, saved(noise));
      assertThat(saved(restored)).isEqualTo(saved(noise));
      Random a = new Random(round);
      Random b = new Random(round);
      for (int t = 0; t < 4; t++) {
        float[] expected = new float[2 * A];
        float[] actual = new float[2 * A];
        sample(rows, expected, noise, 0, a);
        sample(rows, actual, restored, 0, b);
        assertThat(actual).containsExactly(expected);
      }
    }
  }

  @Test
  void everyDamagedByteIsAnErrorOrFiniteNoise() throws IOException {
    ExplorationNoise noise = noise(1, 2);
    sample(row(1, 1, 1), new float[A], noise, 0, new Random(8));
    byte[] good = saved(noise);
    for (int i = 0; i < good.length; i++) {
      for (int flip : new int[] {1, 64, 127, 255}) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) flip;
        ExplorationNoise read = new ExplorationNoise(1, F, A, 2);
        try {
          restore(read, bad);
          assertThat(saved(read)).isEqualTo(bad);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("exploration noise");
        }
      }
    }
    assertThatThrownBy(
            () -> restore(new ExplorationNoise(1, F, A, 2), Arrays.copyOf(good, good.length - 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void impossibleNoiseIsRefused() {
    assertThatThrownBy(() -> new ExplorationNoise(0, 1, 1, 0)).hasMessageContaining("0 copies");
    assertThatThrownBy(() -> new ExplorationNoise(1, 1, 1, -1))
        .hasMessageContaining("kept for -1 steps; give at least 1, or 0");
    assertThatThrownBy(() -> noise(1, 0).start(new float[5]))
        .hasMessageContaining("5 deviations for 3 features and 2 dimensions; give 6");
    assertThatThrownBy(() -> new ExplorationGaussian(new DiagonalGaussian(1), 0))
        .hasMessageContaining("0 features; give at least 1");
  }
}
