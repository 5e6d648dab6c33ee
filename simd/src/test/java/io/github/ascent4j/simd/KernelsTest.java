package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vector kernels give the bits of the scalar ones, and those do what they say. */
final class KernelsTest {
  private static final int[] WIDTHS = {4, 8, 12, 16, 32, 48, 64, 80};
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    FloatMath.TANH_LIMIT,
    FloatMath.EXP_LOW,
    FloatMath.EXP_HIGH
  };

  private final Kernels vector = new VectorKernels();
  private final Kernels scalar = new ScalarKernels();
  private final Random random = new Random(3);

  @Test
  void thisJvmHasVectors() {
    assertThat(VectorModule.present()).isTrue();
    assertThat(Kernels.best()).isInstanceOf(VectorKernels.class);
  }

  @Test
  void widthsArePaddedToFourAndFromSixteenOnToSixteen() {
    int[] columns = {1, 4, 5, 13, 15, 16, 17, 40, 64, 65};
    int[] padded = Arrays.stream(columns).map(Kernels::pad).toArray();
    assertThat(padded).containsExactly(4, 4, 8, 16, 16, 16, 32, 48, 64, 80);
  }

  @Test
  void matmulHasTheSameBitsForEveryShape() {
    for (int round = 0; round < 1200; round++) {
      boolean special = round % 8 == 0;
      int m = 1 + random.nextInt(40);
      int n = WIDTHS[random.nextInt(WIDTHS.length)];
      int k = 1 + random.nextInt(70);
      boolean strided = random.nextBoolean();
      int aRow = strided ? 1 : k + random.nextInt(5);
      int aColumn = strided ? m + random.nextInt(5) : 1;
      int aOffset = random.nextInt(7);
      int bOffset = random.nextInt(7);
      int bRow = n + random.nextInt(9);
      int cOffset = random.nextInt(7);
      int cRow = n + random.nextInt(9);
      boolean inPlace = round % 3 == 0;
      int initRow = inPlace ? cRow : random.nextBoolean() ? 0 : n + random.nextInt(9);
      int initOffset = inPlace ? cOffset : random.nextInt(7);
      float[] a = floats(aOffset + m * k + (m + k) * 5, special);
      float[] b = floats(bOffset + k * bRow, special);
      float[] init = floats(initOffset + m * Math.max(initRow, n), special);
      float[] expected = floats(cOffset + m * cRow, special);
      float[] actual = expected.clone();
      run(
          scalar,
          m,
          n,
          k,
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset,
          bRow,
          inPlace ? expected : init,
          initOffset,
          initRow,
          expected,
          cOffset,
          cRow);
      run(
          vector,
          m,
          n,
          k,
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset,
          bRow,
          inPlace ? actual : init,
          initOffset,
          initRow,
          actual,
          cOffset,
          cRow);
      same("matmul " + m + " x " + n + " x " + k + " round " + round, expected, actual);
    }
  }

  private static void run(
      Kernels kernels,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      float[] init,
      int initOffset,
      int initRow,
      float[] c,
      int cOffset,
      int cRow) {
    kernels.matmul(
        m,
        n,
        k,
        a,
        aOffset,
        aRow,
        aColumn,
        b,
        bOffset,
        bRow,
        init,
        initOffset,
        initRow,
        c,
        cOffset,
        cRow);
  }

  /** A chain of fused multiply-adds over k, ascending, that begins with the initial value. */
  @Test
  void matmulIsOneChainForEachElement() {
    int m = 5;
    int n = 16;
    int k = 33;
    float[] a = floats(m * k, false);
    float[] b = floats(k * n, false);
    float[] bias = floats(n, false);
    float[] c = new float[m * n];
    run(vector, m, n, k, a, 0, k, 1, b, 0, n, bias, 0, 0, c, 0, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float chain = bias[j];
        for (int p = 0; p < k; p++) {
          chain = Math.fma(a[i * k + p], b[p * n + j], chain);
        }
        assertThat(c[i * n + j]).isEqualTo(chain);
      }
    }
  }

  /** (1 2; 3 4) (5 6; 7 8) + (1 1) = (20 23; 44 51). */
  @Test
  void matmulMultipliesMatrices() {
    float[] a = {1, 2, 3, 4};
    float[] b = {5, 6, 0, 0, 7, 8, 0, 0};
    float[] ones = {1, 1, 0, 0};
    float[] c = new float[8];
    run(vector, 2, 4, 2, a, 0, 2, 1, b, 0, 4, ones, 0, 0, c, 0, 4);
    assertThat(c).containsExactly(20, 23, 0, 0, 44, 51, 0, 0);
  }

  @Test
  void columnSumsHaveTheSameBits() {
    for (int round = 0; round < 400; round++) {
      int m = 1 + random.nextInt(130);
      int n = WIDTHS[random.nextInt(WIDTHS.length)];
      int row = n + random.nextInt(5);
      int offset = random.nextInt(5);
      float[] a = floats(m * row, round % 8 == 0);
      float[] expected = floats(offset + n + 3, false);
      float[] actual = expected.clone();
      scalar.columnSums(m, n, a, row, expected, offset);
      vector.columnSums(m, n, a, row, actual, offset);
      same("column sums " + m + " x " + n, expected, actual);
    }
  }

  @Test
  void columnSumsAddRowsInOrder() {
    float[] a = {1e8f, 1, 2, 3, 1, 1, 2, 3, -1e8f, 1, 2, 3};
    float[] sums = new float[4];
    vector.columnSums(3, 4, a, 4, sums, 0);
    assertThat(sums).containsExactly((1e8f + 1f) - 1e8f, 3, 6, 9);
  }

  @ParameterizedTest
  @EnumSource
  void activationsHaveTheSameBits(ActivationFunction function) {
    for (int size = 0; size < 90; size++) {
      float[] input = floats(size + 4, size % 8 == 0);
      float[] expected = floats(size + 4, false);
      float[] actual = expected.clone();
      scalar.activate(function, input, expected, size);
      vector.activate(function, input, actual, size);
      same(function + " of " + size, expected, actual);
      float[] single = actual.clone();
      for (int i = 0; i < size; i++) {
        single[i] = function.apply(input[i]);
      }
      same(function + " one by one", single, actual);
      float[] inPlace = input.clone();
      vector.activate(function, inPlace, inPlace, size);
      same(function + " in place", Arrays.copyOf(actual, size), Arrays.copyOf(inPlace, size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void activationGradientsHaveTheSameBits(ActivationFunction function) {
    for (int size = 0; size < 90; size++) {
      float[] input = floats(size + 4, size % 8 == 0);
      float[] output = input.clone();
      scalar.activate(function, input, output, size);
      float[] outer = floats(size + 4, false);
      float[] expected = outer.clone();
      float[] actual = outer.clone();
      scalar.activationGradient(function, input, output, expected, expected, size);
      vector.activationGradient(function, input, output, actual, actual, size);
      same(function + " gradient of " + size, expected, actual);
    }
  }

  @Test
  void sumsOfVectorsHaveTheSameBits() {
    for (int size = 0; size < 200; size++) {
      int from = size % 5;
      float[] x = floats(from + size + 3, size % 8 == 0);
      float[] start = floats(from + size + 3, false);
      float[] expected = start.clone();
      float[] actual = start.clone();
      scalar.add(x, expected, from, size);
      vector.add(x, actual, from, size);
      same("add " + size, expected, actual);
      for (int i = 0; i < start.length; i++) {
        start[i] += i >= from && i < from + size ? x[i] : 0;
      }
      same("add one by one " + size, start, actual);
    }
  }

  /** Element i goes to partial sum i mod 64; the partial sums are added in double, in order. */
  @Test
  void squaredNormHasSixtyFourPartialSums() {
    for (int blocks = 0; blocks < 40; blocks++) {
      float[] x = floats(blocks * 64, false);
      float[] partials = new float[64];
      for (int i = 0; i < x.length; i++) {
        partials[i % 64] = Math.fma(x[i], x[i], partials[i % 64]);
      }
      double sum = 0;
      for (float partial : partials) {
        sum += partial;
      }
      assertThat(scalar.squaredNorm(x, 0, x.length)).isEqualTo(sum);
      assertThat(vector.squaredNorm(x, 0, x.length)).isEqualTo(sum);
    }
  }

  @Test
  void squaredNormLooksNowhereButWhereItIsTold() {
    float[] x = new float[256];
    Arrays.fill(x, Float.NaN);
    Arrays.fill(x, 64, 192, 0);
    x[67] = 3;
    x[133] = 4;
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      assertThat(kernels.squaredNorm(x, 64, 128)).isEqualTo(25);
      assertThat(kernels.squaredNorm(x, 64, 64)).isEqualTo(9);
      assertThat(kernels.squaredNorm(x, 128, 64)).isEqualTo(16);
    }
  }

  @Test
  void tanhHasTheSameBitsEverywhere() {
    sweep("tanh", FloatMath::tanh, vector::tanh);
  }

  @Test
  void expHasTheSameBitsEverywhere() {
    sweep("exp", FloatMath::exp, vector::exp);
  }

  @Test
  void sigmoidHasTheSameBitsEverywhere() {
    sweep(
        "sigmoid",
        FloatMath::sigmoid,
        (values, from, to) -> VectorMath.sigmoid(values, values, from, to));
  }

  @Test
  void lstmCellsHaveTheSameBits() {
    for (int round = 0; round < 300; round++) {
      int m = 1 + random.nextInt(9);
      int width = WIDTHS[random.nextInt(WIDTHS.length)];
      int offset = random.nextInt(7);
      int row = 4 * width + random.nextInt(9);
      float[] gates = floats(offset + m * row, round % 8 == 0);
      float[] cells = floats(offset + m * row, round % 8 == 0);
      float[] out = floats(offset + m * row, false);
      float[] expectedGates = gates.clone();
      float[] expectedCells = cells.clone();
      float[] expected = out.clone();
      scalar.lstmCells(
          m, width, expectedGates, offset, row, expectedCells, offset, row, expected, offset, row);
      vector.lstmCells(m, width, gates, offset, row, cells, offset, row, out, offset, row);
      same("gates", expectedGates, gates);
      same("cells", expectedCells, cells);
      same("out", expected, out);
    }
  }

  @Test
  void lstmCellGradientsHaveTheSameBits() {
    for (int round = 0; round < 300; round++) {
      int m = 1 + random.nextInt(9);
      int width = WIDTHS[random.nextInt(WIDTHS.length)];
      int offset = random.nextInt(7);
      int row = 4 * width + random.nextInt(9);
      int size = offset + m * row;
      float[] gates = floats(size, round % 8 == 0);
      float[] cells = floats(size, round % 8 == 0);
      float[] outer = floats(size, round % 8 == 0);
      float[] gradients = floats(size, false);
      float[] cellGradients = floats(size, round % 8 == 0);
      float[] expected = gradients.clone();
      float[] expectedCells = cellGradients.clone();
      scalar.lstmCellGradients(
          m,
          width,
          gates,
          expected,
          offset,
          row,
          cells,
          expectedCells,
          offset,
          row,
          outer,
          offset,
          row);
      vector.lstmCellGradients(
          m,
          width,
          gates,
          gradients,
          offset,
          row,
          cells,
          cellGradients,
          offset,
          row,
          outer,
          offset,
          row);
      same("gate gradients", expected, gradients);
      same("cell gradients", expectedCells, cellGradients);
    }
  }

  @Test
  void logHasTheSameBitsEverywhere() {
    sweep("log", FloatMath::log, vector::log);
  }

  private interface FloatFunction {
    float apply(float x);
  }

  private interface ArrayFunction {
    void apply(float[] values, int from, int to);
  }

  /** Every 8191st float there is, the special ones, and ranges of every length up to 70. */
  private void sweep(String name, FloatFunction single, ArrayFunction many) {
    int step = 8191;
    float[] values = new float[(int) ((1L << 32) / step) + SPECIAL.length];
    System.arraycopy(SPECIAL, 0, values, 0, SPECIAL.length);
    for (int i = SPECIAL.length; i < values.length; i++) {
      values[i] = Float.intBitsToFloat((i - SPECIAL.length) * step);
    }
    check(name, values, 0, values.length, single, many);
    for (int length = 0; length < 70; length++) {
      int from = random.nextInt(9);
      check(name, floats(from + length + 5, length % 3 == 0), from, from + length, single, many);
    }
  }

  private static void check(
      String name, float[] values, int from, int to, FloatFunction single, ArrayFunction many) {
    float[] expected = values.clone();
    for (int i = from; i < to; i++) {
      expected[i] = single.apply(values[i]);
    }
    float[] actual = values.clone();
    many.apply(actual, from, to);
    same(name, expected, actual);
  }

  @Test
  void tanhExpAndLogAreAccurate() {
    accurate(FloatMath::tanh, Math::tanh, -10, 10);
    accurate(FloatMath::exp, Math::exp, -80, 80);
    accurate(FloatMath::log, Math::log, 1e-30f, 100);
  }

  private static void accurate(
      FloatFunction ours, DoubleUnaryOperator exact, float low, float high) {
    for (int i = 0; i <= 10_000; i++) {
      float x = low + (high - low) * i / 10_000;
      double expected = exact.applyAsDouble(x);
      assertThat((double) ours.apply(x))
          .as("at " + x)
          .isCloseTo(expected, within(4.0 * Math.ulp((float) expected)));
    }
  }

  private float[] floats(int size, boolean special) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          special && random.nextInt(20) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) random.nextGaussian();
    }
    return values;
  }

  /** The same bits everywhere; any NaN is as good as another. */
  private static void same(String what, float[] expected, float[] actual) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean equal = Float.floatToIntBits(expected[i]) == Float.floatToIntBits(actual[i]);
      if (!equal) {
        throw new AssertionError(
            what + ", element " + i + ": " + actual[i] + " in place of " + expected[i]);
      }
    }
  }
}
