package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.program.Categories;
import java.util.Arrays;

/** Writes categories down as ones among zeros. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record OneHotStep(int[] sizes, int outputs) implements Step {
  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    Arrays.fill(y, 0);
    int first = 0;
    for (int k = 0; k < sizes.length; k++) {
      y[first + Categories.index(in[0][k], sizes[k], k)] = 1;
      first += sizes[k];
    }
  }
}
