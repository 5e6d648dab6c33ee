package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.contract.WeightedSum;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The product through tables, and bytes as floats. */
final class GatheredMatmulTest {
  private static final int[] WIDTHS = {4, 8, 12, 16, 32, 48, 64, 80};

  private final Kernels vector = new VectorKernels();
  private final Kernels scalar = new ScalarKernels();
  private final Random random = new Random(5);

  /** A product with tables that overlap, and rows of c in any order with gaps between. */
  private final class Product {
    final int m = 1 + random.nextInt(30);
    final int n = WIDTHS[random.nextInt(WIDTHS.length)];
    final int k = random.nextInt(40);
    final int aOffset = 50 + random.nextInt(5);
    final int bOffset = random.nextInt(5);
    final int bRow = n + random.nextInt(4);
    final int cOffset = random.nextInt(5);
    final int[] aRows = random.ints(m, 0, 300).toArray();
    final int[] aColumns = random.ints(k, -50, 200).toArray();
    final int[] cRows = new int[m];
    final float[] a = WeightedSum.gaussians(random, 560);
    final float[] b = WeightedSum.gaussians(random, bOffset + 40 * bRow + n);
    final float[] c = WeightedSum.gaussians(random, cOffset + m * (n + 3));
    final float[] init = WeightedSum.gaussians(random, 2 + n);

    Product() {
      for (int i = 0; i < m; i++) {
        cRows[i] = (m - 1 - i) * (n + 3);
      }
    }

    float[] run(Kernels kernels, boolean adds) {
      float[] result = c.clone();
      kernels.gatheredMatmul(
          new GatherTables(aRows, aColumns, cRows),
          n,
          a,
          aOffset,
          b,
          bOffset,
          bRow,
          adds ? null : init,
          2,
          result,
          cOffset);
      return result;
    }

    float[] expected(boolean adds) {
      float[] result = c.clone();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          int out = cOffset + cRows[i] + j;
          float sum = adds ? c[out] : init[2 + j];
          for (int p = 0; p < k; p++) {
            float element = a[aOffset + aRows[i] + aColumns[p]];
            sum = Math.fma(element, b[bOffset + p * bRow + j], sum);
          }
          result[out] = sum;
        }
      }
      return result;
    }
  }

  @Test
  void everyElementIsOneChainThatBeginsWithItsFirstValue() {
    for (int round = 0; round < 600; round++) {
      Product product = new Product();
      for (boolean adds : new boolean[] {false, true}) {
        float[] expected = product.expected(adds);
        assertThat(product.run(scalar, adds)).isEqualTo(expected);
        assertThat(product.run(vector, adds)).isEqualTo(expected);
      }
    }
  }

  @Test
  void anEmptySumIsItsFirstValue() {
    float[] c = {1, 2, 3, 4};
    int[] table = {0};
    GatherTables tables = new GatherTables(table, new int[0], table);
    vector.gatheredMatmul(tables, 4, c, 0, c, 0, 4, null, 0, c, 0);
    assertThat(c).containsExactly(1, 2, 3, 4);
  }

  @Test
  void everyByteIsDividedBy255() {
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    for (int size : new int[] {0, 1, 7, 15, 16, 17, 100, 256}) {
      for (int from : new int[] {0, 3, 44}) {
        float[] expected = new float[size + 5];
        Arrays.fill(expected, 7);
        for (int i = 0; i < size; i++) {
          expected[2 + i] = ((from + i) % 256) / 255f;
        }
        for (Kernels kernels : new Kernels[] {scalar, vector}) {
          float[] actual = new float[size + 5];
          Arrays.fill(actual, 7);
          kernels.scaleBytes(bytes, from, actual, 2, size);
          assertThat(actual).isEqualTo(expected);
        }
      }
    }
  }
}
