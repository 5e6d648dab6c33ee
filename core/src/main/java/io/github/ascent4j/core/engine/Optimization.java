package io.github.ascent4j.core.engine;

/**
 * How a network's parameters are optimised.
 *
 * @param optimizer changes them
 * @param clipRule how a gradient beyond the largest norm is scaled
 */
public record Optimization(Optimizer optimizer, ClipRule clipRule) {

  /** What a gradient is multiplied by, if clipped to a largest norm. */
  public enum ClipRule {
    /** {@code min(1, max / (norm + 1e-6))}. */
    TORCH,
    /** {@code max / max(norm, max)}. */
    TENSORFLOW;

    /**
     * The factor for a gradient of that norm.
     *
     * @param max largest norm, infinite for no limit
     */
    public double factor(double norm, double max) {
      return switch (this) {
        case TORCH -> Math.min(1, max / (norm + 1e-6));
        case TENSORFLOW -> norm <= max ? 1 : max / norm;
      };
    }
  }

  /** With PyTorch's clipping. */
  public static Optimization of(Optimizer optimizer) {
    return new Optimization(optimizer, ClipRule.TORCH);
  }
}
