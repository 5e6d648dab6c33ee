package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Turns layers into steps, with those between them that bring images into the order needed. */
final class StackBuilder {
  private final ParameterLayout layout;
  private final float[] parameters;
  private final List<Step> steps = new ArrayList<>();
  private List<Integer> shape = List.of();
  private boolean channelsLast;
  private int stateOffset;

  StackBuilder(ParameterLayout layout, float[] parameters) {
    this.layout = layout;
    this.parameters = parameters;
  }

  /**
   * Builds the next stack. The LSTMs of stacks built one after the other have their states in that
   * order.
   *
   * @param prefix name of the stack in the layout
   * @param inputShape shape of what goes in
   */
  LayerStack build(String prefix, List<Integer> inputShape, List<Layer> layers) {
    steps.clear();
    shape = inputShape;
    channelsLast = false;
    int k = 0;
    for (Layer layer : layers) {
      k += add(prefix + "." + k, layer) ? 1 : 0;
      shape = layer.outputShape(shape);
    }
    order(false);
    return new LayerStack(List.copyOf(steps));
  }

  /** Adds a layer; whether it has parameters. */
  private boolean add(String name, Layer layer) {
    if (layer instanceof Layer.Activation activation) {
      steps.add(new ActivationStep(size(), activation.function()));
      return false;
    } else if (layer instanceof Layer.MaxPool pool) {
      order(true);
      steps.add(pool(pool.window()));
      return false;
    } else if (layer instanceof Layer.Convolution convolution) {
      order(true);
      steps.add(convolution(name, convolution));
      return true;
    }
    order(false);
    if (layer instanceof Layer.Dense) {
      steps.add(new DenseStep(transposed(name + ".weight"), values(name + ".bias")));
    } else if (layer instanceof Layer.LayerNorm norm) {
      steps.add(
          new LayerNormStep(values(name + ".weight"), values(name + ".bias"), norm.epsilon()));
    } else if (layer instanceof Layer.Lstm lstm) {
      steps.add(lstm(name));
      stateOffset += lstm.stateSize();
    } else {
      throw new IllegalArgumentException("inference does not know the layer " + layer);
    }
    return true;
  }

  private Step pool(Window window) {
    int channels = shape.get(0);
    return new MaxPoolStep(
        window,
        shape.get(2) * channels,
        channels,
        window.outputHeight(shape.get(1)),
        window.outputWidth(shape.get(2)));
  }

  private Step convolution(String name, Layer.Convolution layer) {
    Window window = layer.window();
    int channels = shape.get(0);
    int height = shape.get(1);
    int line = shape.get(2) * channels;
    int side = window.paddingWidth() * channels;
    if (window.paddingHeight() > 0 || side > 0) {
      steps.add(new PaddingStep(height, line, window.paddingHeight(), side));
    }
    return new ConvolutionStep(
        window,
        line + 2 * side,
        channels,
        window.outputHeight(height),
        window.outputWidth(shape.get(2)),
        ConvolutionStep.weights(parameter(name + ".weight"), parameters),
        values(name + ".bias"));
  }

  private Step lstm(String name) {
    float[] bias = values(name + ".bias_ih");
    float[] hiddenBias = values(name + ".bias_hh");
    for (int j = 0; j < bias.length; j++) {
      bias[j] += hiddenBias[j];
    }
    return new LstmStep(
        transposed(name + ".weight_ih"), transposed(name + ".weight_hh"), bias, stateOffset);
  }

  /** Brings an image into that order. */
  private void order(boolean last) {
    if (channelsLast == last) {
      return;
    }
    channelsLast = last;
    int channels = shape.get(0);
    int pixels = size() / channels;
    // With one channel, or one pixel, both orders are the same.
    if (channels > 1 && pixels > 1) {
      steps.add(last ? new ReorderStep(channels, pixels) : new ReorderStep(pixels, channels));
    }
  }

  private int size() {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  private Parameter parameter(String name) {
    return layout.find(name).orElseThrow(() -> new NoSuchElementException(name));
  }

  private float[][] transposed(String name) {
    return Chains.transposed(parameter(name), parameters);
  }

  private float[] values(String name) {
    return Chains.values(parameter(name), parameters);
  }
}
