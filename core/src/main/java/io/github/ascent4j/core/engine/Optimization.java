package io.github.ascent4j.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a network's parameters are optimised.
 *
 * @param optimizer changes all parameters, or those of the actor if the critic has its own
 * @param criticOptimizer changes the critic's parameters; null if one optimiser does it all. Needs
 *     a network without a shared trunk
 * @param clipRule how a gradient beyond the largest norm is scaled
 */
public record Optimization(
    Optimizer optimizer, @Nullable Optimizer criticOptimizer, ClipRule clipRule) {

  /** What a gradient is multiplied by, if clipped to a largest norm. */
  public enum ClipRule {
    /** {@code min(1, max / (norm + 1e-6))}. */
    TORCH,
    /** {@code max / max(norm, max)}. */
    TENSORFLOW
  }

  /** One optimiser for everything, with PyTorch's clipping. */
  public static Optimization of(Optimizer optimizer) {
    return new Optimization(optimizer, null, ClipRule.TORCH);
  }
}
