package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.core.engine.Optimizer;

/** The constants of one Adam step, rounded to float once for all kernels. */
final class AdamStep {
  /** What the gradient is multiplied by, for clipping. */
  float scale;

  float weightDecay;
  float firstRate;
  float secondDecay;
  float secondRate;

  /** {@code 1 / sqrt(1 - beta2^t)}. */
  float secondCorrection;

  float epsilon;

  /** {@code -learningRate / (1 - beta1^t)}. */
  float negativeStep;

  AdamStep set(Optimizer.Adam adam, long t, double learningRate, double gradientScale) {
    scale = (float) gradientScale;
    weightDecay = (float) adam.weightDecay();
    firstRate = (float) (1 - adam.beta1());
    secondDecay = (float) adam.beta2();
    secondRate = (float) (1 - adam.beta2());
    secondCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(adam.beta2(), t)));
    epsilon = (float) adam.epsilon();
    negativeStep = (float) (-learningRate / (1 - StrictMath.pow(adam.beta1(), t)));
    return this;
  }
}
