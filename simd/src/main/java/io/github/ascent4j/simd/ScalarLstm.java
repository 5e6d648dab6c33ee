package io.github.ascent4j.simd;

import io.github.ascent4j.policy.math.FloatMath;

/** The LSTM's kernels of {@link ScalarKernels}. */
final class ScalarLstm {
  private ScalarLstm() {}

  static void cells(
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
    for (int row = 0; row < m; row++) {
      int gate = gatesOffset + row * gatesRow;
      int cell = cellsOffset + row * cellsRow;
      int to = outOffset + row * outRow;
      for (int j = 0; j < 3 * width; j++) {
        gates[gate + j] = FloatMath.sigmoid(gates[gate + j]);
      }
      for (int j = 3 * width; j < 4 * width; j++) {
        gates[gate + j] = FloatMath.tanh(gates[gate + j]);
      }
      for (int j = 0; j < width; j++) {
        float in = gates[gate + j] * gates[gate + 3 * width + j];
        float after = Math.fma(gates[gate + width + j], cells[cell + j], in);
        float tanh = FloatMath.tanh(after);
        cells[cell + width + j] = after;
        cells[cell + 2 * width + j] = tanh;
        out[to + j] = gates[gate + 2 * width + j] * tanh;
      }
    }
  }

  static void gradients(
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
    for (int row = 0; row < m; row++) {
      int gate = gatesOffset + row * gatesRow;
      int cell = cellsOffset + row * cellsRow;
      int from = outOffset + row * outRow;
      for (int j = 0; j < width; j++) {
        float i = gates[gate + j];
        float f = gates[gate + width + j];
        float o = gates[gate + 2 * width + j];
        float g = gates[gate + 3 * width + j];
        float tanh = cells[cell + 2 * width + j];
        float outGradient = outGradients[from + j];
        float slope = Math.fma(-tanh, tanh, 1f);
        float after = Math.fma(outGradient * o, slope, cellGradients[cell + width + j]);
        gateGradients[gate + j] = after * g * Math.fma(-i, i, i);
        gateGradients[gate + width + j] = after * cells[cell + j] * Math.fma(-f, f, f);
        gateGradients[gate + 2 * width + j] = outGradient * tanh * Math.fma(-o, o, o);
        gateGradients[gate + 3 * width + j] = after * i * Math.fma(-g, g, 1f);
        cellGradients[cell + j] = after * f;
      }
    }
  }
}
