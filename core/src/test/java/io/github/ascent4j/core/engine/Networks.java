package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import java.util.ArrayList;
import java.util.List;

/** Descriptions of networks for tests. */
public final class Networks {
  private Networks() {}

  /** Linear layers of these widths, each with the activation behind it. */
  public static List<Layer> hidden(ActivationFunction activation, int... widths) {
    List<Layer> layers = new ArrayList<>();
    for (int width : widths) {
      layers.add(Layer.Dense.torch(width));
      layers.add(new Layer.Activation(activation));
    }
    return layers;
  }

  public static PolicyHead categorical(int outputs) {
    return new PolicyHead.Categorical(Layer.Dense.torch(outputs));
  }

  public static PolicyHead gaussian(int outputs) {
    return new PolicyHead.Gaussian(Layer.Dense.torch(outputs), -0.5f);
  }

  public static ActorCritic separate(int inputs, List<Layer> hidden, PolicyHead head) {
    return new ActorCritic(inputs, List.of(), hidden, head, hidden, Layer.Dense.torch(1));
  }

  public static ActorCritic shared(int inputs, List<Layer> trunk, PolicyHead head) {
    return new ActorCritic(inputs, trunk, List.of(), head, List.of(), Layer.Dense.torch(1));
  }

  public static ActorCritic actorOnly(int inputs, List<Layer> hidden, PolicyHead head) {
    return new ActorCritic(inputs, List.of(), hidden, head, List.of(), null);
  }
}
