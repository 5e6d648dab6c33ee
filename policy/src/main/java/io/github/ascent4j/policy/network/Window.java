package io.github.ascent4j.policy.network;

import java.util.List;

/**
 * How a kernel moves over an image: its size, the step between two of its places, and how many
 * zeros stand around the image.
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int paddingHeight,
    int paddingWidth) {
  public Window {
    if (kernelHeight < 1 || kernelWidth < 1 || strideHeight < 1 || strideWidth < 1) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + " with stride "
              + strideHeight
              + " x "
              + strideWidth
              + "; give at least 1 for each");
    }
    if (paddingHeight < 0
        || paddingWidth < 0
        || paddingHeight >= kernelHeight
        || paddingWidth >= kernelWidth) {
      throw new IllegalArgumentException(
          "padding of "
              + paddingHeight
              + " x "
              + paddingWidth
              + " for a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + "; give at least 0 and less than the kernel");
    }
  }

  /** The same in both directions. */
  public static Window square(int kernel, int stride, int padding) {
    return new Window(kernel, kernel, stride, stride, padding, padding);
  }

  /** Places of the kernel along an image of that height. */
  public int outputHeight(int height) {
    return places(height, kernelHeight, strideHeight, paddingHeight);
  }

  /** Places of the kernel along an image of that width. */
  public int outputWidth(int width) {
    return places(width, kernelWidth, strideWidth, paddingWidth);
  }

  private static int places(int size, int kernel, int stride, int padding) {
    long room = size + 2L * padding - kernel;
    // More than an int holds need a kernel that no array holds either.
    return (int) Math.min(Integer.MAX_VALUE, Math.floorDiv(room, stride) + 1);
  }

  /**
   * Shape [C,H,W] of what comes out for an image of shape [C,H,W].
   *
   * @throws IllegalArgumentException if the image is no such image or smaller than the kernel
   */
  List<Integer> outputShape(List<Integer> shape, int channels) {
    if (shape.size() != 3) {
      throw new IllegalArgumentException(
          "an image layer for inputs of shape "
              + shape
              + "; give it images of shape [channels, height, width]");
    }
    int height = outputHeight(shape.get(1));
    int width = outputWidth(shape.get(2));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + " is larger than its image of shape "
              + shape
              + "; use a smaller one or more padding");
    }
    return List.of(channels, height, width);
  }
}
