package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActivationFunction;

/** {@link Kernels} in plain Java: the twin that shows what the vector kernels must give. */
final class ScalarKernels implements Kernels {
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
    for (int i = 0; i < m; i++) {
      int row = cOffset + i * cRow;
      for (int j = 0; j < n; j++) {
        c[row + j] = init[initOffset + i * initRow + j];
      }
      for (int p = 0; p < k; p++) {
        float x = a[aOffset + i * aRow + p * aColumn];
        int bStart = bOffset + p * bRow;
        for (int j = 0; j < n; j++) {
          c[row + j] = Math.fma(x, b[bStart + j], c[row + j]);
        }
      }
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
  public void add(float[] x, float[] y, int size) {
    for (int i = 0; i < size; i++) {
      y[i] += x[i];
    }
  }

  @Override
  public double squaredNorm(float[] x, int size) {
    float[] partials = new float[NORM_LANES];
    for (int i = 0; i < size; i += NORM_LANES) {
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
      float[] parameters, float[] gradient, float[] first, float[] second, int size, AdamStep s) {
    for (int i = 0; i < size; i++) {
      float g = Math.fma(s.weightDecay, parameters[i], gradient[i] * s.scale);
      float m = Math.fma(s.firstRate, g - first[i], first[i]);
      float v = Math.fma(s.secondRate * g, g, s.secondDecay * second[i]);
      m = Math.abs(m) < TINY_FIRST_MOMENT ? 0 : m;
      v = v < TINY_SECOND_MOMENT ? 0 : v;
      first[i] = m;
      second[i] = v;
      float deviation = Math.fma((float) Math.sqrt(v), s.secondCorrection, s.epsilon);
      parameters[i] = Math.fma(s.negativeStep, m / deviation, parameters[i]);
    }
  }

  @Override
  public void exp(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.exp(values[i]);
    }
  }

  @Override
  public void log(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.log(values[i]);
    }
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.tanh(values[i]);
    }
  }
}
