package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.ActivationFunction;

/** A function on the first columns, the others as they are; may write where it reads. */
record ActivationStep(int outputs, int columns, ActivationFunction function) implements Step {
  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    for (int j = 0; j < columns; j++) {
      y[j] = function.apply(x[j]);
    }
    if (columns < outputs) {
      System.arraycopy(x, columns, y, columns, outputs - columns);
    }
  }
}
