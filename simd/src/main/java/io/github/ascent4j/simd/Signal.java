package io.github.ascent4j.simd;

import java.util.List;

/**
 * What flows from one operation to the next: rows of floats in a buffer, or the caller's own rows.
 *
 * @param buffer where the rows are; {@link #NUMBERS} and {@link #BYTES} are the caller's, which
 *     have no gradient
 * @param offset index within a row where the signal starts
 * @param stride floats (or bytes) from row to row
 * @param shape dimensions of a sample in PyTorch's order: [I] or [C,H,W]
 * @param channelsLast whether an image lies as [H,W,C] with the channels padded to {@link
 *     Kernels#pad}, as convolutions leave it; otherwise components lie in the order of the shape,
 *     without gaps
 */
record Signal(int buffer, int offset, int stride, List<Integer> shape, boolean channelsLast) {
  /** The buffer that stands for the caller's numbers. */
  static final int NUMBERS = 0;

  /** Stands for the caller's images. */
  static final int BYTES = -1;

  /** Whether it is the caller's, so that nobody asks for its gradient. */
  boolean input() {
    return buffer == NUMBERS || buffer == BYTES;
  }

  /** Components of a sample. */
  int width() {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  /** Floats from a channel to the next, of an image. */
  int channelStride() {
    return channelsLast ? 1 : shape.get(1) * shape.get(2);
  }

  /** Floats from a pixel to the next of its row, of an image. */
  int pixelStride() {
    return channelsLast ? Kernels.pad(shape.get(0)) : 1;
  }

  /** Floats from a row of pixels to the next, of an image. */
  int lineStride() {
    return pixelStride() * shape.get(2);
  }

  /** Where row {@code i} starts in {@link Workspace#values}. */
  int start(Workspace workspace, int i) {
    return workspace.offset(buffer) + i * stride + offset;
  }
}
