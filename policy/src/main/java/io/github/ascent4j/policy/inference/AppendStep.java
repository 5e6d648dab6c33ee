package io.github.ascent4j.policy.inference;

/**
 * A row with parameters behind it.
 *
 * @param inputs floats in front of them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AppendStep(int inputs, float[] parameters) implements Step {
  @Override
  public int outputs() {
    return inputs + parameters.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    System.arraycopy(in[0], 0, y, 0, inputs);
    System.arraycopy(parameters, 0, y, inputs, parameters.length);
  }
}
