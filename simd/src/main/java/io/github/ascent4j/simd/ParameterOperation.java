package io.github.ascent4j.simd;

/** An operation with parameters of its own. */
interface ParameterOperation {
  /** Floats in the flat array, padding included. */
  int size();

  /**
   * Says where in the flat array each parameter lies, in description order.
   *
   * @param flatIndex receives the indices from {@code start} on
   * @return the index behind the last one written
   */
  int index(int[] flatIndex, int start);
}
