package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The parameters of an {@link ActorCritic} in description order: where each lies in one flat array,
 * with PyTorch's shapes.
 *
 * <p>Order and names: {@code input.i.k…} for the layers of part i, {@code trunk.k.weight}, {@code
 * trunk.k.bias}, then {@code actor.k…} with the head as the last k, {@code log_std} if it is free
 * or explores by features ({@code log_std.k} of part k of a joint head), then {@code critic.k…}
 * with the value last; k counts the layers with parameters of each stack. An LSTM has {@code
 * weight_ih}, {@code weight_hh}, {@code bias_ih} and {@code bias_hh}.
 */
public final class ParameterLayout {
  /**
   * One named parameter.
   *
   * @param shape PyTorch's: [out, in] of a weight, [out, in, height, width] of a convolution's, [n]
   *     of a vector
   * @param fanIn inputs of the layer it belongs to
   */
  public record Parameter(
      String name, int offset, List<Integer> shape, int fanIn, Initializer start) {
    /** Outputs. */
    public int rows() {
      return shape.get(0);
    }

    /** Inputs; 1 for vectors. */
    public int columns() {
      return size() / rows();
    }

    /** Whether it is one. */
    public boolean vector() {
      return shape.size() == 1;
    }

    /** Number of floats. */
    public int size() {
      return Input.size(shape);
    }
  }

  private final List<Parameter> parameters = new ArrayList<>();
  private int size;

  private ParameterLayout() {}

  /** Lays out the parameters of {@code network}. */
  public static ParameterLayout of(ActorCritic network) {
    ParameterLayout layout = new ParameterLayout();
    for (int i = 0; i < network.parts().size(); i++) {
      Input part = network.parts().get(i);
      layout.addStack("input." + i, part.shape(), part.layers());
    }
    List<Integer> shape = layout.addStack("trunk", network.featureShape(), network.trunk());
    layout.addStack("actor", shape, network.actorLayers());
    layout.addLogStd("log_std", network.head());
    layout.addStack("critic", shape, network.criticLayers());
    return layout;
  }

  private void addLogStd(String name, PolicyHead head) {
    LogStd.Free free = head.freeLogStd();
    LogStd.Exploration exploration = head.exploration();
    if (free != null) {
      Initializer start = new Initializer.Constant(free.start());
      add(name, List.of(head.layer().outputs()), 1, start);
    } else if (exploration != null) {
      int features = exploration.features();
      List<Integer> shape =
          exploration.fullStd() ? List.of(features, head.layer().outputs()) : List.of(features);
      add(name, shape, 1, new Initializer.Constant(exploration.start()));
    } else if (head instanceof PolicyHead.Joint joint) {
      for (int k = 0; k < joint.parts().size(); k++) {
        addLogStd(name + "." + k, joint.parts().get(k));
      }
    }
  }

  private List<Integer> addStack(String prefix, List<Integer> inputs, List<Layer> layers) {
    List<Integer> shape = inputs;
    int k = 0;
    for (Layer layer : layers) {
      k += add(prefix + "." + k, shape, layer) ? 1 : 0;
      shape = layer.outputShape(shape);
    }
    return shape;
  }

  /** Adds a layer's parameters; whether it has any. */
  private boolean add(String name, List<Integer> shape, Layer layer) {
    int width = Input.size(shape);
    if (layer instanceof Layer.Dense dense) {
      add(name + ".weight", List.of(dense.outputs(), width), width, dense.weight());
      add(name + ".bias", List.of(dense.outputs()), width, dense.bias());
    } else if (layer instanceof Layer.Convolution convolution) {
      int channels = convolution.channels();
      Window window = convolution.window();
      List<Integer> weight =
          List.of(channels, shape.get(0), window.kernelHeight(), window.kernelWidth());
      int fanIn = shape.get(0) * window.kernelHeight() * window.kernelWidth();
      add(name + ".weight", weight, fanIn, convolution.weight());
      add(name + ".bias", List.of(channels), fanIn, convolution.bias());
    } else if (layer instanceof Layer.LayerNorm) {
      add(name + ".weight", List.of(width), width, new Initializer.Constant(1));
      add(name + ".bias", List.of(width), width, new Initializer.Constant(0));
    } else if (layer instanceof Layer.Lstm lstm) {
      int hidden = lstm.hidden();
      // PyTorch's bound for all four is 1 / sqrt(H), whatever the width of what goes in.
      add(name + ".weight_ih", List.of(4 * hidden, width), hidden, lstm.weight());
      add(name + ".weight_hh", List.of(4 * hidden, hidden), hidden, lstm.weight());
      add(name + ".bias_ih", List.of(4 * hidden), hidden, lstm.bias());
      add(name + ".bias_hh", List.of(4 * hidden), hidden, lstm.bias());
    } else {
      return false;
    }
    return true;
  }

  private void add(String name, List<Integer> shape, int fanIn, Initializer start) {
    long own = 1;
    for (int dimension : shape) {
      // Neither factor exceeds 2^31.
      own = Math.min(own * dimension, 1L << 31);
    }
    long total = size + own;
    if (total > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "network with more than 2^31-1 parameters up to "
              + name
              + " of "
              + shape.stream().map(String::valueOf).collect(Collectors.joining(" x "))
              + "; use narrower layers");
    }
    parameters.add(new Parameter(name, size, shape, fanIn, start));
    size = (int) total;
  }

  /** The parameters in description order. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The parameter of that name, if there is one. */
  public Optional<Parameter> find(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Floats in all parameters together. */
  public int size() {
    return size;
  }

  /** Fresh parameters as the initialisers say, drawn in description order. */
  public float[] initialize(RandomGenerator random) {
    float[] values = new float[size];
    for (Parameter p : parameters) {
      p.start().fill(values, p.offset(), p.rows(), p.columns(), p.fanIn(), random);
    }
    return values;
  }
}
