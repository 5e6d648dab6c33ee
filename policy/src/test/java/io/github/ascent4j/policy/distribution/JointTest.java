package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A joint distribution against its parts, each taken by itself. */
final class JointTest {
  private static final int ROWS = 50;
  private static final float INFINITE = Float.POSITIVE_INFINITY;
  private static final TanhGaussian SQUASHED =
      new TanhGaussian(new float[] {-2, 0.5f}, new float[] {2, 30}, -5, 2);

  private static Joint.Part part(Distribution distribution, int free) {
    return new Joint.Part(distribution, free);
  }

  /** Two Gaussians with deviations at the end of the row, among choices and outputs in order. */
  private static final Joint MIXED =
      new Joint(
          List.of(
              part(new DiagonalGaussian(2), 2),
              part(new Categorical(3), 0),
              part(SQUASHED, 2),
              part(new Bernoulli(2), 0),
              part(new DiagonalGaussian(1, -1, 0.5f, 0.125f), 0),
              part(MultiCategorical.of(2, 4), 0),
              part(new Beta(new float[] {-1}, new float[] {3}), 0)));

  private static final Joint GAUSSIANS =
      new Joint(
          List.of(
              part(new DiagonalGaussian(2, -0.5f, 0.5f, 0), 2),
              part(SQUASHED, 2),
              part(new DiagonalGaussian(1, -INFINITE, INFINITE, 0.125f), 1)));

  static Stream<Joint> joints() {
    return Stream.of(MIXED, GAUSSIANS, Joint.of(new Categorical(4)));
  }

  /** Where each parameter of a part lies in a row, worked out by hand for the mixed one. */
  @Test
  void rowsHoldOutputsInOrderAndFreeDeviationsBehind() {
    assertThat(MIXED.parameterCount()).isEqualTo(2 + 3 + 2 + 2 + 2 + 6 + 2 + 2 + 2);
    assertThat(MIXED.actionSize()).isEqualTo(2 + 1 + 2 + 2 + 1 + 2 + 1);
    assertThat(MIXED.maskSize()).isEqualTo(3 + 4 + 6);
    float[] row = new float[MIXED.parameterCount()];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    assertThat(columns(MIXED, 0)).containsExactly(0, 1, 19, 20);
    assertThat(columns(MIXED, 1)).containsExactly(2, 3, 4);
    assertThat(columns(MIXED, 2)).containsExactly(5, 6, 21, 22);
    assertThat(columns(MIXED, 3)).containsExactly(7, 8);
    assertThat(columns(MIXED, 4)).containsExactly(9, 10);
    assertThat(columns(MIXED, 5)).containsExactly(11, 12, 13, 14, 15, 16);
    assertThat(columns(MIXED, 6)).containsExactly(17, 18);
  }

  /** The reference for everything below: outputs of the parts in order, then what is free. */
  private static int[] columns(Joint joint, int k) {
    int own = 0;
    int free = 0;
    for (Joint.Part part : joint.parts()) {
      free += part.distribution().parameterCount() - part.free();
    }
    for (Joint.Part part : joint.parts().subList(0, k)) {
      own += part.distribution().parameterCount() - part.free();
      free += part.free();
    }
    Joint.Part part = joint.parts().get(k);
    int size = part.distribution().parameterCount();
    int[] columns = new int[size];
    for (int j = 0; j < size; j++) {
      int behind = j - (size - part.free());
      columns[j] = behind >= 0 ? free + behind : own + j;
    }
    return columns;
  }

  private static float[] parameters(Joint joint, int seed) {
    Random random = new Random(seed);
    float[] parameters = new float[ROWS * joint.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (random.nextInt(97) - 48) / 64f;
    }
    return parameters;
  }

  /** Every third flag forbids, in every other row. */
  private static boolean[] masks(Joint joint) {
    boolean[] masks = new boolean[ROWS * joint.maskSize()];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = i / Math.max(1, joint.maskSize()) % 2 == 0 || i % joint.maskSize() % 3 != 0;
    }
    return masks;
  }

  private static Rows rows(Joint joint, boolean masked, int seed) {
    float[] actions = new float[ROWS * joint.actionSize()];
    Rows rows = new Rows(joint, parameters(joint, seed), actions, masked ? masks(joint) : null);
    return rows.sample(new Random(seed));
  }

  /** The columns of one part. */
  private static Rows part(Joint joint, Rows rows, int k) {
    Distribution part = joint.parts().get(k).distribution();
    int action = 0;
    int mask = 0;
    for (Joint.Part before : joint.parts().subList(0, k)) {
      action += before.distribution().actionSize();
      mask += before.distribution().maskSize();
    }
    float[] actions = new float[ROWS * part.actionSize()];
    boolean[] masks = new boolean[ROWS * part.maskSize()];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(
          rows.actions,
          i * joint.actionSize() + action,
          actions,
          i * part.actionSize(),
          part.actionSize());
      if (rows.masks != null) {
        System.arraycopy(
            rows.masks, i * joint.maskSize() + mask, masks, i * part.maskSize(), part.maskSize());
      }
    }
    boolean @Nullable [] given = rows.masks == null || masks.length == 0 ? null : masks;
    return new Rows(part, columns(joint, rows.parameters, k), actions, given);
  }

  private static float[] columns(Joint joint, float[] parameters, int k) {
    int[] columns = columns(joint, k);
    float[] own = new float[ROWS * columns.length];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < columns.length; j++) {
        own[i * columns.length + j] = parameters[i * joint.parameterCount() + columns[j]];
      }
    }
    return own;
  }

  @ParameterizedTest
  @MethodSource("joints")
  void logProbabilityEntropyAndDivergenceAreSumsOfTheParts(Joint joint) {
    for (boolean masked : new boolean[] {false, true}) {
      Rows rows = rows(joint, masked, 1).evaluate();
      float[] other = parameters(joint, 2);
      float[] logProbs = new float[ROWS];
      float[] entropies = new float[ROWS];
      float[] kl = new float[ROWS];
      for (int k = 0; k < joint.parts().size(); k++) {
        Rows part = part(joint, rows, k).evaluate();
        float[] ofPart = part.kl(columns(joint, other, k));
        for (int i = 0; i < ROWS; i++) {
          logProbs[i] += part.logProbs()[i];
          entropies[i] += part.entropies()[i];
          kl[i] += ofPart[i];
        }
      }
      assertThat(rows.logProbs()).containsExactly(logProbs);
      assertThat(rows.entropies()).containsExactly(entropies);
      assertThat(rows.kl(other)).containsExactly(kl);
    }
  }

  @ParameterizedTest
  @MethodSource("joints")
  void gradientsAndModesAreThoseOfTheParts(Joint joint) {
    for (boolean masked : new boolean[] {false, true}) {
      Rows rows = rows(joint, masked, 3);
      float[] other = parameters(joint, 4);
      float[] gradient = rows.gradient(0.5f, -0.25f);
      float[][] klGradients = rows.klGradients(other);
      float[] modes = rows.modes();
      List<Float> modesOfParts = new ArrayList<>();
      for (int k = 0; k < joint.parts().size(); k++) {
        Rows part = part(joint, rows, k);
        assertThat(columns(joint, gradient, k)).containsExactly(part.gradient(0.5f, -0.25f));
        float[][] ofPart = part.klGradients(columns(joint, other, k));
        assertThat(columns(joint, klGradients[0], k)).containsExactly(ofPart[0]);
        assertThat(columns(joint, klGradients[1], k)).containsExactly(ofPart[1]);
        int size = joint.parts().get(k).distribution().actionSize();
        for (int a = 0; a < size; a++) {
          modesOfParts.add(part.modes()[7 * size + a]);
        }
      }
      for (int a = 0; a < joint.actionSize(); a++) {
        assertThat(modes[7 * joint.actionSize() + a]).isEqualTo(modesOfParts.get(a));
      }
    }
  }

  /** One row by the parts with a generator that goes from one to the next, then the next row. */
  @ParameterizedTest
  @MethodSource("joints")
  void partsAreDrawnInOrderRowByRow(Joint joint) {
    Rows rows = rows(joint, true, 5);
    Random random = new Random(5);
    for (int i = 0; i < ROWS; i++) {
      int action = i * joint.actionSize();
      float logProb = 0;
      for (int k = 0; k < joint.parts().size(); k++) {
        Rows all = part(joint, rows, k);
        Distribution part = all.distribution;
        int size = part.parameterCount();
        int flags = part.maskSize();
        boolean @Nullable [] mask =
            all.masks == null ? null : Arrays.copyOfRange(all.masks, i * flags, (i + 1) * flags);
        Rows row =
            new Rows(
                part,
                Arrays.copyOfRange(all.parameters, i * size, (i + 1) * size),
                new float[part.actionSize()],
                mask);
        row.sample(random);
        logProb += row.logProbs()[0];
        for (float value : row.actions) {
          assertThat(rows.actions[action++]).isEqualTo(value);
        }
      }
      assertThat(rows.logProbs()[i]).isEqualTo(logProb);
    }
  }

  /** The Hessian of the divergence, by differences of its gradient. */
  @Test
  void fisherProductOfGaussiansIsTheHessianOfTheDivergence() {
    checkFisherProduct(GAUSSIANS);
  }

  @Test
  void fisherProductLeavesTheFeaturesOfAnExplorationOut() {
    checkFisherProduct(new ExplorationGaussian(new DiagonalGaussian(2), 3));
  }

  private static void checkFisherProduct(Distribution distribution) {
    int size = distribution.parameterCount();
    Random random = new Random(6);
    float[] p = new float[size];
    float[] vector = new float[size];
    for (int j = 0; j < size; j++) {
      p[j] = (random.nextInt(65) - 32) / 64f;
      vector[j] = (float) random.nextGaussian();
    }
    // Strictly outside of the limits, where a deviation cannot move.
    p[size - 1] = 0.25f;
    float[] product = new float[size + 2];
    float[] shifted = new float[size + 1];
    System.arraycopy(vector, 0, shifted, 1, size);
    distribution.fisherProduct(
        new RowView(p, 0, size, 1),
        MaskView.ALL,
        new RowView(shifted, 1, size, 1),
        new RowView(product, 2, size, 1));
    float step = 0x1p-6f;
    for (int j = 0; j < size; j++) {
      double expected = 0;
      for (int l = 0; l < size; l++) {
        float[] above = p.clone();
        float[] below = p.clone();
        above[l] += step;
        below[l] -= step;
        double slope =
            (klSlope(distribution, p, above, j) - klSlope(distribution, p, below, j)) / (2 * step);
        expected += slope * vector[l];
      }
      assertThat((double) product[j + 2])
          .as("component " + j)
          .isCloseTo(expected, within(2e-3 * (1 + Math.abs(expected))));
    }
  }

  private static double klSlope(Distribution distribution, float[] p, float[] q, int j) {
    return new Rows(distribution, p, new float[distribution.actionSize()]).klGradients(q)[1][j];
  }

  @Test
  void fisherProductOfADeviationOutsideItsLimitsIsZero() {
    Joint joint = new Joint(List.of(part(new DiagonalGaussian(1, -1, 1, 0), 1)));
    float[] product = {7, 7};
    joint.fisherProduct(
        new RowView(new float[] {0, 1.5f}, 0, 2, 1),
        MaskView.ALL,
        new RowView(new float[] {1, 1}, 0, 2, 1),
        new RowView(product, 0, 2, 1));
    assertThat(product[0]).isCloseTo((float) Math.exp(-2), within(1e-6f));
    assertThat(product[1]).isZero();
  }

  @Test
  void aRowWithNothingLeftToChooseIsNamed() {
    Joint joint = Joint.of(new DiagonalGaussian(1), new Categorical(2), MultiCategorical.of(2, 3));
    boolean[] masks = new boolean[2 * joint.maskSize()];
    Arrays.fill(masks, true);
    // The second choice of the MultiCategorical in the second row.
    Arrays.fill(masks, 7 + 4, 7 + 7, false);
    Rows rows =
        new Rows(
            joint, new float[2 * joint.parameterCount()], new float[2 * joint.actionSize()], masks);
    String message = "row 1: every one of the 3 choices from flag 4 on is masked";
    assertThatThrownBy(() -> rows.sample(new Random(1))).hasMessageContaining(message);
    assertThatThrownBy(rows::evaluate).hasMessageContaining(message);
    assertThatThrownBy(rows::modes).hasMessageContaining(message);
  }

  @Test
  void impossiblePartsAreRefused() {
    assertThatThrownBy(() -> Joint.of()).hasMessageContaining("give at least one part");
    assertThatThrownBy(() -> Joint.of(Joint.of(new Bernoulli(1))))
        .hasMessageContaining("inside another one");
    assertThatThrownBy(() -> part(new Categorical(2), 1))
        .hasMessageContaining("give 0, or the 1 deviations of a Gaussian");
    assertThatThrownBy(() -> part(new DiagonalGaussian(3), 2))
        .hasMessageContaining("2 parameters of DiagonalGaussian");
  }

  @Test
  void equalMeansEqualParts() {
    Joint joint = new Joint(List.of(part(new DiagonalGaussian(1), 1), part(new Bernoulli(2), 0)));
    assertThat(joint)
        .isEqualTo(new Joint(List.of(part(new DiagonalGaussian(1), 1), part(new Bernoulli(2), 0))))
        .isNotEqualTo(Joint.of(new DiagonalGaussian(1), new Bernoulli(2)))
        .hasToString(joint.toString());
    assertThat(joint.hashCode()).isEqualTo(new Joint(joint.parts()).hashCode());
  }
}
