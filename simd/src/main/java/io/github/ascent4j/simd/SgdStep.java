package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Optimizer;

/**
 * The constants of one step of gradient descent, rounded to float once for all kernels: {@code b =
 * momentum b + intake g}, {@code p -= lr (bufferShare b + gradientShare g)}.
 */
final class SgdStep {
  /** What the gradient is multiplied by, for clipping. */
  float scale;

  float weightDecay;
  float momentum;
  float intake;
  float bufferShare;
  float gradientShare;
  float negativeRate;

  SgdStep set(Optimizer.Sgd sgd, long t, double learningRate, double gradientScale) {
    scale = (float) gradientScale;
    weightDecay = (float) sgd.weightDecay();
    // The buffer starts as the whole first gradient, which dampening would cut.
    momentum = t == 1 ? 0 : (float) sgd.momentum();
    intake = t == 1 ? 1 : (float) (1 - sgd.dampening());
    bufferShare = sgd.nesterov() ? (float) sgd.momentum() : 1;
    gradientShare = sgd.nesterov() ? 1 : 0;
    negativeRate = (float) -learningRate;
    return this;
  }
}
