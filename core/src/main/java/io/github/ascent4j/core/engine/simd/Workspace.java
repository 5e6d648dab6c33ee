package io.github.ascent4j.core.engine.simd;

/**
 * What one thread needs to run a block of samples: the value and the gradient of every buffer of
 * the plan, and a flat gradient of all parameters.
 */
final class Workspace {
  /** Values by buffer; buffer 0 is the caller's input array. */
  final float[][] values;

  /** Gradients by buffer, made at the first backward pass. */
  final float[][] gradients;

  /** Where the block's first row lies in buffer 0. */
  int inputOffset;

  /** Gradient of the parameters over the block, in the plan's layout. */
  float[] parameterGradient = new float[0];

  Workspace(Plan plan) {
    int buffers = plan.strides.length;
    values = new float[buffers][];
    gradients = new float[buffers][];
    for (int buffer = 1; buffer < buffers; buffer++) {
      values[buffer] = new float[Plan.BLOCK * plan.strides[buffer]];
    }
  }

  /** Makes the arrays of the backward pass, which a network that only acts never needs. */
  void prepareBackward(Plan plan) {
    if (parameterGradient.length == 0) {
      parameterGradient = new float[plan.flatSize];
      for (int buffer = 1; buffer < gradients.length; buffer++) {
        gradients[buffer] = new float[values[buffer].length];
      }
    }
  }

  int offset(int buffer) {
    return buffer == 0 ? inputOffset : 0;
  }
}
