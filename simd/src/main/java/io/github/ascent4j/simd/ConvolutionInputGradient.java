package io.github.ascent4j.simd;

import io.github.ascent4j.policy.network.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Design. The gradient of a pixel gathers from all outputs that the pixel went into, instead of each
 * output scattering to its pixels: a sum in registers, with an order that the shape decides. Which
 * elements of the kernel (taps) meet a pixel depends on its row and column modulo the stride, its
 * phase. So the pixels of a phase are one matrix product over (tap, output channel), as far as their
 * taps fall onto the image of outputs. Above and below it that is arranged by rows of pixels: a
 * smaller product for those near the edge. Left and right of it there are columns of zeros.
 */

/** The gradient of a convolution's input, one sample at a time. */
final class ConvolutionInputGradient {
  /**
   * Some lines of a phase's pixels that meet the same rows of taps.
   *
   * @param tables for each pixel the sum over taps and output channels, from its first output
   *     gradient among the bordered ones
   * @param weights where their first tap begins
   */
  private record Lines(GatherTables tables, int weights) {}

  private final ConvolutionShape shape;
  private final List<Lines> lines = new ArrayList<>();

  /** Columns of zeros on the left, and on both sides. */
  private final int left;

  private final int borderColumns;

  /** Weights as [phase][tap][O][padded C]. */
  private final float[] weights;

  /** For each tap in that order, its place in the kernel. */
  private final int[] kernelPlaces;

  private final float[] zeros;

  ConvolutionInputGradient(ConvolutionShape shape) {
    this.shape = shape;
    Window window = shape.window;
    left = left(shape);
    borderColumns = borderColumns(shape);
    kernelPlaces = new int[window.kernelHeight() * window.kernelWidth()];
    weights = new float[kernelPlaces.length * shape.outChannels * shape.paddedChannels];
    zeros = new float[shape.paddedChannels];
    int tap = 0;
    for (int y = 0; y < window.strideHeight(); y++) {
      for (int x = 0; x < window.strideWidth(); x++) {
        tap = addPhase(y, x, tap);
      }
    }
  }

  private static int left(ConvolutionShape shape) {
    return taps(shape.window.kernelWidth(), 0, shape.window.strideWidth()) - 1;
  }

  /** Pixels right of the last place of the kernel look for outputs where there are none. */
  private static int borderColumns(ConvolutionShape shape) {
    Window window = shape.window;
    int last = (shape.width - 1 + window.paddingWidth()) / window.strideWidth();
    return left(shape) + Math.max(0, last - (shape.outWidth - 1));
  }

  /** Floats of a sample's output gradient with its border. */
  static int borderedSize(ConvolutionShape shape) {
    return shape.outHeight * (shape.outWidth + borderColumns(shape)) * shape.paddedOutChannels;
  }

  /** Elements of a kernel, along one direction, that belong to a phase. */
  private static int taps(int kernel, int phase, int stride) {
    return phase < kernel ? (kernel - phase + stride - 1) / stride : 0;
  }

  /** Adds the pixels at row {@code y} and column {@code x} modulo the stride. */
  private int addPhase(int y, int x, int firstTap) {
    Window window = shape.window;
    int rows = taps(window.kernelHeight(), y, window.strideHeight());
    int columns = taps(window.kernelWidth(), x, window.strideWidth());
    int line = (shape.outWidth + borderColumns) * shape.paddedOutChannels;
    int[] steps = new int[rows * columns * shape.outChannels];
    int next = 0;
    int tap = firstTap;
    for (int t = 0; t < rows; t++) {
      for (int u = 0; u < columns; u++) {
        int kernelRow = y + t * window.strideHeight();
        int kernelColumn = x + u * window.strideWidth();
        kernelPlaces[tap++] = kernelRow * window.kernelWidth() + kernelColumn;
        for (int o = 0; o < shape.outChannels; o++) {
          steps[next++] = o - t * line - u * shape.paddedOutChannels;
        }
      }
    }
    int first = Math.floorMod(y - window.paddingHeight(), window.strideHeight());
    int from = first;
    for (int row = first; row < shape.height; row += window.strideHeight()) {
      int following = row + window.strideHeight();
      if (following >= shape.height
          || firstTapRow(following) != firstTapRow(row)
          || tapRows(following, rows) != tapRows(row, rows)) {
        lines.add(lines(from, row, x, columns, tapRows(row, rows), firstTap, steps));
        from = following;
      }
    }
    return tap;
  }

  /** The last output row under which a row of pixels may lie. */
  private int lastOutputRow(int row) {
    return (row + shape.window.paddingHeight()) / shape.window.strideHeight();
  }

  /** The first row of taps that meets a row of pixels at an output there is. */
  private int firstTapRow(int row) {
    return Math.max(0, lastOutputRow(row) - (shape.outHeight - 1));
  }

  /** How many rows of taps, out of {@code rows}, meet a row of pixels at an output there is. */
  private int tapRows(int row, int rows) {
    return Math.max(0, Math.min(rows, lastOutputRow(row) + 1) - firstTapRow(row));
  }

  private Lines lines(
      int from, int to, int x, int columns, int tapRows, int firstTap, int[] steps) {
    Window window = shape.window;
    int firstColumn = Math.floorMod(x - window.paddingWidth(), window.strideWidth());
    int inLine = (shape.width - firstColumn + window.strideWidth() - 1) / window.strideWidth();
    int count = ((to - from) / window.strideHeight() + 1) * Math.max(0, inLine);
    int[] gradients = new int[count];
    int[] pixels = new int[count];
    int next = 0;
    for (int row = from; row <= to; row += window.strideHeight()) {
      int outputRow = lastOutputRow(row) - firstTapRow(row);
      for (int column = firstColumn; column < shape.width; column += window.strideWidth()) {
        int outputColumn = (column + window.paddingWidth()) / window.strideWidth() + left;
        gradients[next] =
            (outputRow * (shape.outWidth + borderColumns) + outputColumn) * shape.paddedOutChannels;
        pixels[next++] = (row * shape.width + column) * shape.paddedChannels;
      }
    }
    int skipped = firstTapRow(from) * columns;
    int[] products = Arrays.copyOf(steps, tapRows * columns * shape.outChannels);
    return new Lines(
        new GatherTables(gradients, products, pixels),
        (firstTap + skipped) * shape.outChannels * shape.paddedChannels);
  }

  /** Follows a change of the weights, which lie as [kernel place][C][padded O] from there on. */
  void prepare(float[] parameters, int weight) {
    int next = 0;
    for (int place : kernelPlaces) {
      int start = weight + place * shape.channels * shape.paddedOutChannels;
      for (int o = 0; o < shape.outChannels; o++, next += shape.paddedChannels) {
        for (int c = 0; c < shape.channels; c++) {
          weights[next + c] = parameters[start + c * shape.paddedOutChannels + o];
        }
      }
    }
  }

  /**
   * Computes the gradient of one sample as [H,W,padded C].
   *
   * @param outGradient [P,Q,padded O] from {@code outFrom} on
   * @param scratch {@link #borderedSize} floats from {@code bordered} on, whose border holds zeros
   * @param adds whether to add to what is there
   */
  void gradient(
      Kernels kernels,
      float[] outGradient,
      int outFrom,
      float[] scratch,
      int bordered,
      float[] inGradient,
      int inFrom,
      boolean adds) {
    int length = shape.outWidth * shape.paddedOutChannels;
    int line = length + borderColumns * shape.paddedOutChannels;
    int start = bordered + left * shape.paddedOutChannels;
    for (int y = 0; y < shape.outHeight; y++) {
      System.arraycopy(outGradient, outFrom + y * length, scratch, start + y * line, length);
    }
    for (int k = 0; k < lines.size(); k++) {
      Lines part = lines.get(k);
      kernels.gatheredMatmul(
          part.tables,
          shape.paddedChannels,
          scratch,
          bordered,
          weights,
          part.weights,
          shape.paddedChannels,
          adds ? null : zeros,
          0,
          inGradient,
          inFrom);
    }
  }
}
