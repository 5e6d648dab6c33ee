package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.contract.WeightedSum;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Products with weights in strips are chains of fused multiply-adds like any other. */
final class StripMatrixTest {
  private static final int[][] SHAPES = {{1, 4}, {5, 16}, {64, 64}, {130, 80}, {67, 192}, {3, 48}};

  private final Kernels kernels = new VectorKernels();
  private final Random random = new Random(5);

  @Test
  void everyElementHasAPlaceOfItsOwn() {
    for (int[] shape : SHAPES) {
      StripMatrix matrix = new StripMatrix(shape[0], shape[1]);
      Set<Integer> places = new HashSet<>();
      for (int k = 0; k < shape[0]; k++) {
        for (int j = 0; j < shape[1]; j++) {
          assertThat(places.add(matrix.index(k, j))).isTrue();
          assertThat(matrix.index(k, j)).isBetween(0, matrix.size() - 1);
        }
      }
      assertThat(places).hasSize(matrix.size());
    }
  }

  @Test
  void aProductIsOneChainForEachElement() {
    for (int[] shape : SHAPES) {
      StripMatrix matrix = new StripMatrix(shape[0], shape[1]);
      for (int m : new int[] {1, 3, 8, 11, 40}) {
        int aRow = shape[0] + 3;
        int cRow = shape[1] + 4;
        float[] a = WeightedSum.gaussians(random, 2 + m * aRow);
        float[] b = WeightedSum.gaussians(random, 7 + matrix.size());
        float[] init = WeightedSum.gaussians(random, shape[1]);
        float[] c = WeightedSum.gaussians(random, m * cRow);
        float[] before = c.clone();
        matrix.product(kernels, m, a, 2, aRow, b, 7, init, 0, 0, c, 0, cRow);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < cRow; j++) {
            float chain = j < shape[1] ? init[j] : before[i * cRow + j];
            for (int k = 0; k < shape[0] && j < shape[1]; k++) {
              chain = Math.fma(a[2 + i * aRow + k], b[7 + matrix.index(k, j)], chain);
            }
            assertThat(c[i * cRow + j]).isEqualTo(chain);
          }
        }
      }
    }
  }

  @Test
  void anOuterProductIsOneChainOverTheRows() {
    float[] zeros = new float[StripMatrix.STRIP];
    for (int[] shape : SHAPES) {
      StripMatrix matrix = new StripMatrix(shape[0], shape[1]);
      for (int m : new int[] {1, 8, 64, 65, 150}) {
        int aRow = shape[0] + 3;
        int gRow = shape[1] + 4;
        float[] a = WeightedSum.gaussians(random, 2 + m * aRow);
        float[] g = WeightedSum.gaussians(random, 3 + m * gRow);
        float[] target = WeightedSum.gaussians(random, 7 + matrix.size());
        matrix.outerProduct(kernels, m, a, 2, aRow, g, 3, gRow, zeros, target, 7);
        for (int k = 0; k < shape[0]; k++) {
          for (int j = 0; j < shape[1]; j++) {
            float chain = 0;
            for (int i = 0; i < m; i++) {
              chain = Math.fma(a[2 + i * aRow + k], g[3 + i * gRow + j], chain);
            }
            assertThat(target[7 + matrix.index(k, j)]).isEqualTo(chain);
          }
        }
      }
    }
  }
}
