package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import java.util.List;

/**
 * What a network needs to run besides its parameters. The tensors of a file vouch for the sizes of
 * linear layers, but a convolution or a pool of few parameters can claim an image of any size.
 */
final class WorkingMemory {
  /** Floats of an observation and of what all layers yield for it: 256 MiB. */
  static final long LIMIT = 1L << 26;

  private WorkingMemory() {}

  /**
   * @throws IllegalArgumentException if the network needs more than {@link #LIMIT}
   */
  static void check(ActorCritic network) {
    long floats = 0;
    for (Input part : network.parts()) {
      floats += part.size() + floats(part.shape(), part.layers());
    }
    List<Integer> features = network.featureShape();
    List<Integer> branch = ActorCritic.outputShape(features, network.trunk());
    floats += floats(features, network.trunk());
    floats += floats(branch, network.actorLayers()) + floats(branch, network.criticLayers());
    if (floats > LIMIT) {
      throw new IllegalArgumentException(
          "the network yields "
              + floats
              + " numbers for an observation, more than the "
              + LIMIT
              + " that a policy file may ask for; use smaller images or larger strides");
    }
  }

  private static long floats(List<Integer> shape, List<Layer> layers) {
    long floats = 0;
    List<Integer> reached = shape;
    for (Layer layer : layers) {
      reached = layer.outputShape(reached);
      floats += ActorCritic.outputs(reached, List.of());
    }
    return floats;
  }
}
