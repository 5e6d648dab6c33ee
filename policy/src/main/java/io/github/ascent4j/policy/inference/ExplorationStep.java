package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.program.Operation.Exploration;

/**
 * Log standard deviations from features: one chain of fused multiply-adds for each dimension, from
 * the epsilon upwards, as in training. Reads means and features, and yields means, log standard
 * deviations and features.
 *
 * @param features F
 * @param dimensions A
 * @param variances squares of the deviations of the random matrix, [F,A]
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ExplorationStep(int features, int dimensions, float[] variances) implements Step {
  static ExplorationStep of(Exploration operation, float[] parameters) {
    float[] variances = operation.stds(parameters);
    for (int i = 0; i < variances.length; i++) {
      variances[i] *= variances[i];
    }
    return new ExplorationStep(operation.features().size(), operation.dimensions(), variances);
  }

  @Override
  public int outputs() {
    return 2 * dimensions + features;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[1];
    System.arraycopy(in[0], 0, y, 0, dimensions);
    for (int a = 0; a < dimensions; a++) {
      float variance = Exploration.EPSILON;
      for (int f = 0; f < features; f++) {
        variance = Math.fma(x[f] * x[f], variances[f * dimensions + a], variance);
      }
      y[dimensions + a] = 0.5f * FloatMath.log(variance);
    }
    System.arraycopy(x, 0, y, 2 * dimensions, features);
  }
}
