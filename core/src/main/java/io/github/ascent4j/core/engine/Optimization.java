package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActorCritic;
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

  /** One optimiser for everything, with PyTorch's clipping. */
  public static Optimization of(Optimizer optimizer) {
    return new Optimization(optimizer, null, ClipRule.TORCH);
  }

  /**
   * Checks that the optimisers can share out the parameters of {@code network}.
   *
   * @throws IllegalArgumentException if the critic's optimiser has no parameters of its own
   */
  public void checkFits(ActorCritic network) {
    if (criticOptimizer == null) {
      return;
    }
    if (!network.hasCritic()) {
      throw new IllegalArgumentException(
          "an optimizer of its own for the critic, but the network has none; leave criticOptimizer"
              + " out or give the network a value layer");
    }
    if (network.parts().stream().anyMatch(part -> !part.layers().isEmpty())) {
      throw new IllegalArgumentException(
          "an optimizer of its own for the critic, but actor and critic share the layers of the"
              + " inputs; leave criticOptimizer out, or encode the inputs in neither");
    }
    if (!network.trunk().isEmpty()) {
      throw new IllegalArgumentException(
          "an optimizer of its own for the critic, but actor and critic share a trunk of "
              + network.trunk().size()
              + " layers; give each the layers of its own, or leave criticOptimizer out");
    }
  }
}
