package io.github.ascent4j.benchmarks;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import java.util.List;

/**
 * Floating-point operations of a network's dense layers for one sample, 2 per multiply-add. Biases,
 * activations, the loss and the optimiser are not counted, so a share of the machine's peak that is
 * computed from these is a lower bound of what the arithmetic units do.
 */
final class DenseFlops {
  private DenseFlops() {}

  /** Of running forward: {@code 2 in out} for every layer. */
  static long forward(ActorCritic network) {
    int features = ActorCritic.outputs(network.featureShape(), network.trunk());
    return 2
        * (products(network.inputs(), network.trunk())
            + products(features, network.actorLayers())
            + products(features, network.criticLayers()));
  }

  /** Of running the actor forward, without the critic. */
  static long actor(ActorCritic network) {
    int features = ActorCritic.outputs(network.featureShape(), network.trunk());
    return 2
        * (products(network.inputs(), network.trunk()) + products(features, network.actorLayers()));
  }

  /**
   * Of running backward after forward: as much as forward for the weights' gradients, and the same
   * for the inputs' gradients except in layers that read the network's own input, whose gradient
   * nobody needs.
   */
  static long backward(ActorCritic network) {
    long unneeded =
        hasDense(network.trunk())
            ? first(network.inputs(), network.trunk())
            : first(network.inputs(), network.actorLayers())
                + first(network.inputs(), network.criticLayers());
    return 2 * forward(network) - 2 * unneeded;
  }

  private static long products(int inputs, List<Layer> layers) {
    long products = 0;
    int width = inputs;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Dense dense) {
        products += (long) width * dense.outputs();
        width = dense.outputs();
      }
    }
    return products;
  }

  private static boolean hasDense(List<Layer> layers) {
    return layers.stream().anyMatch(Layer.Dense.class::isInstance);
  }

  /** Multiply-adds of the first dense layer. */
  private static long first(int inputs, List<Layer> layers) {
    for (Layer layer : layers) {
      if (layer instanceof Layer.Dense dense) {
        return (long) inputs * dense.outputs();
      }
    }
    return 0;
  }
}
