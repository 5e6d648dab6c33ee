package io.github.ascent4j.policy.space;

import java.util.List;

/** Element counts of shapes. */
final class Shapes {
  private Shapes() {}

  /** The product of the dimensions, each of which must be positive. */
  static int size(List<Integer> shape) {
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "shape "
                + shape
                + " has dimension "
                + dimension
                + "; every dimension must be at least 1");
      }
      size *= dimension;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + shape + " has more than 2^31-1 elements; use a smaller one");
      }
    }
    return (int) size;
  }

  /** The elements of several parts together, if an array can have as many. */
  static int checked(long sum) {
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "parts of " + sum + " elements together; give at most 2^31-1");
    }
    return (int) sum;
  }
}
