package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a description into a {@link Program}, layer by layer. */
final class Lowering {
  private final List<Operation> operations = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /** Floats and bytes of the row that are read so far. */
  private int numbers;

  private int bytes;
  private int values;
  private int size;
  private int states;

  /** Layers with parameters in the stack so far, by which they are named. */
  private int named;

  Program lower(ActorCritic network) {
    List<Output> outputs = new ArrayList<>();
    List<Bundle> parts = new ArrayList<>();
    List<Bundle> encoded = new ArrayList<>();
    for (Input part : network.parts()) {
      Bundle read = Bundle.of(this, read(part), part.categories());
      encoded.add(stack("input." + parts.size(), read, part.layers()));
      parts.add(read);
    }
    Bundle features = stack("trunk", Bundle.of(this, encoded), network.trunk());
    outputs.add(new Output(Program.POLICY, policy(network, features)));
    if (network.value() != null) {
      List<List<Layer>> own = network.criticInputs();
      Bundle start = own.isEmpty() ? features : criticFeatures(parts, own);
      Value value = stack("critic", start, network.criticLayers()).whole();
      outputs.add(new Output(Program.VALUE, value));
    }
    return new Program(numbers, bytes, operations, new ParameterLayout(parameters), outputs);
  }

  private Value read(Input part) {
    Value value = value(part.shape());
    add(new Operation.Read(part.kind(), part.image() ? bytes : numbers, value));
    bytes += part.image() ? part.size() : 0;
    numbers += part.image() ? 0 : part.size();
    return value;
  }

  private Bundle criticFeatures(List<Bundle> parts, List<List<Layer>> layers) {
    List<Bundle> encoded = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      encoded.add(stack("critic.input." + i, parts.get(i), layers.get(i)));
    }
    return Bundle.of(this, encoded);
  }

  /** A value as it is, or several as one vector. */
  Value sideBySide(List<Value> values) {
    return values.size() == 1 ? values.get(0) : flat(values);
  }

  /** Indices as ones among zeros. */
  Value oneHot(Value indices, List<Integer> sizes) {
    int width = sizes.stream().mapToInt(Integer::intValue).sum();
    return add(new Operation.OneHot(indices, sizes, value(List.of(width))));
  }

  private Value flat(List<Value> inputs) {
    int width = inputs.stream().mapToInt(Value::size).sum();
    return add(new Operation.Concat(inputs, value(List.of(width))));
  }

  /** The actor's layers, its head, and all that follows the head's linear layer. */
  private Value policy(ActorCritic network, Bundle input) {
    PolicyHead head = network.head();
    LogStd.Exploration exploration = head.exploration();
    Bundle reached = stack("actor", input, network.actor());
    if (exploration != null) {
      Value whole = reached.whole();
      reached = numbers(whole.shape().size() > 1 ? flat(List.of(whole)) : whole);
    }
    Value row = layer("actor." + named, reached, head.layer());
    if (head.temperature() != 1) {
      row = add(new Operation.Scale(row, value(row.shape()), 1 / head.temperature()));
    }
    ActivationFunction function = head.meanActivation();
    if (function != null) {
      row = add(new Operation.Activation(row, value(row.shape()), function, head.actionSize()));
    }
    List<Integer> shape = List.of(head.parameterCount());
    if (exploration != null) {
      Parameter logStd = explorationParameter(exploration, row.size());
      row =
          add(
              new Operation.Exploration(
                  row,
                  reached.whole(),
                  value(shape),
                  exploration.expln(),
                  exploration.learnFeatures(),
                  logStd));
    } else if (head.freeParameterCount() > 0) {
      List<Parameter> free = new ArrayList<>();
      freeParameters("log_std", head, free);
      row = add(new Operation.Append(row, value(shape), free));
    }
    return row;
  }

  private Parameter explorationParameter(LogStd.Exploration exploration, int dimensions) {
    int features = exploration.features();
    List<Integer> shape = exploration.fullStd() ? List.of(features, dimensions) : List.of(features);
    return parameter("log_std", shape, 1, new Initializer.Constant(exploration.start()));
  }

  private void freeParameters(String name, PolicyHead head, List<Parameter> free) {
    LogStd.Free logStd = head.freeLogStd();
    if (logStd != null) {
      Initializer start = new Initializer.Constant(logStd.start());
      free.add(parameter(name, List.of(head.layer().outputs()), 1, start));
    } else if (head instanceof PolicyHead.Joint joint) {
      for (int k = 0; k < joint.parts().size(); k++) {
        freeParameters(name + "." + k, joint.parts().get(k), free);
      }
    }
  }

  private Bundle numbers(Value value) {
    return Bundle.of(this, value, List.of());
  }

  private Bundle stack(String prefix, Bundle input, List<Layer> layers) {
    named = 0;
    Bundle reached = input;
    for (Layer layer : layers) {
      int before = parameters.size();
      reached = numbers(layer(prefix + "." + named, reached, layer));
      named += parameters.size() > before ? 1 : 0;
    }
    return reached;
  }

  /** A layer of sums reads categories by their rows; every other one gets them written down. */
  private Value layer(String name, Bundle in, Layer layer) {
    if (layer instanceof Layer.Dense || layer instanceof Layer.Lstm) {
      Value numbers = in.numbers();
      Categories categories = in.anyIndices() ? in.categories() : null;
      return layer instanceof Layer.Dense dense
          ? dense(name, numbers, categories, in.width(), dense)
          : lstm(name, numbers, categories, in.width(), (Layer.Lstm) layer);
    }
    return layer(name, in.whole(), layer);
  }

  private Value layer(String name, Value in, Layer layer) {
    Value out = value(layer.outputShape(in.shape()));
    int width = in.size();
    if (layer instanceof Layer.Activation activation) {
      return add(new Operation.Activation(in, out, activation.function(), width));
    } else if (layer instanceof Layer.Convolution convolution) {
      return convolution(name, in, out, convolution);
    } else if (layer instanceof Layer.MaxPool pool) {
      return add(new Operation.MaxPool(in, out, pool.window()));
    } else if (layer instanceof Layer.LayerNorm norm) {
      List<Integer> shape = List.of(width);
      return add(
          new Operation.LayerNorm(
              in,
              out,
              norm.epsilon(),
              parameter(name + ".weight", shape, width, new Initializer.Constant(1)),
              parameter(name + ".bias", shape, width, new Initializer.Constant(0))));
    }
    throw new IllegalArgumentException("no operation does what the layer " + layer + " does");
  }

  private Value dense(
      String name,
      @Nullable Value numbers,
      @Nullable Categories categories,
      int width,
      Layer.Dense layer) {
    List<Integer> shape = List.of(layer.outputs(), width);
    return add(
        new Operation.Dense(
            numbers,
            categories,
            value(layer.outputShape(List.of(width))),
            parameter(name + ".weight", shape, width, layer.weight()),
            parameter(name + ".bias", List.of(layer.outputs()), width, layer.bias())));
  }

  private Value convolution(String name, Value in, Value out, Layer.Convolution layer) {
    Window window = layer.window();
    int inChannels = in.shape().get(0);
    List<Integer> shape =
        List.of(layer.channels(), inChannels, window.kernelHeight(), window.kernelWidth());
    int fanIn = inChannels * window.kernelHeight() * window.kernelWidth();
    return add(
        new Operation.Convolution(
            in,
            out,
            window,
            parameter(name + ".weight", shape, fanIn, layer.weight()),
            parameter(name + ".bias", List.of(layer.channels()), fanIn, layer.bias())));
  }

  private Value lstm(
      String name,
      @Nullable Value numbers,
      @Nullable Categories categories,
      int width,
      Layer.Lstm layer) {
    int hidden = layer.hidden();
    State state = new State(name, states, layer.stateSize());
    states += state.size();
    // PyTorch's bound for all four is 1 / sqrt(H), whatever the width of what goes in.
    return add(
        new Operation.Lstm(
            numbers,
            categories,
            value(layer.outputShape(List.of(width))),
            state,
            parameter(name + ".weight_ih", List.of(4 * hidden, width), hidden, layer.weight()),
            parameter(name + ".weight_hh", List.of(4 * hidden, hidden), hidden, layer.weight()),
            parameter(name + ".bias_ih", List.of(4 * hidden), hidden, layer.bias()),
            parameter(name + ".bias_hh", List.of(4 * hidden), hidden, layer.bias())));
  }

  private Value value(List<Integer> shape) {
    return new Value(values++, shape);
  }

  private Value add(Operation operation) {
    operations.add(operation);
    return operation.output();
  }

  private Parameter parameter(String name, List<Integer> shape, int fanIn, Initializer start) {
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
    Parameter parameter = new Parameter(name, size, shape, fanIn, start);
    parameters.add(parameter);
    size = (int) total;
    return parameter;
  }
}
