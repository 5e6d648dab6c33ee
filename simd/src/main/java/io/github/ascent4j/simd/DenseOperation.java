package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Operation.Dense;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Design. Forward needs the weights as [in][out], with neighbouring outputs side by side; the
 * gradient of the input needs [out][in]. One of them is the stored form and the other a copy that is
 * made after each change of the parameters.
 *
 * A layer with a wide output stores [in][out], so that acting needs no copy at all; only training
 * transposes. A narrow layer behind a wide one (a head) stores [out][in]: its weight gradient is
 * then computed along the wide side, too, and its forward copy is tiny. The first layer has no
 * input gradient and always stores [in][out], since the caller's rows are not padded.
 */

/** A linear layer of numbers, of categories or of both. */
final class DenseOperation implements Operation, ParameterOperation {
  final int in;
  final int out;
  final int inStride;
  final int outStride;
  final int paddedOut;
  final boolean outputMajor;
  final int weight;
  final int bias;
  private final int inBuffer;
  private final int inColumn;
  private final int outBuffer;
  private final boolean addsInputGradient;
  private final @Nullable CategoryTable table;

  /** Column of the described weight of each number that is read. */
  private final int[] numberColumns;

  private final int describedColumns;
  private final float[] zeros;

  /** Forward weights [in][paddedOut] if output-major, else backward weights [out][inStride]. */
  private final float[] transposed;

  /** The direction's weights like {@link #transposed}, if output-major. */
  private float[] transposedDirection = {};

  /**
   * @param input the numbers; of width 0 for none
   * @param table that of the categories; null for none
   * @param offset where the layer's parameters start in the flat array
   * @param addsInputGradient whether another operation has written the input's gradient before
   */
  DenseOperation(
      Dense described,
      Signal input,
      @Nullable CategoryTable table,
      Signal output,
      int offset,
      boolean addsInputGradient) {
    in = input.width();
    out = described.output().size();
    this.table = table;
    numberColumns = described.numberColumns();
    describedColumns = described.weight().columns();
    inBuffer = input.buffer();
    inColumn = input.offset();
    inStride = input.stride();
    outBuffer = output.buffer();
    outStride = output.stride();
    this.addsInputGradient = addsInputGradient;
    paddedOut = Kernels.pad(out);
    outputMajor = inBuffer != 0 && out < 16 && in >= 16;
    weight = offset;
    bias = offset + weightSize();
    zeros = new float[Math.max(paddedOut, inStride)];
    transposed = new float[outputMajor ? in * paddedOut : inBuffer == 0 ? 0 : out * inStride];
  }

  private int weightSize() {
    return outputMajor ? out * inStride : in * paddedOut;
  }

  @Override
  public int size() {
    return weightSize() + paddedOut;
  }

  @Override
  public int index(int[] flatIndex, int start) {
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        flatIndex[start + j * describedColumns + numberColumns[i]] = weightIndex(j, i);
      }
    }
    if (table != null) {
      int[] places = IntStream.range(0, out).toArray();
      table.index(flatIndex, start, describedColumns, places);
    }
    int next = start + out * describedColumns;
    for (int j = 0; j < out; j++) {
      flatIndex[next++] = bias + j;
    }
    return next;
  }

  /** Where the weight from input i to output j lies in the flat array. */
  private int weightIndex(int j, int i) {
    return outputMajor ? weight + j * inStride + i : weight + i * paddedOut + j;
  }

  @Override
  public void prepareForward(float[] parameters) {
    if (outputMajor) {
      transpose(parameters, transposed);
    }
  }

  private void transpose(float[] flat, float[] target) {
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        target[i * paddedOut + j] = flat[weight + j * inStride + i];
      }
    }
  }

  @Override
  public void prepareTangent(float[] direction) {
    if (outputMajor) {
      transposedDirection =
          transposedDirection.length == 0 ? new float[transposed.length] : transposedDirection;
      transpose(direction, transposedDirection);
    }
  }

  @Override
  public void prepareBackward(float[] parameters) {
    if (!outputMajor && inBuffer != 0) {
      for (int j = 0; j < out; j++) {
        int row = j * inStride;
        int column = weight + j;
        for (int i = 0; i < in; i++) {
          transposed[row + i] = parameters[column + i * paddedOut];
        }
      }
    }
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    kernels.matmul(
        rows,
        paddedOut,
        in,
        workspace.values[inBuffer],
        workspace.offset(inBuffer) + inColumn,
        inStride,
        1,
        outputMajor ? transposed : parameters,
        outputMajor ? 0 : weight,
        paddedOut,
        parameters,
        bias,
        0,
        workspace.values[outBuffer],
        0,
        outStride);
    if (table != null) {
      table.addRows(workspace, parameters, rows, workspace.values[outBuffer], outStride);
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] target = workspace.tangents[outBuffer];
    kernels.matmul(
        rows,
        paddedOut,
        in,
        workspace.values[inBuffer],
        workspace.offset(inBuffer) + inColumn,
        inStride,
        1,
        outputMajor ? transposedDirection : direction,
        outputMajor ? 0 : weight,
        paddedOut,
        direction,
        bias,
        0,
        target,
        0,
        outStride);
    if (table != null) {
      table.addRows(workspace, direction, rows, target, outStride);
    }
    if (inBuffer != Signal.NUMBERS) {
      kernels.matmul(
          rows,
          paddedOut,
          in,
          workspace.tangents[inBuffer],
          0,
          inStride,
          1,
          outputMajor ? transposed : parameters,
          outputMajor ? 0 : weight,
          paddedOut,
          target,
          0,
          outStride,
          target,
          0,
          outStride);
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] outGradient = workspace.gradients[outBuffer];
    float[] gradient = workspace.parameterGradient;
    kernels.columnSums(rows, paddedOut, outGradient, outStride, gradient, bias);
    zero(gradient, bias + out, bias + paddedOut);
    float[] input = workspace.values[inBuffer];
    int inputOffset = workspace.offset(inBuffer) + inColumn;
    if (outputMajor) {
      kernels.matmul(
          out,
          inStride,
          rows,
          outGradient,
          0,
          1,
          outStride,
          input,
          inputOffset,
          inStride,
          zeros,
          0,
          0,
          gradient,
          weight,
          inStride);
      for (int j = 0; j < out && in < inStride; j++) {
        zero(gradient, weight + j * inStride + in, weight + (j + 1) * inStride);
      }
    } else {
      kernels.matmul(
          in,
          paddedOut,
          rows,
          input,
          inputOffset,
          1,
          inStride,
          outGradient,
          0,
          outStride,
          zeros,
          0,
          0,
          gradient,
          weight,
          paddedOut);
      for (int i = 0; i < in && out < paddedOut; i++) {
        zero(gradient, weight + i * paddedOut + out, weight + (i + 1) * paddedOut);
      }
    }
    if (inBuffer != 0) {
      inputGradient(kernels, workspace, parameters, outGradient, rows);
    }
  }

  @Override
  public void addTableGradients(Workspace workspace, float[] gradient, int rows) {
    if (table != null) {
      table.addGradients(workspace, gradient, rows, workspace.gradients[outBuffer], outStride);
    }
  }

  private void inputGradient(
      Kernels kernels, Workspace workspace, float[] parameters, float[] outGradient, int rows) {
    float[] inGradient = workspace.gradients[inBuffer];
    kernels.matmul(
        rows,
        inStride,
        out,
        outGradient,
        0,
        outStride,
        1,
        outputMajor ? parameters : transposed,
        outputMajor ? weight : 0,
        inStride,
        addsInputGradient ? inGradient : zeros,
        0,
        addsInputGradient ? inStride : 0,
        inGradient,
        0,
        inStride);
  }

  private static void zero(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = 0;
    }
  }
}
