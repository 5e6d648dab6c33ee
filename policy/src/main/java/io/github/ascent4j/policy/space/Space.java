package io.github.ascent4j.policy.space;

import java.util.List;

/**
 * The set of values an observation or an action can take.
 *
 * <p>A value is {@link #flatSize()} consecutive floats of an array. Discrete values are stored as
 * their index, which a float holds exactly up to 2^24.
 *
 * <p>Thread safety: all spaces are immutable, and all threads may share one.
 */
public sealed interface Space permits Box, Discrete, MultiDiscrete, MultiBinary, Dict, Tuple {
  /** Dimensions of one value; empty for a scalar. */
  List<Integer> shape();

  DType dtype();

  /** The spaces that lie side by side in this one; a simple space is its only part. */
  default List<Space> spaces() {
    return List.of(this);
  }

  /** How many floats hold one value. */
  int flatSize();

  /**
   * Whether the value at {@code offset} lies in this space.
   *
   * @throws IndexOutOfBoundsException if the array ends before the value does
   */
  boolean contains(float[] values, int offset);

  /** {@link #contains(float[], int)} for an array that holds exactly one value. */
  default boolean contains(float[] value) {
    return value.length == flatSize() && contains(value, 0);
  }
}
