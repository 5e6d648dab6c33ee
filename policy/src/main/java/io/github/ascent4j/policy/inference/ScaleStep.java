package io.github.ascent4j.policy.inference;

/** A constant factor; may write where it reads. */
record ScaleStep(int outputs, float factor) implements Step {
  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    for (int j = 0; j < outputs; j++) {
      y[j] = x[j] * factor;
    }
  }
}
