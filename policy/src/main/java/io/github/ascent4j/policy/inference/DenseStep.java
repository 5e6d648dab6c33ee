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

  /** Reads each weight once for all samples. */
  @Override
  public void runAll(float[][][] in, float[][] y, float[] work, int count) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(bias, 0, y[i], 0, bias.length);
    }
    for (int k = 0; k < weights.length; k += Chains.LINKS) {
      int n = Math.min(Chains.LINKS, weights.length - k);
      for (int i = 0; i < count; i++) {
        Chains.add(in[i][0], k, n, weights, k, y[i]);
      }
    }
  }
}
