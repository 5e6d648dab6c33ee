package io.github.ascent4j.simd;

import java.util.stream.IntStream;

/** One of an LSTM's two weights, from its input or from its hidden state to all gates. */
final class GateWeights {
  /** Blocks of a row of the gates, by the order of PyTorch's. */
  private static final int[] BLOCKS = {0, 1, 3, 2};

  private final int inputs;
  private final int hidden;
  private final int padded;
  private final int offset;
  private final StripMatrix weights;
  private final StripMatrix transposed;
  private final float[] backward;
  private final float[] zeros = new float[StripMatrix.STRIP];

  /**
   * @param inputs what is read
   * @param hidden units of each gate
   * @param offset where the weights start in the flat array
   * @param inputGradient whether anyone asks for the gradient of what is read
   */
  GateWeights(int inputs, int hidden, int offset, boolean inputGradient) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.offset = offset;
    padded = Kernels.pad(hidden);
    weights = new StripMatrix(inputs, 4 * padded);
    transposed = new StripMatrix(4 * padded, Kernels.pad(inputs));
    backward = new float[inputGradient ? transposed.size() : 0];
  }

  /** Column, of the four blocks of a row of the gates, of PyTorch's gate unit j. */
  static int column(int j, int hidden) {
    return BLOCKS[j / hidden] * Kernels.pad(hidden) + j % hidden;
  }

  int size() {
    return weights.size();
  }

  /** See {@link ParameterOperation#index}. */
  int index(int[] flatIndex, int start) {
    return index(flatIndex, start, inputs, IntStream.range(0, inputs).toArray());
  }

  /**
   * {@link #index(int[], int)} of a described weight that has more columns.
   *
   * @param described columns of it
   * @param columns that of each input
   */
  int index(int[] flatIndex, int start, int described, int[] columns) {
    for (int j = 0; j < 4 * hidden; j++) {
      int column = column(j, hidden);
      for (int i = 0; i < inputs; i++) {
        flatIndex[start + j * described + columns[i]] = offset + weights.index(i, column);
      }
    }
    return start + 4 * hidden * described;
  }

  /** Follows a change of the parameters in what {@link #addInputGradient} reads. */
  void prepareBackward(float[] parameters) {
    // Four padded widths are one strip or several whole ones.
    for (int first = 0; first < weights.width() && backward.length > 0; first += weights.strip()) {
      for (int i = 0; i < inputs; i++) {
        int from = offset + weights.index(i, first);
        int to = transposed.index(first, i);
        int step = transposed.index(first + 1, i) - to;
        for (int j = 0; j < weights.strip(); j++) {
          backward[to + j * step] = parameters[from + j];
        }
      }
    }
  }

  /** Continues the chains of the gates, or begins them with one row of init for all rows. */
  void forward(
      Kernels kernels,
      int rows,
      float[] x,
      int xOffset,
      int xRow,
      float[] parameters,
      float[] init,
      int initOffset,
      int initRow,
      float[] gates,
      int gatesOffset,
      int gatesRow) {
    weights.product(
        kernels,
        rows,
        x,
        xOffset,
        xRow,
        parameters,
        offset,
        init,
        initOffset,
        initRow,
        gates,
        gatesOffset,
        gatesRow);
  }

  /** Computes the gradient of the weights from that of the gates' sums. */
  void gradient(
      Kernels kernels,
      int rows,
      float[] x,
      int xOffset,
      int xRow,
      float[] gateGradients,
      int gatesRow,
      float[] gradient) {
    weights.outerProduct(
        kernels, rows, x, xOffset, xRow, gateGradients, 0, gatesRow, zeros, gradient, offset);
    for (int j = 0; j < 4 * padded && hidden < padded; j++) {
      for (int i = 0; i < inputs && j % padded >= hidden; i++) {
        gradient[offset + weights.index(i, j)] = 0;
      }
    }
  }

  /** Adds to the gradient of what is read. */
  void addInputGradient(
      Kernels kernels,
      int rows,
      float[] gateGradients,
      int gatesOffset,
      int gatesRow,
      float[] target,
      int targetOffset,
      int targetRow) {
    transposed.product(
        kernels,
        rows,
        gateGradients,
        gatesOffset,
        gatesRow,
        backward,
        0,
        target,
        targetOffset,
        targetRow,
        target,
        targetOffset,
        targetRow);
  }
}
