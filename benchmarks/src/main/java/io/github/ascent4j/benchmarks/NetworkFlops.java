package io.github.ascent4j.benchmarks;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import java.util.List;

/**
 * Floating-point operations of a network's dense layers and convolutions for one sample, 2 per
 * multiply-add. Biases, activations, the loss and the optimiser are not counted, so a share of the
 * machine's peak that is computed from these is a lower bound of what the arithmetic units do.
 */
final class NetworkFlops {
  private NetworkFlops() {}

  /**
   * Of running forward: {@code 2 in out} for every dense layer, as much for each place of a
   * convolution's kernel.
   */
  static long forward(ActorCritic network) {
    List<Integer> features = features(network);
    return 2 * shared(network)
        + 2 * products(features, network.actorLayers())
        + 2 * products(features, network.criticLayers());
  }

  /** Of running the actor forward, without the critic. */
  static long actor(ActorCritic network) {
    return 2 * shared(network) + 2 * products(features(network), network.actorLayers());
  }

  /**
   * Of running backward after forward: as much as forward for the weights' gradients, and the same
   * for the inputs' gradients except in layers that read the network's own input, whose gradient
   * nobody needs.
   */
  static long backward(ActorCritic network) {
    return 2 * forward(network) - 2 * unneeded(network);
  }

  private static long unneeded(ActorCritic network) {
    long sum = 0;
    boolean ownLayers = false;
    for (Input part : network.parts()) {
      sum += first(part.shape(), part.layers());
      ownLayers |= counts(part.layers());
    }
    if (ownLayers) {
      return sum;
    }
    if (counts(network.trunk())) {
      return first(network.featureShape(), network.trunk());
    }
    List<Integer> features = features(network);
    return first(features, network.actorLayers()) + first(features, network.criticLayers());
  }

  /** What actor and critic start from. */
  private static List<Integer> features(ActorCritic network) {
    return ActorCritic.outputShape(network.featureShape(), network.trunk());
  }

  private static long shared(ActorCritic network) {
    long sum = products(network.featureShape(), network.trunk());
    for (Input part : network.parts()) {
      sum += products(part.shape(), part.layers());
    }
    return sum;
  }

  private static long products(List<Integer> inputs, List<Layer> layers) {
    long sum = 0;
    List<Integer> shape = inputs;
    for (Layer layer : layers) {
      sum += products(shape, layer);
      shape = layer.outputShape(shape);
    }
    return sum;
  }

  /** Multiply-adds of a layer. */
  private static long products(List<Integer> inputs, Layer layer) {
    long outputs = size(layer.outputShape(inputs));
    return switch (layer) {
      case Layer.Dense _ -> size(inputs) * outputs;
      case Layer.Convolution convolution ->
          outputs
              * inputs.get(0)
              * convolution.window().kernelHeight()
              * convolution.window().kernelWidth();
      default -> 0;
    };
  }

  private static long size(List<Integer> shape) {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  private static boolean counts(List<Layer> layers) {
    return layers.stream().anyMatch(NetworkFlops::counts);
  }

  private static boolean counts(Layer layer) {
    return layer instanceof Layer.Dense || layer instanceof Layer.Convolution;
  }

  /** Multiply-adds of the first layer that has any. */
  private static long first(List<Integer> inputs, List<Layer> layers) {
    List<Integer> shape = inputs;
    for (Layer layer : layers) {
      if (counts(layer)) {
        return products(shape, layer);
      }
      shape = layer.outputShape(shape);
    }
    return 0;
  }
}
