package io.github.ascent4j.simd;

import java.util.Arrays;

/**
 * What one thread needs to run a block of samples: the value and the gradient of every buffer of
 * the plan, and a flat gradient of all parameters.
 */
final class Workspace {
  private static final float[] NONE = {};

  /** Values by buffer; buffer 0 is the caller's numbers. */
  final float[][] values;

  /** Gradients by buffer, made at the first backward pass. */
  final float[][] gradients;

  /** Tangents by buffer, made at the first pass with tangents. */
  final float[][] tangents;

  /** Room that single operations use within a pass, by the number the plan gave them. */
  final float[][] scratch;

  /** The caller's images. */
  byte[] images = {};

  /** Where the block's first row lies in buffer 0. */
  int inputOffset;

  /** Where it lies in the images. */
  int imageOffset;

  /** T, the steps of each sequence; the block's rows are its first steps, its second ones, ... */
  int steps = 1;

  /** C, the sequences of the block. */
  int sequences;

  /** States before the first steps, [C,S] from {@link #stateOffset} on. */
  float[] states = {};

  /** Receives the states after the last steps, laid out like {@link #states}; may be the same. */
  float[] nextStates = {};

  int stateOffset;

  /** Whether a sequence starts anew at a row, from {@link #resetOffset} on; empty for nowhere. */
  boolean[] resets = {};

  int resetOffset;

  /** Gradient of all parameters but tables over the block, in the plan's layout. */
  float[] parameterGradient = NONE;

  private final Plan plan;
  private int capacity;
  private int made;

  Workspace(Plan plan) {
    this.plan = plan;
    int buffers = plan.strides.length;
    values = new float[buffers][];
    gradients = new float[buffers][];
    tangents = new float[buffers][];
    Arrays.fill(values, NONE);
    Arrays.fill(gradients, NONE);
    Arrays.fill(tangents, NONE);
    scratch = new float[plan.scratchSizes.length][];
    for (int k = 0; k < scratch.length; k++) {
      scratch[k] = new float[plan.scratchSizes[k]];
    }
    reserve(plan.recurrent ? 0 : Plan.BLOCK);
  }

  /** Makes room for blocks of {@code rows} rows. */
  void reserve(int rows) {
    if (rows <= capacity) {
      return;
    }
    capacity = rows;
    made++;
    for (int buffer = 1; buffer < values.length; buffer++) {
      int size = Math.multiplyExact(rows, plan.strides[buffer]);
      values[buffer] = new float[size];
      gradients[buffer] = new float[gradients[buffer].length == 0 ? 0 : size];
      tangents[buffer] = new float[tangents[buffer].length == 0 ? 0 : size];
    }
  }

  /** Points at {@code rows} rows of the input, from {@code from} on. */
  void point(Rows input, int from, int rows, float[] newNextStates) {
    values[0] = input.numbers;
    inputOffset = from * plan.numbers;
    images = input.images;
    imageOffset = from * plan.bytes;
    steps = plan.recurrent ? input.steps : 1;
    sequences = rows / steps;
    states = input.states;
    nextStates = newNextStates;
    stateOffset = from / steps * plan.stateSize;
    resets = input.resets;
    resetOffset = from;
  }

  /** Makes the arrays of the backward pass, which a network that only acts never needs. */
  void prepareBackward() {
    if (parameterGradient.length > 0) {
      return;
    }
    made++;
    parameterGradient = new float[plan.tableStart];
    for (int buffer = 1; buffer < gradients.length; buffer++) {
      gradients[buffer] = new float[values[buffer].length];
    }
  }

  /** Makes the arrays of a pass with tangents. */
  void prepareTangent() {
    for (int buffer = 1; buffer < tangents.length; buffer++) {
      if (tangents[buffer].length == 0) {
        tangents[buffer] = new float[values[buffer].length];
        made++;
      }
    }
  }

  /** How often arrays were made, so that views of them are known to be old. */
  int made() {
    return made;
  }

  /** Where the block's first row lies in a buffer. */
  int offset(int buffer) {
    return buffer == Signal.NUMBERS ? inputOffset : buffer == Signal.BYTES ? imageOffset : 0;
  }
}
