package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.program.Operation;

/**
 * What an agent that explores by its features needs to draw actions: the deviations that it has
 * learnt, and noise of its own that is held until it is asked to draw anew.
 */
final class FeatureExploration {
  private final int features;
  private final int dimensions;

  /** Squares of the deviations, [F,A]. */
  private final float[] variances;

  private final ExplorationNoise noise;

  /**
   * @param stds deviations of the random matrix, [F,A]
   * @param dimensions A
   */
  FeatureExploration(float[] stds, int dimensions) {
    features = stds.length / dimensions;
    this.dimensions = dimensions;
    noise = new ExplorationNoise(1, features, dimensions, 0);
    noise.start(stds);
    variances = new float[stds.length];
    for (int i = 0; i < stds.length; i++) {
      variances[i] = stds[i] * stds[i];
    }
  }

  ExplorationNoise noise() {
    return noise;
  }

  /**
   * Writes log standard deviations and features behind the means of a row, with the bits of the
   * engines: one chain of fused multiply-adds for each dimension, from the epsilon upwards.
   *
   * @param x features, from index 0 on
   * @param row receives {@code A + F} floats from index A on
   */
  void complete(float[] x, float[] row) {
    for (int a = 0; a < dimensions; a++) {
      float variance = Operation.Exploration.EPSILON;
      for (int f = 0; f < features; f++) {
        variance = Math.fma(x[f] * x[f], variances[f * dimensions + a], variance);
      }
      row[dimensions + a] = 0.5f * FloatMath.log(variance);
    }
    System.arraycopy(x, 0, row, 2 * dimensions, features);
  }
}
