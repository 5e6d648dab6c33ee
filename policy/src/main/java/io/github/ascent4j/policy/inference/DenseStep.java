package io.github.ascent4j.policy.inference;

import org.jspecify.annotations.Nullable;

/**
 * A linear layer; see {@link Chains}. What goes in are numbers, then indices of categories, those
 * of both that it reads.
 *
 * @param weights of the numbers, [numbers][outputs]
 * @param categories null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DenseStep(float[][] weights, @Nullable CategoryRows categories, float[] bias)
    implements Step {
  @Override
  public int outputs() {
    return bias.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    System.arraycopy(bias, 0, y, 0, bias.length);
    if (weights.length > 0) {
      Chains.add(in[0], 0, weights.length, weights, 0, y);
    }
    if (categories != null) {
      categories.add(in[in.length - 1], y);
    }
  }

  /** Reads each weight of the numbers once for all samples. */
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
    for (int i = 0; categories != null && i < count; i++) {
      categories.add(in[i][in[i].length - 1], y[i]);
    }
  }
}
