package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import java.util.List;

/** Inputs of several parts, and layers of images and memory, as JSON. */
final class LayerJson {
  private LayerJson() {}

  static Json encode(Input part) {
    Json.ObjectBuilder json =
        Json.object()
            .put("type", TypedJson.name(part.kind()))
            .put("shape", TypedJson.integers(part.shape()));
    if (part.kind() == Input.Kind.CATEGORIES) {
      json.put("categories", TypedJson.integers(part.categories()));
    }
    return json.put("layers", NetworkJson.encode(part.layers())).build();
  }

  static Input input(Json json) {
    json.allowOnly("type", "shape", "categories", "layers");
    return new Input(
        TypedJson.constant(json.get("type"), Input.Kind.values()),
        TypedJson.integers(json.get("shape")),
        NetworkJson.layers(json.get("layers")),
        json.find("categories").map(TypedJson::integers).orElse(List.of()));
  }

  static Json encode(Layer.Convolution layer) {
    return Json.object()
        .put("type", "convolution")
        .put("channels", layer.channels())
        .put("window", encode(layer.window()))
        .put("weight", NetworkJson.encode(layer.weight()))
        .put("bias", NetworkJson.encode(layer.bias()))
        .build();
  }

  static Layer.Convolution convolution(Json json) {
    TypedJson.typed(json, "convolution", "channels", "window", "weight", "bias");
    return new Layer.Convolution(
        json.get("channels").asInt(),
        window(json.get("window")),
        NetworkJson.initializer(json.get("weight")),
        NetworkJson.initializer(json.get("bias")));
  }

  static Json encode(Layer.MaxPool layer) {
    return Json.object().put("type", "max_pool").put("window", encode(layer.window())).build();
  }

  static Layer.MaxPool maxPool(Json json) {
    TypedJson.typed(json, "max_pool", "window");
    return new Layer.MaxPool(window(json.get("window")));
  }

  static Json encode(Layer.LayerNorm layer) {
    return Json.object().put("type", "layer_norm").put("epsilon", Json.of(layer.epsilon())).build();
  }

  static Layer.LayerNorm layerNorm(Json json) {
    TypedJson.typed(json, "layer_norm", "epsilon");
    return new Layer.LayerNorm(json.get("epsilon").asFloat());
  }

  static Json encode(Layer.Lstm layer) {
    return Json.object()
        .put("type", "lstm")
        .put("hidden", layer.hidden())
        .put("weight", NetworkJson.encode(layer.weight()))
        .put("bias", NetworkJson.encode(layer.bias()))
        .build();
  }

  static Layer.Lstm lstm(Json json) {
    TypedJson.typed(json, "lstm", "hidden", "weight", "bias");
    return new Layer.Lstm(
        json.get("hidden").asInt(),
        NetworkJson.initializer(json.get("weight")),
        NetworkJson.initializer(json.get("bias")));
  }

  /** Heights first. */
  private static Json encode(Window window) {
    return Json.object()
        .put("kernel", TypedJson.integers(List.of(window.kernelHeight(), window.kernelWidth())))
        .put("stride", TypedJson.integers(List.of(window.strideHeight(), window.strideWidth())))
        .put("padding", TypedJson.integers(List.of(window.paddingHeight(), window.paddingWidth())))
        .build();
  }

  private static Window window(Json json) {
    json.allowOnly("kernel", "stride", "padding");
    List<Integer> kernel = pair(json.get("kernel"));
    List<Integer> stride = pair(json.get("stride"));
    List<Integer> padding = pair(json.get("padding"));
    return new Window(
        kernel.get(0), kernel.get(1), stride.get(0), stride.get(1), padding.get(0), padding.get(1));
  }

  private static List<Integer> pair(Json json) {
    List<Integer> pair = TypedJson.integers(json);
    if (pair.size() != 2) {
      throw json.mismatch("height and width");
    }
    return pair;
  }
}
