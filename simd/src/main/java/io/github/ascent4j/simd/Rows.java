package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.NetworkInput;

/**
 * Rows that run through a network, in the order in which they run: for a network that remembers, in
 * groups of {@link Plan#SEQUENCES} sequences (fewer in the last group), those of the first group
 * first; within a group the first step of each sequence, then the second, and so on.
 *
 * <p>Dimension letters: N rows, F floats and U bytes of a row, T steps of a sequence, C sequences,
 * S floats of a state.
 */
final class Rows {
  private static final boolean[] NONE = {};

  /** [N,F]. */
  float[] numbers = {};

  /** [N,U]. */
  byte[] images = {};

  /** N. */
  int count;

  /** T. */
  int steps = 1;

  /** States before the first step of each sequence, [C,S]. */
  float[] states = {};

  /** Whether a sequence starts anew at a row, [N]; empty for nowhere. */
  boolean[] resets = NONE;

  /** Points at a caller's rows, each the next of its sequence. */
  Rows of(NetworkInput input) {
    numbers = input.numbers;
    images = input.images;
    count = input.count;
    states = input.states;
    return this;
  }
}
