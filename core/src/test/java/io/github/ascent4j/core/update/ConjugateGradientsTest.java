package io.github.ascent4j.core.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConjugateGradientsTest {
  private static ConjugateGradients.Product matrix(float[][] a) {
    return (vector, product) -> {
      for (int i = 0; i < a.length; i++) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
          sum += (double) a[i][j] * vector[j];
        }
        product[i] = (float) sum;
      }
    };
  }

  /** {@code [4 1; 1 3] x = (1, 2)}: x is (1/11, 7/11), the textbook's example. */
  @Test
  void twoEquationsTakeTwoSteps() {
    float[][] a = {{4, 1}, {1, 3}};
    float[] x = {9, 9};
    int steps = new ConjugateGradients(2).solve(matrix(a), new float[] {1, 2}, x, 10);
    assertThat(steps).isEqualTo(2);
    assertThat(x[0]).isCloseTo(1 / 11f, within(1e-6f));
    assertThat(x[1]).isCloseTo(7 / 11f, within(1e-6f));
  }

  /** The first step goes along b, {@code b^T b / b^T A b} = 5 / 20 times. */
  @Test
  void theFirstStepByHand() {
    float[] x = new float[2];
    float[][] a = {{4, 1}, {1, 3}};
    assertThat(new ConjugateGradients(2).solve(matrix(a), new float[] {1, 2}, x, 1)).isOne();
    assertThat(x).containsExactly(0.25f, 0.5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void aPositiveDefiniteSystemIsSolved(int size) {
    Random random = new Random(size);
    float[][] root = new float[size][size];
    for (float[] row : root) {
      for (int j = 0; j < size; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    float[][] a = new float[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          a[i][j] += root[k][i] * root[k][j] / size;
        }
      }
      a[i][i] += 0.1f;
    }
    float[] b = new float[size];
    for (int i = 0; i < size; i++) {
      b[i] = (float) random.nextGaussian();
    }
    float[] x = new float[size];
    ConjugateGradients solver = new ConjugateGradients(size);
    assertThat(solver.solve(matrix(a), b, x, 4 * size)).isPositive();
    float[] reached = new float[size];
    matrix(a).apply(x, reached);
    for (int i = 0; i < size; i++) {
      assertThat(reached[i]).isCloseTo(b[i], within(1e-4f));
    }
    // The same arrays again.
    float[] again = new float[size];
    solver.solve(matrix(a), b, again, 4 * size);
    assertThat(again).isEqualTo(x);
  }

  @Test
  void itEndsAsSoonAsNothingIsLeft() {
    float[] x = new float[5];
    // All eigenvalues are the same, so that one step is enough.
    ConjugateGradients.Product twice =
        (vector, product) -> {
          for (int j = 0; j < 5; j++) {
            product[j] = 2 * vector[j];
          }
        };
    assertThat(new ConjugateGradients(5).solve(twice, new float[] {1, 2, 3, 4, 5}, x, 10)).isOne();
    assertThat(x).containsExactly(0.5f, 1, 1.5f, 2, 2.5f);
  }

  @Test
  void withoutAGradientThereIsNoDirectionAndNoProduct() {
    ConjugateGradients.Product never =
        (vector, product) -> {
          throw new AssertionError();
        };
    float[] x = {1, 1, 1};
    assertThat(new ConjugateGradients(3).solve(never, new float[] {0, 1e-6f, 0}, x, 10)).isZero();
    assertThat(x).containsOnly(0);
  }

  @Test
  void aSingularMatrixGivesNothingInfinite() {
    float[][] singular = {{1, 0}, {0, 0}};
    float[] x = new float[2];
    assertThat(new ConjugateGradients(2).solve(matrix(singular), new float[] {0, 3}, x, 10))
        .isOne();
    assertThat(x).containsOnly(0);
  }
}
