package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An actor and a critic over one flat input: a trunk that both share (it may be empty), then the
 * stack of each, then the policy head and a linear value of one output.
 *
 * <p>Per sample the network yields {@link PolicyHead#parameterCount} policy outputs and, if it has
 * a critic, one value.
 *
 * @param inputs width I of the input
 * @param trunk layers in front of both; empty for separate networks
 * @param actor layers between trunk and policy head
 * @param head the policy head
 * @param critic layers between trunk and value
 * @param value the value layer, which must have one output; null for an actor without a critic
 */
public record ActorCritic(
    int inputs,
    List<Layer> trunk,
    List<Layer> actor,
    PolicyHead head,
    List<Layer> critic,
    Layer.@Nullable Dense value) {

  public ActorCritic {
    trunk = List.copyOf(trunk);
    actor = List.copyOf(actor);
    critic = List.copyOf(critic);
    if (inputs < 1) {
      throw new IllegalArgumentException("network with " + inputs + " inputs; give at least 1");
    }
    if (value == null && !critic.isEmpty()) {
      throw new IllegalArgumentException("a critic of hidden layers only; give its value layer");
    }
    if (value != null && value.outputs() != 1) {
      throw new IllegalArgumentException(
          "the value layer has " + value.outputs() + " outputs; it must have 1");
    }
  }

  /** An actor without a critic. */
  public ActorCritic(int inputs, List<Layer> trunk, List<Layer> actor, PolicyHead head) {
    this(inputs, trunk, actor, head, List.of(), null);
  }

  /** The actor's own layers with its head's at the end. */
  public List<Layer> actorLayers() {
    return append(actor, head.layer());
  }

  /** Whether the network yields values. */
  public boolean hasCritic() {
    return value != null;
  }

  /** The critic's own layers with the value layer at the end; empty without a critic. */
  public List<Layer> criticLayers() {
    return value == null ? List.of() : append(critic, value);
  }

  private static List<Layer> append(List<Layer> layers, Layer last) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(last);
    return List.copyOf(all);
  }

  /** Width of what {@code layers} yield for inputs of width {@code inputs}. */
  public static int outputs(int inputs, List<Layer> layers) {
    int width = inputs;
    for (Layer layer : layers) {
      // Activations keep the width.
      width = layer instanceof Layer.Dense dense ? dense.outputs() : width;
    }
    return width;
  }
}
