package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Optimizer;

/** The constants of one RMSprop step, rounded to float once for all kernels. */
final class RmsPropStep {
  /** What the gradient is multiplied by, for clipping. */
  float scale;

  float weightDecay;
  float squareDecay;
  float squareRate;

  /** Rate of the running mean of gradients; 0 leaves it at 0, as if not centered. */
  float meanRate;

  float momentum;

  /** Added inside the root: TensorFlow's epsilon, or 0. */
  float innerEpsilon;

  /** Added to the root: PyTorch's epsilon, or 0. */
  float outerEpsilon;

  float negativeRate;

  RmsPropStep set(Optimizer.RmsProp rmsProp, double learningRate, double gradientScale) {
    scale = (float) gradientScale;
    weightDecay = (float) rmsProp.weightDecay();
    squareDecay = (float) rmsProp.alpha();
    squareRate = (float) (1 - rmsProp.alpha());
    meanRate = rmsProp.centered() ? squareRate : 0;
    momentum = (float) rmsProp.momentum();
    innerEpsilon = rmsProp.tensorflow() ? (float) rmsProp.epsilon() : 0;
    outerEpsilon = rmsProp.tensorflow() ? 0 : (float) rmsProp.epsilon();
    negativeRate = (float) -learningRate;
    return this;
  }
}
