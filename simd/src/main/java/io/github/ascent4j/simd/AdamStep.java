package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Optimizer;

/** The constants of one step of Adam or AdamW, rounded to float once for all kernels. */
final class AdamStep {
  /** What the gradient is multiplied by, for clipping. */
  float scale;

  /** Share of the parameter that is added to the gradient; 0 for AdamW. */
  float weightDecay;

  /** What the parameter is multiplied by before the step; 1 for Adam, which keeps its bits. */
  float shrink;

  float firstRate;
  float secondDecay;
  float secondRate;

  /** {@code 1 / sqrt(1 - beta2^t)}. */
  float secondCorrection;

  float epsilon;

  /** {@code -learningRate / (1 - beta1^t)}. */
  float negativeStep;

  AdamStep set(Optimizer.Adam adam, long t, double learningRate, double gradientScale) {
    setMoments(adam.beta1(), adam.beta2(), adam.epsilon(), t, learningRate, gradientScale);
    weightDecay = (float) adam.weightDecay();
    shrink = 1;
    return this;
  }

  AdamStep set(Optimizer.AdamW adam, long t, double learningRate, double gradientScale) {
    setMoments(adam.beta1(), adam.beta2(), adam.epsilon(), t, learningRate, gradientScale);
    weightDecay = 0;
    shrink = (float) (1 - learningRate * adam.weightDecay());
    return this;
  }

  private void setMoments(
      double beta1,
      double beta2,
      double givenEpsilon,
      long t,
      double learningRate,
      double gradientScale) {
    scale = (float) gradientScale;
    firstRate = (float) (1 - beta1);
    secondDecay = (float) beta2;
    secondRate = (float) (1 - beta2);
    secondCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, t)));
    epsilon = (float) givenEpsilon;
    negativeStep = (float) (-learningRate / (1 - StrictMath.pow(beta1, t)));
  }
}
