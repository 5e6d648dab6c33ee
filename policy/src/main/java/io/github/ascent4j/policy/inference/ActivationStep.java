package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.ActivationFunction;

/** An elementwise non-linearity, which may write where it reads. */
record ActivationStep(int outputs, ActivationFunction function) implements Step {
  @Override
  public void run(float[] x, float[] y, float[] work, float[] state, float[] next) {
    for (int j = 0; j < outputs; j++) {
      y[j] = function.apply(x[j]);
    }
  }
}
