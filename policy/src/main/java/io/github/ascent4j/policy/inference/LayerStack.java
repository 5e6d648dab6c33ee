package io.github.ascent4j.policy.inference;

import java.util.List;

/**
 * A stack of layers with its weights, run for one sample at a time. Immutable, and so shared.
 *
 * <p>What goes in and what comes out lies in the order of its shape, an image as [C,H,W]. Within,
 * the image layers have channels last, so that neighbouring outputs of a convolution lie together.
 */
final class LayerStack {
  private final List<Step> steps;

  /** Steps up to the last one that remembers, and with it. */
  private final int remembering;

  LayerStack(List<Step> steps) {
    this.steps = steps;
    int last = 0;
    for (int i = 0; i < steps.size(); i++) {
      last = steps.get(i) instanceof LstmStep ? i + 1 : last;
    }
    remembering = last;
  }

  /** The arrays of one thread. */
  static final class Buffers {
    private final float[][] outputs;
    private final float[][] work;

    private Buffers(List<Step> steps) {
      outputs = new float[steps.size()][];
      work = new float[steps.size()][];
      for (int i = 0; i < outputs.length; i++) {
        Step step = steps.get(i);
        // In place, but not in the array of who called.
        boolean inPlace = step instanceof ActivationStep && i > 0;
        outputs[i] = inPlace ? outputs[i - 1] : new float[step.outputs()];
        work[i] = new float[step.workSize()];
      }
    }

    /** What went into the last layer of a run with {@code input}. */
    float[] lastInput(float[] input) {
      return outputs.length > 1 ? outputs[outputs.length - 2] : input;
    }
  }

  Buffers buffers() {
    return new Buffers(steps);
  }

  /** Whether a part of the network's state is this stack's. */
  boolean remembers() {
    return remembering > 0;
  }

  /**
   * Runs one sample.
   *
   * @param state what the network remembers of the step before
   * @param next receives this stack's part of what it remembers of this one
   * @return an array of the buffers, or the input if there are no layers
   */
  float[] run(float[] input, Buffers buffers, float[] state, float[] next) {
    return run(steps.size(), input, buffers, state, next);
  }

  /** Runs no further than the next state needs. */
  void remember(float[] input, Buffers buffers, float[] state, float[] next) {
    run(remembering, input, buffers, state, next);
  }

  private float[] run(int count, float[] input, Buffers buffers, float[] state, float[] next) {
    float[] x = input;
    for (int i = 0; i < count; i++) {
      float[] y = buffers.outputs[i];
      steps.get(i).run(x, y, buffers.work[i], state, next);
      x = y;
    }
    return x;
  }
}
