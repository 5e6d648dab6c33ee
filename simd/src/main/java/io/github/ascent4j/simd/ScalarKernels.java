package io.github.ascent4j.simd;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import org.jspecify.annotations.Nullable;

/** {@link Kernels} in plain Java: the twin that shows what the vector kernels must give. */
sealed class ScalarKernels implements Kernels permits VectorKernels {
  @Override
  public void matmul(
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
    // A tile of 4 by 4 outputs in local variables: sixteen chains that do not wait for each other.
    int full = m / 4 * 4;
    for (int i = 0; i < full; i += 4) {
      for (int j = 0; j < n; j += 4) {
        int start = initOffset + i * initRow + j;
        float c00 = init[start];
        float c01 = init[start + 1];
        float c02 = init[start + 2];
        float c03 = init[start + 3];
        float c10 = init[start + 1 * initRow];
        float c11 = init[start + 1 * initRow + 1];
        float c12 = init[start + 1 * initRow + 2];
        float c13 = init[start + 1 * initRow + 3];
        float c20 = init[start + 2 * initRow];
        float c21 = init[start + 2 * initRow + 1];
        float c22 = init[start + 2 * initRow + 2];
        float c23 = init[start + 2 * initRow + 3];
        float c30 = init[start + 3 * initRow];
        float c31 = init[start + 3 * initRow + 1];
        float c32 = init[start + 3 * initRow + 2];
        float c33 = init[start + 3 * initRow + 3];
        int x = aOffset + i * aRow;
        int y = bOffset + j;
        for (int p = 0; p < k; p++, x += aColumn, y += bRow) {
          float b0 = b[y];
          float b1 = b[y + 1];
          float b2 = b[y + 2];
          float b3 = b[y + 3];
          float a0 = a[x];
          c00 = Math.fma(a0, b0, c00);
          c01 = Math.fma(a0, b1, c01);
          c02 = Math.fma(a0, b2, c02);
          c03 = Math.fma(a0, b3, c03);
          float a1 = a[x + aRow];
          c10 = Math.fma(a1, b0, c10);
          c11 = Math.fma(a1, b1, c11);
          c12 = Math.fma(a1, b2, c12);
          c13 = Math.fma(a1, b3, c13);
          float a2 = a[x + 2 * aRow];
          c20 = Math.fma(a2, b0, c20);
          c21 = Math.fma(a2, b1, c21);
          c22 = Math.fma(a2, b2, c22);
          c23 = Math.fma(a2, b3, c23);
          float a3 = a[x + 3 * aRow];
          c30 = Math.fma(a3, b0, c30);
          c31 = Math.fma(a3, b1, c31);
          c32 = Math.fma(a3, b2, c32);
          c33 = Math.fma(a3, b3, c33);
        }
        int out = cOffset + i * cRow + j;
        c[out] = c00;
        c[out + 1] = c01;
        c[out + 2] = c02;
        c[out + 3] = c03;
        c[out + 1 * cRow] = c10;
        c[out + 1 * cRow + 1] = c11;
        c[out + 1 * cRow + 2] = c12;
        c[out + 1 * cRow + 3] = c13;
        c[out + 2 * cRow] = c20;
        c[out + 2 * cRow + 1] = c21;
        c[out + 2 * cRow + 2] = c22;
        c[out + 2 * cRow + 3] = c23;
        c[out + 3 * cRow] = c30;
        c[out + 3 * cRow + 1] = c31;
        c[out + 3 * cRow + 2] = c32;
        c[out + 3 * cRow + 3] = c33;
      }
    }
    for (int i = full; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = init[initOffset + i * initRow + j];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[aOffset + i * aRow + p * aColumn], b[bOffset + p * bRow + j], sum);
        }
        c[cOffset + i * cRow + j] = sum;
      }
    }
  }

  @Override
  public void gatheredMatmul(
      GatherTables tables,
      int n,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      float @Nullable [] init,
      int initOffset,
      float[] c,
      int cOffset) {
    int[] aColumns = tables.aColumns();
    for (int i = 0; i < tables.rows(); i++) {
      int x = aOffset + tables.aRows()[i];
      int out = cOffset + tables.cRows()[i];
      // Four chains that do not wait for each other.
      for (int j = 0; j < n; j += 4) {
        float c0 = init == null ? c[out + j] : init[initOffset + j];
        float c1 = init == null ? c[out + j + 1] : init[initOffset + j + 1];
        float c2 = init == null ? c[out + j + 2] : init[initOffset + j + 2];
        float c3 = init == null ? c[out + j + 3] : init[initOffset + j + 3];
        int y = bOffset + j;
        for (int p = 0; p < aColumns.length; p++, y += bRow) {
          float element = a[x + aColumns[p]];
          c0 = Math.fma(element, b[y], c0);
          c1 = Math.fma(element, b[y + 1], c1);
          c2 = Math.fma(element, b[y + 2], c2);
          c3 = Math.fma(element, b[y + 3], c3);
        }
        c[out + j] = c0;
        c[out + j + 1] = c1;
        c[out + j + 2] = c2;
        c[out + j + 3] = c3;
      }
    }
  }

  @Override
  public void scaleBytes(byte[] source, int from, float[] target, int to, int size) {
    for (int i = 0; i < size; i++) {
      target[to + i] = (source[from + i] & 0xff) / 255f;
    }
  }

  @Override
  public void columnSums(int m, int n, float[] a, int aRow, float[] out, int outOffset) {
    for (int j = 0; j < n; j++) {
      out[outOffset + j] = 0;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[outOffset + j] += a[i * aRow + j];
      }
    }
  }

  @Override
  public void activate(ActivationFunction function, float[] input, float[] output, int size) {
    // The usual functions have loops of their own, which the compiler can turn into vectors.
    switch (function) {
      case TANH -> {
        for (int i = 0; i < size; i++) {
          output[i] = FloatMath.tanh(input[i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < size; i++) {
          output[i] = input[i] < 0f ? 0f : input[i];
        }
      }
      default -> {
        for (int i = 0; i < size; i++) {
          output[i] = function.apply(input[i]);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      ActivationFunction function,
      float[] input,
      float[] output,
      float[] outputGradient,
      float[] inputGradient,
      int size) {
    switch (function) {
      case TANH -> {
        for (int i = 0; i < size; i++) {
          inputGradient[i] = outputGradient[i] * Math.fma(-output[i], output[i], 1f);
        }
      }
      case RELU -> {
        for (int i = 0; i < size; i++) {
          inputGradient[i] = outputGradient[i] * (output[i] > 0f ? 1f : 0f);
        }
      }
      default -> {
        for (int i = 0; i < size; i++) {
          inputGradient[i] = outputGradient[i] * function.derivative(input[i], output[i]);
        }
      }
    }
  }

  @Override
  public void lstmCells(
      int m,
      int width,
      float[] gates,
      int gatesOffset,
      int gatesRow,
      float[] cells,
      int cellsOffset,
      int cellsRow,
      float[] out,
      int outOffset,
      int outRow) {
    ScalarLstm.cells(
        m,
        width,
        gates,
        gatesOffset,
        gatesRow,
        cells,
        cellsOffset,
        cellsRow,
        out,
        outOffset,
        outRow);
  }

  @Override
  public void lstmCellGradients(
      int m,
      int width,
      float[] gates,
      float[] gateGradients,
      int gatesOffset,
      int gatesRow,
      float[] cells,
      float[] cellGradients,
      int cellsOffset,
      int cellsRow,
      float[] outGradients,
      int outOffset,
      int outRow) {
    ScalarLstm.gradients(
        m,
        width,
        gates,
        gateGradients,
        gatesOffset,
        gatesRow,
        cells,
        cellGradients,
        cellsOffset,
        cellsRow,
        outGradients,
        outOffset,
        outRow);
  }

  @Override
  public void add(float[] x, float[] y, int from, int size) {
    for (int i = from; i < from + size; i++) {
      y[i] += x[i];
    }
  }

  @Override
  public double squaredNorm(float[] x, int from, int size) {
    float[] partials = new float[NORM_LANES];
    for (int i = from; i < from + size; i += NORM_LANES) {
      for (int lane = 0; lane < NORM_LANES; lane++) {
        partials[lane] = Math.fma(x[i + lane], x[i + lane], partials[lane]);
      }
    }
    return sum(partials);
  }

  static double sum(float[] partials) {
    double sum = 0;
    for (float partial : partials) {
      sum += partial;
    }
    return sum;
  }

  @Override
  public void adam(
      float[] parameters,
      float[] gradient,
      int from,
      float[] first,
      float[] second,
      int size,
      AdamStep step) {
    ScalarOptimizers.adam(parameters, gradient, from, first, second, size, step);
  }

  @Override
  public void rmsProp(
      float[] parameters, float[] gradient, int from, float[] squares, int size, RmsPropStep step) {
    ScalarOptimizers.rmsProp(parameters, gradient, from, squares, size, step);
  }

  @Override
  public void fullRmsProp(
      float[] parameters,
      float[] gradient,
      int from,
      float[] squares,
      float[] means,
      float[] buffer,
      int size,
      RmsPropStep step) {
    ScalarOptimizers.fullRmsProp(parameters, gradient, from, squares, means, buffer, size, step);
  }

  @Override
  public void sgd(float[] parameters, float[] gradient, int from, int size, SgdStep step) {
    ScalarOptimizers.sgd(parameters, gradient, from, size, step);
  }

  @Override
  public void momentumSgd(
      float[] parameters, float[] gradient, int from, float[] buffer, int size, SgdStep step) {
    ScalarOptimizers.momentumSgd(parameters, gradient, from, buffer, size, step);
  }

  @Override
  public void exp(float[] values, int from, int to) {
    ArrayMath.SCALAR.exp(values, from, to);
  }

  @Override
  public void log(float[] values, int from, int to) {
    ArrayMath.SCALAR.log(values, from, to);
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    ArrayMath.SCALAR.tanh(values, from, to);
  }
}
