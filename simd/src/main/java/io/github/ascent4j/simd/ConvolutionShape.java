package io.github.ascent4j.simd;

import io.github.ascent4j.policy.network.Window;

/**
 * Sizes of a convolution, and how it finds the pixels under its kernel. Bytes, and images with
 * padding, are first brought into scratch with zeros around them; others are read where they lie.
 *
 * <p>Dimension letters: C, H, W the image's channels, height and width; O, P, Q those of what comes
 * out.
 */
final class ConvolutionShape {
  final Window window;

  /** C. */
  final int channels;

  /** H. */
  final int height;

  /** W. */
  final int width;

  /** O. */
  final int outChannels;

  /** P. */
  final int outHeight;

  /** Q. */
  final int outWidth;

  /** C and O as they lie in buffers with channels last. */
  final int paddedChannels;

  final int paddedOutChannels;

  /** Whether a sample is brought into scratch. */
  final boolean copies;

  /** Floats of a sample there, with its padding. */
  final int imageSize;

  private final boolean padded;
  private final boolean channelsLast;
  private final int channelStride;
  private final int pixelStride;
  private final int lineStride;

  ConvolutionShape(Window window, Signal in, int outChannels) {
    this.window = window;
    channels = in.shape().get(0);
    height = in.shape().get(1);
    width = in.shape().get(2);
    this.outChannels = outChannels;
    outHeight = window.outputHeight(height);
    outWidth = window.outputWidth(width);
    paddedChannels = Kernels.pad(channels);
    paddedOutChannels = Kernels.pad(outChannels);
    padded = window.paddingHeight() > 0 || window.paddingWidth() > 0;
    copies = padded || in.buffer() == Signal.BYTES;
    channelsLast = in.channelsLast();
    int fullHeight = height + 2 * window.paddingHeight();
    int fullWidth = width + 2 * window.paddingWidth();
    pixelStride = in.pixelStride();
    lineStride = fullWidth * pixelStride;
    channelStride = channelsLast ? 1 : fullHeight * lineStride;
    imageSize = copies ? fullHeight * lineStride * (channelsLast ? 1 : channels) : 0;
  }

  /** Places of the kernel, P Q. */
  int places() {
    return outHeight * outWidth;
  }

  /** Summands of an output, C times the size of the kernel. */
  int elements() {
    return window.kernelHeight() * window.kernelWidth() * channels;
  }

  /** Where the pixels under each place of the kernel begin. */
  int[] placeOffsets() {
    int[] offsets = new int[places()];
    int next = 0;
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < outWidth; x++) {
        offsets[next++] =
            y * window.strideHeight() * lineStride + x * window.strideWidth() * pixelStride;
      }
    }
    return offsets;
  }

  /** Where each summand lies from there, in the order of the sum: row, column, channel. */
  int[] elementOffsets() {
    int[] offsets = new int[elements()];
    int next = 0;
    for (int y = 0; y < window.kernelHeight(); y++) {
      for (int x = 0; x < window.kernelWidth(); x++) {
        for (int c = 0; c < channels; c++) {
          offsets[next++] = y * lineStride + x * pixelStride + c * channelStride;
        }
      }
    }
    return offsets;
  }

  /** Brings a sample of floats into scratch, whose border holds zeros and is left alone. */
  void copy(float[] source, int from, float[] image) {
    int length = lineLength();
    for (int line = 0; line < lines(); line++) {
      System.arraycopy(source, from + line * length, image, lineStart(line), length);
    }
  }

  /** Brings a sample of bytes into scratch, divided by 255. */
  void copy(Kernels kernels, byte[] source, int from, float[] image) {
    if (!padded) {
      kernels.scaleBytes(source, from, image, 0, imageSize);
      return;
    }
    for (int line = 0; line < lines(); line++) {
      kernels.scaleBytes(source, from + line * width, image, lineStart(line), width);
    }
  }

  private int lines() {
    return channelsLast ? height : channels * height;
  }

  private int lineLength() {
    return width * pixelStride;
  }

  /** Where a line of pixels of the image, or of one of its channels, goes. */
  private int lineStart(int line) {
    int c = line / height;
    int y = line % height + window.paddingHeight();
    return c * channelStride + y * lineStride + window.paddingWidth() * pixelStride;
  }
}
