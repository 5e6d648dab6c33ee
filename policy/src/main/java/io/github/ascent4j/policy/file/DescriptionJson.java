package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@link AgentDescription} as JSON, type by type and without reflection, so that a file can name
 * nothing but what is written out here. Every record has a {@code type}; an unknown one is refused,
 * and so is a member that is not known, since what it asks for would silently not be done.
 */
final class DescriptionJson {
  private DescriptionJson() {}

  static Json encode(AgentDescription description) {
    return Json.object()
        .put("observation_space", encode(description.observationSpace()))
        .put("action_space", encode(description.actionSpace()))
        .put("network", encode(description.network()))
        .put(
            "action_mapping",
            Json.object()
                .put("bound", name(description.actionMapping().bound()))
                .put("scaled", description.actionMapping().scaled())
                .build())
        .build();
  }

  /** The network of a description alone, whose sizes can be checked before the spaces are made. */
  static ActorCritic network(Json description) {
    Json network = description.get("network");
    typed(network, "actor_critic", "inputs", "trunk", "actor", "head", "critic", "value");
    return new ActorCritic(
        network.get("inputs").asInt(),
        layers(network.get("trunk")),
        layers(network.get("actor")),
        head(network.get("head")),
        layers(network.get("critic")),
        dense(network.get("value")));
  }

  static AgentDescription decode(Json description, ActorCritic network) {
    description.allowOnly("observation_space", "action_space", "network", "action_mapping");
    Json mapping = description.get("action_mapping");
    mapping.allowOnly("bound", "scaled");
    return new AgentDescription(
        space(description.get("observation_space"), network.inputs()),
        space(description.get("action_space"), network.head().layer().outputs()),
        network,
        new ActionMapping(
            constant(mapping.get("bound"), ActionMapping.Bound.values()),
            mapping.get("scaled").asBoolean()));
  }

  // Spaces

  private static Json encode(Space space) {
    if (space instanceof Box box) {
      return Json.object()
          .put("type", "box")
          .put("shape", integers(box.shape()))
          .put("dtype", name(box.dtype()))
          .put("low", bounds(box, true))
          .put("high", bounds(box, false))
          .build();
    } else if (space instanceof Discrete discrete) {
      return Json.object().put("type", "discrete").put("n", discrete.n()).build();
    } else if (space instanceof MultiDiscrete multi) {
      return Json.object()
          .put("type", "multi_discrete")
          .put("nvec", integers(multi.nvec()))
          .build();
    } else if (space instanceof MultiBinary binary) {
      return Json.object().put("type", "multi_binary").put("n", binary.n()).build();
    }
    throw unwritable(space);
  }

  /**
   * @param largest the floats a value of the space may have; whatever else it says is refused
   *     before bounds are made for it
   */
  private static Space space(Json json, int largest) {
    return switch (json.get("type").asString()) {
      case "box" -> {
        typed(json, "box", "shape", "dtype", "low", "high");
        yield box(json, largest);
      }
      case "discrete" -> {
        typed(json, "discrete", "n");
        yield new Discrete(json.get("n").asInt());
      }
      case "multi_discrete" -> {
        typed(json, "multi_discrete", "nvec");
        yield new MultiDiscrete(integers(json.get("nvec")));
      }
      case "multi_binary" -> {
        typed(json, "multi_binary", "n");
        yield new MultiBinary(json.get("n").asInt());
      }
      default -> throw unknown(json, "box, discrete, multi_discrete, multi_binary");
    };
  }

  private static Box box(Json json, int largest) {
    List<Integer> shape = integers(json.get("shape"));
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
      if (dimension < 1 || size > largest) {
        throw json.get("shape").mismatch("a shape of " + largest + " elements like the network");
      }
    }
    return Box.of(
        shape,
        constant(json.get("dtype"), DType.values()),
        bounds(json.get("low"), (int) size),
        bounds(json.get("high"), (int) size));
  }

  /** One number where all bounds are the same, else one for every component. */
  private static Json bounds(Box box, boolean low) {
    List<Json> bounds = new ArrayList<>();
    boolean uniform = true;
    for (int i = 0; i < box.flatSize(); i++) {
      float bound = low ? box.low(i) : box.high(i);
      uniform &= Float.compare(bound, low ? box.low(0) : box.high(0)) == 0;
      bounds.add(Json.of(bound));
    }
    return uniform ? bounds.get(0) : Json.array(bounds);
  }

  private static float[] bounds(Json json, int size) {
    float[] bounds = new float[size];
    if (json.kind() == Json.Kind.ARRAY) {
      if (json.elements().size() != size) {
        throw json.mismatch(size + " bounds");
      }
      for (int i = 0; i < size; i++) {
        bounds[i] = json.elements().get(i).asFloat();
      }
    } else {
      Arrays.fill(bounds, json.asFloat());
    }
    return bounds;
  }

  // Network

  private static Json encode(ActorCritic network) {
    return Json.object()
        .put("type", "actor_critic")
        .put("inputs", network.inputs())
        .put("trunk", encode(network.trunk()))
        .put("actor", encode(network.actor()))
        .put("head", encode(network.head()))
        .put("critic", encode(network.critic()))
        .put("value", encode(Objects.requireNonNull(network.value())))
        .build();
  }

  private static Json encode(PolicyHead head) {
    if (head instanceof PolicyHead.Categorical categorical) {
      return Json.object()
          .put("type", "categorical")
          .put("layer", encode(categorical.layer()))
          .build();
    } else if (head instanceof PolicyHead.Gaussian gaussian) {
      return Json.object()
          .put("type", "gaussian")
          .put("layer", encode(gaussian.layer()))
          .put("log_std", Json.of(((LogStd.Free) gaussian.logStd()).start()))
          .build();
    }
    throw unwritable(head);
  }

  private static PolicyHead head(Json json) {
    return switch (json.get("type").asString()) {
      case "categorical" -> {
        typed(json, "categorical", "layer");
        yield new PolicyHead.Categorical(dense(json.get("layer")));
      }
      case "gaussian" -> {
        typed(json, "gaussian", "layer", "log_std");
        yield new PolicyHead.Gaussian(dense(json.get("layer")), finite(json.get("log_std")));
      }
      default -> throw unknown(json, "categorical, gaussian");
    };
  }

  private static Json encode(List<Layer> layers) {
    return Json.array(layers.stream().map(DescriptionJson::encode).toList());
  }

  private static List<Layer> layers(Json json) {
    return json.elements().stream().map(DescriptionJson::layer).toList();
  }

  private static Json encode(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return Json.object()
          .put("type", "dense")
          .put("outputs", dense.outputs())
          .put("weight", encode(dense.weight()))
          .put("bias", encode(dense.bias()))
          .build();
    } else if (layer instanceof Layer.Activation activation) {
      return Json.object()
          .put("type", "activation")
          .put("function", name(activation.function()))
          .build();
    }
    throw unwritable(layer);
  }

  private static Layer layer(Json json) {
    return switch (json.get("type").asString()) {
      case "dense" -> dense(json);
      case "activation" -> {
        typed(json, "activation", "function");
        yield new Layer.Activation(constant(json.get("function"), ActivationFunction.values()));
      }
      default -> throw unknown(json, "dense, activation");
    };
  }

  private static Layer.Dense dense(Json json) {
    typed(json, "dense", "outputs", "weight", "bias");
    return new Layer.Dense(
        json.get("outputs").asInt(),
        initializer(json.get("weight")),
        initializer(json.get("bias")));
  }

  private static Json encode(Initializer initializer) {
    if (initializer instanceof Initializer.Constant constant) {
      return Json.object().put("type", "constant").put("value", Json.of(constant.value())).build();
    } else if (initializer instanceof Initializer.TorchDefault) {
      return Json.object().put("type", "torch_default").build();
    } else if (initializer instanceof Initializer.Orthogonal orthogonal) {
      return Json.object()
          .put("type", "orthogonal")
          .put("gain", Json.of(orthogonal.gain()))
          .build();
    }
    throw unwritable(initializer);
  }

  private static Initializer initializer(Json json) {
    return switch (json.get("type").asString()) {
      case "constant" -> {
        typed(json, "constant", "value");
        yield new Initializer.Constant(finite(json.get("value")));
      }
      case "torch_default" -> {
        typed(json, "torch_default");
        yield new Initializer.TorchDefault();
      }
      case "orthogonal" -> {
        typed(json, "orthogonal", "gain");
        yield new Initializer.Orthogonal(finite(json.get("gain")));
      }
      default -> throw unknown(json, "constant, torch_default, orthogonal");
    };
  }

  // Pieces

  /** Checks an object to be of that type and to have no members but the given ones. */
  private static void typed(Json json, String type, String... members) {
    if (!json.get("type").asString().equals(type)) {
      throw unknown(json, type);
    }
    String[] allowed = Arrays.copyOf(members, members.length + 1);
    allowed[members.length] = "type";
    json.allowOnly(allowed);
  }

  private static JsonException unknown(Json json, String known) {
    return json.get("type")
        .mismatch(
            "a type this Ascent4J knows here (" + known + "); update it if the file is newer");
  }

  private static IllegalStateException unwritable(Object part) {
    return new IllegalStateException(part + " has no form in a policy file yet");
  }

  private static float finite(Json json) {
    float value = json.asFloat();
    if (!Float.isFinite(value)) {
      throw json.mismatch("a finite number");
    }
    return value;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Json json, E[] constants) {
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      if (name(constant).equals(json.asString())) {
        return constant;
      }
      names.add(name(constant));
    }
    throw json.mismatch("one of " + String.join(", ", names));
  }

  private static Json integers(List<Integer> values) {
    return Json.array(values.stream().map(value -> Json.of((long) value)).toList());
  }

  private static List<Integer> integers(Json json) {
    return json.elements().stream().map(Json::asInt).toList();
  }
}
