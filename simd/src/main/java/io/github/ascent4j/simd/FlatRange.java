package io.github.ascent4j.simd;

import java.util.Arrays;

/**
 * Consecutive parameters of a {@link Plan}, in description order, with the stretch of the padded
 * flat array that holds them and nothing else.
 */
final class FlatRange {
  final int flatFrom;
  final int flatTo;
  private final int[] flatIndex;
  private final int first;
  private final int count;

  /**
   * @param flatIndex for every parameter of the plan, its index in the flat array
   * @param first the range's first parameter
   */
  FlatRange(int[] flatIndex, int first, int count, int flatFrom, int flatTo) {
    this.flatIndex = flatIndex;
    this.first = first;
    this.count = count;
    this.flatFrom = flatFrom;
    this.flatTo = flatTo;
  }

  /** Number of parameters, without padding. */
  int count() {
    return count;
  }

  /** Whether a parameter, by its place in description order, is one of these. */
  boolean holds(int parameter) {
    return parameter >= first && parameter < first + count;
  }

  /** Floats in the flat array. */
  int flatSize() {
    return flatTo - flatFrom;
  }

  /** From description order into an array that holds the flat stretch alone. */
  void scatter(float[] parameters, float[] flat) {
    Arrays.fill(flat, 0);
    for (int p = 0; p < count; p++) {
      flat[flatIndex[first + p] - flatFrom] = parameters[p];
    }
  }

  /** From an array that holds the flat stretch alone into description order. */
  float[] gather(float[] flat) {
    float[] parameters = new float[count];
    for (int p = 0; p < count; p++) {
      parameters[p] = flat[flatIndex[first + p] - flatFrom];
    }
    return parameters;
  }
}
