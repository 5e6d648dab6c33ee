package io.github.ascent4j.simd;

import io.github.ascent4j.policy.network.Window;
import java.util.Arrays;

/**
 * A max-pool. Of several equal maxima, and of anything beside a NaN that comes first, the first in
 * the window counts, row by row.
 */
final class MaxPoolOperation implements Operation {
  private final Signal in;
  private final Signal out;
  private final boolean addsInputGradient;
  private final int channels;

  /** Where each place of the window begins, from the start of a sample. */
  private final int[] places;

  /** Where each of its elements lies from there. */
  private final int[] elements;

  /**
   * @param addsInputGradient whether another operation has written the input's gradient before
   */
  MaxPoolOperation(Window window, Signal in, Signal out, boolean addsInputGradient) {
    this.in = in;
    this.out = out;
    this.addsInputGradient = addsInputGradient;
    channels = in.shape().get(0);
    places =
        grid(
            out.shape().get(1),
            window.strideHeight() * in.lineStride(),
            out.shape().get(2),
            window.strideWidth() * in.pixelStride());
    elements = grid(window.kernelHeight(), in.lineStride(), window.kernelWidth(), in.pixelStride());
  }

  private static int[] grid(int rows, int rowStride, int columns, int columnStride) {
    int[] offsets = new int[rows * columns];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = k / columns * rowStride + k % columns * columnStride;
    }
    return offsets;
  }

  /** Where the first of the largest values lies. */
  private int largest(float[] values, int start) {
    int best = start;
    for (int element : elements) {
      best = values[start + element] > values[best] ? start + element : best;
    }
    return best;
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] input = workspace.values[in.buffer()];
    pick(workspace, input, input, workspace.values[out.buffer()], rows);
  }

  /** Writes what {@code source} holds where the input is largest. */
  private void pick(Workspace workspace, float[] input, float[] source, float[] target, int rows) {
    int outStride = out.pixelStride();
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      int to = i * out.stride();
      for (int place : places) {
        for (int c = 0; c < channels; c++) {
          int start = from + place + c * in.channelStride();
          target[to + c] = source[largest(input, start)];
        }
        Arrays.fill(target, to + channels, to + outStride, 0);
        to += outStride;
      }
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] target = workspace.tangents[out.buffer()];
    if (in.input()) {
      Arrays.fill(target, 0, rows * out.stride(), 0);
    } else {
      float[] input = workspace.values[in.buffer()];
      pick(workspace, input, workspace.tangents[in.buffer()], target, rows);
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    if (in.input()) {
      return;
    }
    float[] input = workspace.values[in.buffer()];
    float[] inGradient = workspace.gradients[in.buffer()];
    float[] outGradient = workspace.gradients[out.buffer()];
    int outStride = out.pixelStride();
    int size = in.channelsLast() ? in.shape().get(1) * in.lineStride() : in.width();
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      if (!addsInputGradient) {
        Arrays.fill(inGradient, from, from + size, 0);
      }
      int to = i * out.stride();
      for (int place : places) {
        for (int c = 0; c < channels; c++) {
          int start = from + place + c * in.channelStride();
          inGradient[largest(input, start)] += outGradient[to + c];
        }
        to += outStride;
      }
    }
  }
}
