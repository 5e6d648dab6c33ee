package io.github.ascent4j.simd;

import static io.github.ascent4j.simd.VectorMath.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The LSTM's kernels of {@link VectorKernels}. */
final class VectorLstm {
  private static final int LANES = FLOATS.length();

  private VectorLstm() {}

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
      VectorMath.sigmoid(gates, gates, gate, gate + 3 * width);
      VectorMath.tanh(gates, gates, gate + 3 * width, gate + 4 * width);
      after(width, gates, gate, cells, cell);
      // The function reads and writes the same places of its two arrays.
      System.arraycopy(cells, cell + width, cells, cell + 2 * width, width);
      VectorMath.tanh(cells, cells, cell + 2 * width, cell + 3 * width);
      output(
          width, gates, gate + 2 * width, cells, cell + 2 * width, out, outOffset + row * outRow);
    }
  }

  private static void after(int width, float[] gates, int gate, float[] cells, int cell) {
    int j = 0;
    for (; j + LANES <= width; j += LANES) {
      FloatVector i = FloatVector.fromArray(FLOATS, gates, gate + j);
      FloatVector f = FloatVector.fromArray(FLOATS, gates, gate + width + j);
      FloatVector g = FloatVector.fromArray(FLOATS, gates, gate + 3 * width + j);
      FloatVector before = FloatVector.fromArray(FLOATS, cells, cell + j);
      f.fma(before, i.mul(g)).intoArray(cells, cell + width + j);
    }
    for (; j < width; j++) {
      float in = gates[gate + j] * gates[gate + 3 * width + j];
      cells[cell + width + j] = Math.fma(gates[gate + width + j], cells[cell + j], in);
    }
  }

  private static void output(
      int width, float[] gates, int gate, float[] cells, int cell, float[] out, int to) {
    int j = 0;
    for (; j + LANES <= width; j += LANES) {
      FloatVector o = FloatVector.fromArray(FLOATS, gates, gate + j);
      FloatVector tanh = FloatVector.fromArray(FLOATS, cells, cell + j);
      o.mul(tanh).intoArray(out, to + j);
    }
    for (; j < width; j++) {
      out[to + j] = gates[gate + j] * cells[cell + j];
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
    if (width % LANES > 0) {
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
      return;
    }
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int row = 0; row < m; row++) {
      int gate = gatesOffset + row * gatesRow;
      int cell = cellsOffset + row * cellsRow;
      int from = outOffset + row * outRow;
      for (int j = 0; j < width; j += LANES) {
        FloatVector i = FloatVector.fromArray(FLOATS, gates, gate + j);
        FloatVector f = FloatVector.fromArray(FLOATS, gates, gate + width + j);
        FloatVector o = FloatVector.fromArray(FLOATS, gates, gate + 2 * width + j);
        FloatVector g = FloatVector.fromArray(FLOATS, gates, gate + 3 * width + j);
        FloatVector before = FloatVector.fromArray(FLOATS, cells, cell + j);
        FloatVector tanh = FloatVector.fromArray(FLOATS, cells, cell + 2 * width + j);
        FloatVector outGradient = FloatVector.fromArray(FLOATS, outGradients, from + j);
        FloatVector slope = tanh.neg().fma(tanh, one);
        FloatVector carried = FloatVector.fromArray(FLOATS, cellGradients, cell + width + j);
        FloatVector after = outGradient.mul(o).fma(slope, carried);
        after.mul(g).mul(i.neg().fma(i, i)).intoArray(gateGradients, gate + j);
        after.mul(before).mul(f.neg().fma(f, f)).intoArray(gateGradients, gate + width + j);
        outGradient.mul(tanh).mul(o.neg().fma(o, o)).intoArray(gateGradients, gate + 2 * width + j);
        after.mul(i).mul(g.neg().fma(g, one)).intoArray(gateGradients, gate + 3 * width + j);
        after.mul(f).intoArray(cellGradients, cell + j);
      }
    }
  }
}
