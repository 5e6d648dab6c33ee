package io.github.ascent4j.policy.inference;

/**
 * Layer normalisation. Mean and variance are sums in double precision in the order of the
 * components; what is normalised is rounded to float before weight and bias, as in training.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LayerNormStep(float[] weight, float[] bias, float epsilon) implements Step {
  @Override
  public int outputs() {
    return weight.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    int n = weight.length;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += x[j];
    }
    double mean = sum / n;
    double squares = 0;
    for (int j = 0; j < n; j++) {
      double error = x[j] - mean;
      squares += error * error;
    }
    double inverse = 1 / Math.sqrt(squares / n + epsilon);
    for (int j = 0; j < n; j++) {
      y[j] = Math.fma((float) ((x[j] - mean) * inverse), weight[j], bias[j]);
    }
  }
}
