package io.github.ascent4j.policy.inference;

/** A linear layer; see {@link Chains}. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DenseStep(float[][] weights, float[] bias) implements Step {
  @Override
  public int outputs() {
    return bias.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    System.arraycopy(bias, 0, y, 0, bias.length);
    Chains.add(x, 0, weights.length, weights, 0, y);
  }
}
