package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link AgentDescription} as JSON, type by type and without reflection, so that a file can name
 * nothing but what is written out here. Every record has a {@code type}; an unknown one is refused,
 * and so is a member that is not known, since what it asks for would silently not be done.
 */
final class DescriptionJson {
  private DescriptionJson() {}

  static Json encode(AgentDescription description) {
    Json.ObjectBuilder json =
        Json.object()
            .put("observation_space", encode(description.observationSpace()))
            .put("action_space", encode(description.actionSpace()))
            .put("network", NetworkJson.encode(description.network()))
            .put(
                "action_mapping",
                Json.object()
                    .put("bound", TypedJson.name(description.actionMapping().bound()))
                    .put("scaled", description.actionMapping().scaled())
                    .build());
    if (description.actionMasks()) {
      json.put("action_masks", true);
    }
    return json.build();
  }

  /** The network of a description alone, whose sizes can be checked before the spaces are made. */
  static ActorCritic network(Json description) {
    return NetworkJson.decode(description.get("network"));
  }

  static AgentDescription decode(Json description, ActorCritic network) {
    description.allowOnly(
        "observation_space", "action_space", "network", "action_mapping", "action_masks");
    Json mapping = description.get("action_mapping");
    mapping.allowOnly("bound", "scaled");
    return new AgentDescription(
        observations(description, network),
        space(description.get("action_space"), network.head().actionSize()),
        network,
        new ActionMapping(
            TypedJson.constant(mapping.get("bound"), ActionMapping.Bound.values()),
            mapping.get("scaled").asBoolean()),
        description.find("action_masks").map(Json::asBoolean).orElse(false));
  }

  /**
   * Before networks read images, bytes were numbers to them; an agent of that time goes on reading
   * them so.
   */
  private static Space observations(Json description, ActorCritic network) {
    Space space = space(description.get("observation_space"), network.inputs());
    boolean older = description.get("network").find("parts").isEmpty();
    return older && space instanceof Box box && box.dtype() == DType.UINT8
        ? Box.of(box.shape(), DType.FLOAT32, box.lows(), box.highs())
        : space;
  }

  private static Json encode(Space space) {
    if (space instanceof Box box) {
      return Json.object()
          .put("type", "box")
          .put("shape", TypedJson.integers(box.shape()))
          .put("dtype", TypedJson.name(box.dtype()))
          .put("low", bounds(box, true))
          .put("high", bounds(box, false))
          .build();
    } else if (space instanceof Discrete discrete) {
      return Json.object().put("type", "discrete").put("n", discrete.n()).build();
    } else if (space instanceof MultiDiscrete multi) {
      return Json.object()
          .put("type", "multi_discrete")
          .put("nvec", TypedJson.integers(multi.nvec()))
          .build();
    } else if (space instanceof MultiBinary binary) {
      return Json.object().put("type", "multi_binary").put("n", binary.n()).build();
    } else if (space instanceof Dict dict) {
      List<Json> parts = new ArrayList<>();
      dict.parts()
          .forEach(
              (name, part) ->
                  parts.add(Json.object().put("name", name).put("space", encode(part)).build()));
      return Json.object().put("type", "dict").put("parts", Json.array(parts)).build();
    } else if (space instanceof Tuple tuple) {
      return Json.object()
          .put("type", "tuple")
          .put("parts", Json.array(tuple.parts().stream().map(DescriptionJson::encode).toList()))
          .build();
    }
    throw TypedJson.unwritable(space);
  }

  /**
   * @param largest the floats a value of the space may have; whatever else it says is refused
   *     before bounds are made for it
   */
  private static Space space(Json json, int largest) {
    return switch (json.get("type").asString()) {
      case "box" -> {
        TypedJson.typed(json, "box", "shape", "dtype", "low", "high");
        yield box(json, largest);
      }
      case "discrete" -> {
        TypedJson.typed(json, "discrete", "n");
        yield new Discrete(json.get("n").asInt());
      }
      case "multi_discrete" -> {
        TypedJson.typed(json, "multi_discrete", "nvec");
        yield new MultiDiscrete(TypedJson.integers(json.get("nvec")));
      }
      case "multi_binary" -> {
        TypedJson.typed(json, "multi_binary", "n");
        yield new MultiBinary(json.get("n").asInt());
      }
      case "dict" -> {
        TypedJson.typed(json, "dict", "parts");
        yield dict(json, largest);
      }
      case "tuple" -> {
        TypedJson.typed(json, "tuple", "parts");
        List<Space> parts = new ArrayList<>();
        int left = largest;
        for (Json part : json.get("parts").elements()) {
          parts.add(part(part, left));
          left = Math.max(0, left - parts.get(parts.size() - 1).flatSize());
        }
        yield new Tuple(parts);
      }
      default ->
          throw TypedJson.unknown(json, "box, discrete, multi_discrete, multi_binary, dict, tuple");
    };
  }

  private static Dict dict(Json json, int largest) {
    Map<String, Space> parts = new LinkedHashMap<>();
    int left = largest;
    for (Json part : json.get("parts").elements()) {
      part.allowOnly("name", "space");
      Space space = part(part.get("space"), left);
      left = Math.max(0, left - space.flatSize());
      if (parts.put(part.get("name").asString(), space) != null) {
        throw part.get("name").mismatch("a name that no other part has");
      }
    }
    return new Dict(parts);
  }

  /** A space within another one, which goes no deeper. */
  private static Space part(Json json, int largest) {
    String type = json.get("type").asString();
    if (type.equals("dict") || type.equals("tuple")) {
      throw json.get("type").mismatch("a space that is not made of several");
    }
    return space(json, largest);
  }

  private static Box box(Json json, int largest) {
    List<Integer> shape = TypedJson.integers(json.get("shape"));
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
      if (dimension < 1 || size > largest) {
        throw json.get("shape").mismatch("a shape of " + largest + " elements like the network");
      }
    }
    return Box.of(
        shape,
        TypedJson.constant(json.get("dtype"), DType.values()),
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
}
