package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.math.FloatMath;
import org.jspecify.annotations.Nullable;

/**
 * A long short-term memory. The chain of a gate starts at the sum of its two biases and walks the
 * inputs, then the hidden state of the step before; see {@link Chains}. What goes in are numbers,
 * then indices of categories, those of both that it reads.
 *
 * @param inputWeights of the numbers, [numbers][4 H], gates in the order i f g o
 * @param categories null for none
 * @param hiddenWeights [H][4 H]
 * @param bias the sums of both biases
 * @param offset where its hidden state and then its cell state lie in the network's state
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LstmStep(
    float[][] inputWeights,
    @Nullable CategoryRows categories,
    float[][] hiddenWeights,
    float[] bias,
    int offset)
    implements Step {
  @Override
  public int outputs() {
    return hiddenWeights.length;
  }

  @Override
  public int workSize() {
    return bias.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] gates, float[] state, float[] next) {
    System.arraycopy(bias, 0, gates, 0, bias.length);
    if (inputWeights.length > 0) {
      Chains.add(in[0], 0, inputWeights.length, inputWeights, 0, gates);
    }
    if (categories != null) {
      categories.add(in[in.length - 1], gates);
    }
    Chains.add(state, offset, hiddenWeights.length, hiddenWeights, 0, gates);
    int hidden = hiddenWeights.length;
    int cells = offset + hidden;
    for (int j = 0; j < hidden; j++) {
      float i = FloatMath.sigmoid(gates[j]);
      float f = FloatMath.sigmoid(gates[hidden + j]);
      float g = FloatMath.tanh(gates[2 * hidden + j]);
      float o = FloatMath.sigmoid(gates[3 * hidden + j]);
      float c = Math.fma(f, state[cells + j], i * g);
      float h = o * FloatMath.tanh(c);
      next[cells + j] = c;
      next[offset + j] = h;
      y[j] = h;
    }
  }
}
