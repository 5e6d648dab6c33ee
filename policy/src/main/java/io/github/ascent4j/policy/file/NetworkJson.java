package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import java.util.List;

/** {@link ActorCritic} as JSON, in the manner of {@link DescriptionJson}. */
final class NetworkJson {
  private NetworkJson() {}

  static Json encode(ActorCritic network) {
    Json.ObjectBuilder json =
        Json.object()
            .put("type", "actor_critic")
            .put(vector(network) ? "inputs" : "parts", inputs(network))
            .put("trunk", encode(network.trunk()))
            .put("actor", encode(network.actor()))
            .put("head", encode(network.head()))
            .put("critic", encode(network.critic()));
    Layer.Dense value = network.value();
    if (value != null) {
      json.put("value", encode(value));
    }
    if (!network.criticInputs().isEmpty()) {
      List<List<Layer>> own = network.criticInputs();
      json.put("critic_inputs", Json.array(own.stream().map(NetworkJson::encode).toList()));
    }
    return json.build();
  }

  /**
   * Whether the network reads one vector, which is written as its width, as the first ones were.
   */
  private static boolean vector(ActorCritic network) {
    Input first = network.parts().get(0);
    return network.parts().equals(List.of(Input.numbers(first.size())));
  }

  private static Json inputs(ActorCritic network) {
    return vector(network)
        ? Json.of((long) network.inputs())
        : Json.array(network.parts().stream().map(LayerJson::encode).toList());
  }

  private static List<Input> parts(Json network) {
    if (network.find("parts").isEmpty()) {
      int inputs = network.get("inputs").asInt();
      if (inputs < 1) {
        throw network.get("inputs").mismatch("at least 1");
      }
      return List.of(Input.numbers(inputs));
    }
    if (network.find("inputs").isPresent()) {
      throw network.mismatch("inputs or parts, not both");
    }
    return network.get("parts").elements().stream().map(LayerJson::input).toList();
  }

  static ActorCritic decode(Json network) {
    TypedJson.typed(
        network,
        "actor_critic",
        "inputs",
        "parts",
        "trunk",
        "actor",
        "head",
        "critic",
        "value",
        "critic_inputs");
    return new ActorCritic(
        parts(network),
        layers(network.get("trunk")),
        layers(network.get("actor")),
        head(network.get("head")),
        layers(network.get("critic")),
        network.find("value").map(NetworkJson::dense).orElse(null),
        network.find("critic_inputs").map(NetworkJson::stacks).orElse(List.of()));
  }

  /** Members that are not as in the first agents are written only where they differ from those. */
  private static Json encode(PolicyHead head) {
    Json.ObjectBuilder json = Json.object();
    if (head instanceof PolicyHead.Categorical categorical) {
      json.put("type", "categorical").put("layer", encode(categorical.layer()));
      putEpsilon(json, categorical.epsilon());
      if (categorical.temperature() != 1) {
        json.put("temperature", Json.of(categorical.temperature()));
      }
    } else if (head instanceof PolicyHead.MultiCategorical categorical) {
      json.put("type", "multi_categorical")
          .put("layer", encode(categorical.layer()))
          .put("choices", TypedJson.integers(categorical.choices()));
    } else if (head instanceof PolicyHead.Bernoulli bernoulli) {
      json.put("type", "bernoulli").put("layer", encode(bernoulli.layer()));
    } else if (head instanceof PolicyHead.Gaussian gaussian) {
      json.put("type", "gaussian")
          .put("layer", encode(gaussian.layer()))
          .put("log_std", encode(gaussian.logStd()));
      ActivationFunction meanActivation = gaussian.meanActivation();
      if (meanActivation != null) {
        json.put("mean_activation", TypedJson.name(meanActivation));
      }
      putEpsilon(json, gaussian.epsilon());
    } else if (head instanceof PolicyHead.TanhGaussian gaussian) {
      json.put("type", "tanh_gaussian")
          .put("layer", encode(gaussian.layer()))
          .put("log_std", encode(gaussian.logStd()));
    } else if (head instanceof PolicyHead.Beta beta) {
      json.put("type", "beta").put("layer", encode(beta.layer()));
    } else if (head instanceof PolicyHead.Joint joint) {
      json.put("type", "joint")
          .put("parts", Json.array(joint.parts().stream().map(NetworkJson::encode).toList()));
    } else {
      throw TypedJson.unwritable(head);
    }
    return json.build();
  }

  private static void putEpsilon(Json.ObjectBuilder json, float epsilon) {
    if (epsilon != 0) {
      json.put("epsilon", Json.of(epsilon));
    }
  }

  private static PolicyHead head(Json json) {
    return switch (json.get("type").asString()) {
      case "categorical" -> {
        TypedJson.typed(json, "categorical", "layer", "epsilon", "temperature");
        yield new PolicyHead.Categorical(
            dense(json.get("layer")),
            epsilon(json),
            json.find("temperature").map(TypedJson::finite).orElse(1f));
      }
      case "multi_categorical" -> {
        TypedJson.typed(json, "multi_categorical", "layer", "choices");
        yield new PolicyHead.MultiCategorical(
            dense(json.get("layer")), TypedJson.integers(json.get("choices")));
      }
      case "bernoulli" -> {
        TypedJson.typed(json, "bernoulli", "layer");
        yield new PolicyHead.Bernoulli(dense(json.get("layer")));
      }
      case "gaussian" -> {
        TypedJson.typed(json, "gaussian", "layer", "log_std", "mean_activation", "epsilon");
        yield new PolicyHead.Gaussian(
            dense(json.get("layer")),
            logStd(json.get("log_std")),
            json.find("mean_activation")
                .map(function -> TypedJson.constant(function, ActivationFunction.values()))
                .orElse(null),
            epsilon(json));
      }
      case "tanh_gaussian" -> {
        TypedJson.typed(json, "tanh_gaussian", "layer", "log_std");
        yield new PolicyHead.TanhGaussian(dense(json.get("layer")), logStd(json.get("log_std")));
      }
      case "beta" -> {
        TypedJson.typed(json, "beta", "layer");
        yield new PolicyHead.Beta(dense(json.get("layer")));
      }
      case "joint" -> {
        TypedJson.typed(json, "joint", "parts");
        yield new PolicyHead.Joint(
            json.get("parts").elements().stream().map(NetworkJson::part).toList());
      }
      default ->
          throw TypedJson.unknown(
              json,
              "categorical, multi_categorical, bernoulli, gaussian, tanh_gaussian, beta, joint");
    };
  }

  /** A part of a joint head; refused here if joint itself, so that no file nests without end. */
  private static PolicyHead part(Json json) {
    if (json.get("type").asString().equals("joint")) {
      throw json.get("type").mismatch("a head that is not itself joint");
    }
    return head(json);
  }

  private static float epsilon(Json json) {
    return json.find("epsilon").map(TypedJson::finite).orElse(0f);
  }

  /** A bare number is a free one that starts there, without limits. */
  private static Json encode(LogStd logStd) {
    Json.ObjectBuilder json = Json.object();
    if (logStd instanceof LogStd.Free free) {
      Json start = Json.of(free.start());
      if (free.equals(new LogStd.Free(free.start()))) {
        return start;
      }
      json.put("type", "free").put("start", start);
    } else if (logStd instanceof LogStd.Exploration exploration) {
      return json.put("type", "exploration")
          .put("start", Json.of(exploration.start()))
          .put("features", exploration.features())
          .put("full_std", exploration.fullStd())
          .put("expln", exploration.expln())
          .put("learn_features", exploration.learnFeatures())
          .build();
    } else {
      json.put("type", "state_dependent");
    }
    return json.put("min", Json.of(logStd.min())).put("max", Json.of(logStd.max())).build();
  }

  private static LogStd logStd(Json json) {
    if (json.kind() != Json.Kind.OBJECT) {
      return new LogStd.Free(TypedJson.finite(json));
    }
    return switch (json.get("type").asString()) {
      case "free" -> {
        TypedJson.typed(json, "free", "start", "min", "max");
        yield new LogStd.Free(
            TypedJson.finite(json.get("start")),
            json.get("min").asFloat(),
            json.get("max").asFloat());
      }
      case "state_dependent" -> {
        TypedJson.typed(json, "state_dependent", "min", "max");
        yield new LogStd.StateDependent(json.get("min").asFloat(), json.get("max").asFloat());
      }
      case "exploration" -> {
        TypedJson.typed(
            json, "exploration", "start", "features", "full_std", "expln", "learn_features");
        yield new LogStd.Exploration(
            TypedJson.finite(json.get("start")),
            json.get("features").asInt(),
            json.get("full_std").asBoolean(),
            json.get("expln").asBoolean(),
            json.get("learn_features").asBoolean());
      }
      default -> throw TypedJson.unknown(json, "free, state_dependent, exploration");
    };
  }

  static Json encode(List<Layer> layers) {
    return Json.array(layers.stream().map(NetworkJson::encode).toList());
  }

  private static List<List<Layer>> stacks(Json json) {
    return json.elements().stream().map(NetworkJson::layers).toList();
  }

  static List<Layer> layers(Json json) {
    return json.elements().stream().map(NetworkJson::layer).toList();
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
          .put("function", TypedJson.name(activation.function()))
          .build();
    } else if (layer instanceof Layer.Convolution convolution) {
      return LayerJson.encode(convolution);
    } else if (layer instanceof Layer.MaxPool pool) {
      return LayerJson.encode(pool);
    } else if (layer instanceof Layer.LayerNorm norm) {
      return LayerJson.encode(norm);
    } else if (layer instanceof Layer.Lstm lstm) {
      return LayerJson.encode(lstm);
    }
    throw TypedJson.unwritable(layer);
  }

  private static Layer layer(Json json) {
    return switch (json.get("type").asString()) {
      case "dense" -> dense(json);
      case "activation" -> {
        TypedJson.typed(json, "activation", "function");
        yield new Layer.Activation(
            TypedJson.constant(json.get("function"), ActivationFunction.values()));
      }
      case "convolution" -> LayerJson.convolution(json);
      case "max_pool" -> LayerJson.maxPool(json);
      case "layer_norm" -> LayerJson.layerNorm(json);
      case "lstm" -> LayerJson.lstm(json);
      default ->
          throw TypedJson.unknown(
              json, "dense, activation, convolution, max_pool, layer_norm, lstm");
    };
  }

  private static Layer.Dense dense(Json json) {
    TypedJson.typed(json, "dense", "outputs", "weight", "bias");
    return new Layer.Dense(
        json.get("outputs").asInt(),
        initializer(json.get("weight")),
        initializer(json.get("bias")));
  }

  static Json encode(Initializer initializer) {
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
    throw TypedJson.unwritable(initializer);
  }

  static Initializer initializer(Json json) {
    return switch (json.get("type").asString()) {
      case "constant" -> {
        TypedJson.typed(json, "constant", "value");
        yield new Initializer.Constant(TypedJson.finite(json.get("value")));
      }
      case "torch_default" -> {
        TypedJson.typed(json, "torch_default");
        yield new Initializer.TorchDefault();
      }
      case "orthogonal" -> {
        TypedJson.typed(json, "orthogonal", "gain");
        yield new Initializer.Orthogonal(TypedJson.finite(json.get("gain")));
      }
      default -> throw TypedJson.unknown(json, "constant, torch_default, orthogonal");
    };
  }
}
