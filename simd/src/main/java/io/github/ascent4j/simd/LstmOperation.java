package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Operation.Lstm;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Design. What an LSTM reads of its input is one product over all rows of the block; only what it
 * reads of its own output has to go step by step, a product of as many rows as there are sequences.
 * Both products are one chain for each gate: bias, inputs, then the hidden state before. Backward
 * walks the steps down for what flows through time, and computes the weights' gradients by products
 * over all rows, behind that.
 *
 * Rows of the gates hold [i f o g | h before | spare], blocks of the padded width each, the three
 * logistic gates side by side; rows of the cells hold [c before | c after | tanh(c after)]. What was
 * before is a copy, since it is the caller's state at the first step and zero where a sequence
 * starts anew; with it no later pass has to know which of them it was.
 *
 * Padding: weights are zero there, so its gates are 1/2, 1/2, 1/2 and 0, its cells and outputs 0.
 */

/** A long short-term memory, over the steps of all sequences of the block. */
final class LstmOperation implements Operation, ParameterOperation {
  final Signal in;
  private final @Nullable CategoryTable table;
  private final Lstm described;
  private final int hidden;
  private final int padded;
  final int outBuffer;
  private final int outStride;
  final int gatesBuffer;
  private final int gatesStride;
  final int cellsBuffer;
  private final int cellsStride;
  private final GateWeights inputWeights;
  private final GateWeights hiddenWeights;
  private final int inputBias;
  private final int hiddenBias;
  private final int stateOffset;
  private final int stateSize;
  private final boolean addsInputGradient;

  /** Sum of both biases, where the chains begin. */
  private final float[] bias;

  /**
   * @param in the numbers that it reads; of width 0 for none
   * @param table that of the categories; null for none
   * @param gates buffer of {@link #gatesStride}
   * @param cells buffer of {@link #cellsStride}
   * @param offset where the layer's parameters start in the flat array
   * @param stateSize floats of a sequence's state, those of all LSTMs
   * @param addsInputGradient whether another operation has written the input's gradient before
   */
  LstmOperation(
      Lstm described,
      Signal in,
      @Nullable CategoryTable table,
      Signal out,
      int gates,
      int cells,
      int offset,
      int stateSize,
      boolean addsInputGradient) {
    this.described = described;
    this.in = in;
    this.table = table;
    this.stateSize = stateSize;
    this.addsInputGradient = addsInputGradient;
    stateOffset = described.state().offset();
    hidden = described.hidden();
    padded = Kernels.pad(hidden);
    outBuffer = out.buffer();
    outStride = out.stride();
    gatesBuffer = gates;
    gatesStride = gatesStride(hidden);
    cellsBuffer = cells;
    cellsStride = cellsStride(hidden);
    inputWeights = new GateWeights(in.width(), hidden, offset, !in.input());
    int hiddenOffset = offset + inputWeights.size();
    hiddenWeights = new GateWeights(hidden, hidden, hiddenOffset, true);
    inputBias = hiddenOffset + hiddenWeights.size();
    hiddenBias = inputBias + 4 * padded;
    bias = new float[4 * padded];
  }

  /**
   * Floats of a row of the gates: five blocks, and from a vector on as many more as make it an odd
   * number of vectors. Otherwise steps through a column would meet in a few places of the cache.
   */
  static int gatesStride(int hidden) {
    int blocks = 5 * Kernels.pad(hidden);
    return blocks % 32 == 0 ? blocks + 16 : blocks;
  }

  /** Floats of a row of the cells. */
  static int cellsStride(int hidden) {
    return 3 * Kernels.pad(hidden);
  }

  @Override
  public int size() {
    return inputWeights.size() + hiddenWeights.size() + 8 * padded;
  }

  @Override
  public int index(int[] flatIndex, int start) {
    int inputs = described.inputWeight().columns();
    int next = inputWeights.index(flatIndex, start, inputs, described.numberColumns());
    if (table != null) {
      int[] places =
          IntStream.range(0, 4 * hidden).map(j -> GateWeights.column(j, hidden)).toArray();
      table.index(flatIndex, start, inputs, places);
    }
    next = hiddenWeights.index(flatIndex, next);
    for (int offset : new int[] {inputBias, hiddenBias}) {
      for (int j = 0; j < 4 * hidden; j++) {
        flatIndex[next++] = offset + GateWeights.column(j, hidden);
      }
    }
    return next;
  }

  @Override
  public void prepareForward(float[] parameters) {
    for (int j = 0; j < bias.length; j++) {
      bias[j] = parameters[inputBias + j] + parameters[hiddenBias + j];
    }
  }

  @Override
  public void prepareBackward(float[] parameters) {
    inputWeights.prepareBackward(parameters);
    hiddenWeights.prepareBackward(parameters);
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] gates = workspace.values[gatesBuffer];
    float[] cells = workspace.values[cellsBuffer];
    float[] out = workspace.values[outBuffer];
    inputWeights.forward(
        kernels,
        rows,
        workspace.values[in.buffer()],
        in.start(workspace, 0),
        in.stride(),
        parameters,
        bias,
        0,
        0,
        gates,
        0,
        gatesStride);
    if (table != null) {
      table.addRows(workspace, parameters, rows, gates, gatesStride);
    }
    int sequences = workspace.sequences;
    for (int first = 0; first < rows; first += sequences) {
      for (int c = 0; c < sequences; c++) {
        remember(workspace, gates, cells, out, first + c, c);
      }
      hiddenWeights.forward(
          kernels,
          sequences,
          gates,
          first * gatesStride + 4 * padded,
          gatesStride,
          parameters,
          gates,
          first * gatesStride,
          gatesStride,
          gates,
          first * gatesStride,
          gatesStride);
      kernels.lstmCells(
          sequences,
          padded,
          gates,
          first * gatesStride,
          gatesStride,
          cells,
          first * cellsStride,
          cellsStride,
          out,
          first * outStride,
          outStride);
    }
    if (workspace.nextStates.length > 0) {
      writeStates(workspace, cells, out, rows);
    }
  }

  /** Copies the state before a row of sequence c to where the row's work finds it. */
  private void remember(
      Workspace workspace, float[] gates, float[] cells, float[] out, int row, int c) {
    int h = row * gatesStride + 4 * padded;
    int cell = row * cellsStride;
    if (startsAnew(workspace, row)) {
      Arrays.fill(gates, h, h + padded, 0);
      Arrays.fill(cells, cell, cell + padded, 0);
    } else if (row == c) {
      int state = workspace.stateOffset + c * stateSize + stateOffset;
      System.arraycopy(workspace.states, state, gates, h, hidden);
      System.arraycopy(workspace.states, state + hidden, cells, cell, hidden);
    } else {
      int before = row - workspace.sequences;
      System.arraycopy(out, before * outStride, gates, h, padded);
      System.arraycopy(cells, before * cellsStride + padded, cells, cell, padded);
    }
  }

  private static boolean startsAnew(Workspace workspace, int row) {
    return workspace.resets.length > 0 && workspace.resets[workspace.resetOffset + row];
  }

  private void writeStates(Workspace workspace, float[] cells, float[] out, int rows) {
    int sequences = workspace.sequences;
    for (int c = 0; c < sequences; c++) {
      int row = rows - sequences + c;
      int state = workspace.stateOffset + c * stateSize + stateOffset;
      System.arraycopy(out, row * outStride, workspace.nextStates, state, hidden);
      System.arraycopy(
          cells, row * cellsStride + padded, workspace.nextStates, state + hidden, hidden);
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    throw new IllegalStateException("a tangent through an LSTM; use a network without one");
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] cellGradients = workspace.gradients[cellsBuffer];
    for (int row = rows - workspace.sequences; row < rows; row++) {
      int after = row * cellsStride + padded;
      Arrays.fill(cellGradients, after, after + padded, 0);
    }
    backwardFrom(kernels, workspace, rows);
  }

  /**
   * Backward from the gradients of the output and of the last cells, which the cells' gradients
   * already hold.
   */
  void backwardFrom(Kernels kernels, Workspace workspace, int rows) {
    throughTime(kernels, workspace, rows);
    parameterGradients(kernels, workspace, rows);
    if (!in.input()) {
      inputGradient(kernels, workspace, rows);
    }
  }

  /** Computes the gradient of all gates' sums, and of the cells and outputs on the way. */
  private void throughTime(Kernels kernels, Workspace workspace, int rows) {
    float[] gates = workspace.values[gatesBuffer];
    float[] cells = workspace.values[cellsBuffer];
    float[] gateGradients = workspace.gradients[gatesBuffer];
    float[] cellGradients = workspace.gradients[cellsBuffer];
    float[] outGradients = workspace.gradients[outBuffer];
    int sequences = workspace.sequences;
    for (int first = rows - sequences; first >= 0; first -= sequences) {
      kernels.lstmCellGradients(
          sequences,
          padded,
          gates,
          gateGradients,
          first * gatesStride,
          gatesStride,
          cells,
          cellGradients,
          first * cellsStride,
          cellsStride,
          outGradients,
          first * outStride,
          outStride);
      if (first > 0) {
        stepBack(kernels, workspace, first, gateGradients, cellGradients, outGradients);
      }
    }
  }

  /** Carries gradients from the step that begins at row {@code first} to the step before. */
  private void stepBack(
      Kernels kernels,
      Workspace workspace,
      int first,
      float[] gateGradients,
      float[] cellGradients,
      float[] outGradients) {
    int sequences = workspace.sequences;
    int before = first - sequences;
    for (int c = 0; c < sequences; c++) {
      int from = (first + c) * cellsStride;
      int to = (before + c) * cellsStride + padded;
      if (startsAnew(workspace, first + c)) {
        Arrays.fill(cellGradients, to, to + padded, 0);
        // Kept in the spare block while the product adds to all rows.
        int spare = (first + c) * gatesStride + 4 * padded;
        System.arraycopy(outGradients, (before + c) * outStride, gateGradients, spare, padded);
      } else {
        System.arraycopy(cellGradients, from, cellGradients, to, padded);
      }
    }
    hiddenWeights.addInputGradient(
        kernels,
        sequences,
        gateGradients,
        first * gatesStride,
        gatesStride,
        outGradients,
        before * outStride,
        outStride);
    for (int c = 0; c < sequences; c++) {
      if (startsAnew(workspace, first + c)) {
        int spare = (first + c) * gatesStride + 4 * padded;
        System.arraycopy(gateGradients, spare, outGradients, (before + c) * outStride, padded);
      }
    }
  }

  private void parameterGradients(Kernels kernels, Workspace workspace, int rows) {
    float[] gateGradients = workspace.gradients[gatesBuffer];
    float[] gradient = workspace.parameterGradient;
    inputWeights.gradient(
        kernels,
        rows,
        workspace.values[in.buffer()],
        in.start(workspace, 0),
        in.stride(),
        gateGradients,
        gatesStride,
        gradient);
    hiddenWeights.gradient(
        kernels,
        rows,
        workspace.values[gatesBuffer],
        4 * padded,
        gatesStride,
        gateGradients,
        gatesStride,
        gradient);
    kernels.columnSums(rows, 4 * padded, gateGradients, gatesStride, gradient, inputBias);
    for (int block = 0; block < 4; block++) {
      int from = inputBias + block * padded;
      Arrays.fill(gradient, from + hidden, from + padded, 0);
    }
    System.arraycopy(gradient, inputBias, gradient, hiddenBias, 4 * padded);
  }

  @Override
  public void addTableGradients(Workspace workspace, float[] gradient, int rows) {
    if (table != null) {
      table.addGradients(workspace, gradient, rows, workspace.gradients[gatesBuffer], gatesStride);
    }
  }

  private void inputGradient(Kernels kernels, Workspace workspace, int rows) {
    float[] inGradient = workspace.gradients[in.buffer()];
    if (!addsInputGradient) {
      Arrays.fill(inGradient, 0, rows * in.stride(), 0);
    }
    inputWeights.addInputGradient(
        kernels,
        rows,
        workspace.gradients[gatesBuffer],
        0,
        gatesStride,
        inGradient,
        0,
        in.stride());
  }
}
