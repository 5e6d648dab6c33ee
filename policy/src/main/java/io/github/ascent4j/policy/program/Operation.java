package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One step of a {@link Program}: reads values of a sample, and yields one. */
public sealed interface Operation {
  /** What it reads; empty for {@link Read}. */
  List<Value> inputs();

  /** What it yields. */
  Value output();

  /** Its parameters, in the order of the layout. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Multiply-adds of a sample, of products with weights alone. */
  default long multiplyAdds() {
    return 0;
  }

  /** This operation with its parameters elsewhere. */
  default Operation relocated(UnaryOperator<Parameter> parameters) {
    return this;
  }

  /**
   * Components of the row that the network is given, divided by {@link #divisor}.
   *
   * @param kind what they are: {@link Input.Kind#IMAGE} is read from the row's U bytes, everything
   *     else from its F floats
   * @param offset the first of them among those bytes or floats
   */
  record Read(Input.Kind kind, int offset, Value output) implements Operation {
    /** Whether they are bytes, and not floats. */
    public boolean bytes() {
      return kind == Input.Kind.IMAGE;
    }

    /** 255 for bytes, so that an image is from 0 to 1; 1 for floats, which go on as they are. */
    public float divisor() {
      return bytes() ? 255 : 1;
    }

    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /** Values side by side, as a vector; also turns a single image into one. */
  record Concat(List<Value> inputs, Value output) implements Operation {
    public Concat {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Categories as ones among zeros, side by side, for an operation that reads nothing else.
   *
   * @param sizes how many categories each index is one of
   */
  record OneHot(Value input, List<Integer> sizes, Value output) implements Operation {
    public OneHot {
      sizes = List.copyOf(sizes);
    }

    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** The values there are. */
  private static List<Value> read(@Nullable Value input, @Nullable Categories categories) {
    List<Value> values = new ArrayList<>();
    if (input != null) {
      values.add(input);
    }
    if (categories != null) {
      values.add(categories.indices());
    }
    return List.copyOf(values);
  }

  /**
   * Weights that a sample meets: those of all numbers, and for each category one for each output.
   */
  private static long met(Parameter weight, @Nullable Categories categories) {
    long idle = categories == null ? 0 : categories.columns() - categories.size();
    return weight.rows() * (weight.columns() - idle);
  }

  /**
   * {@code y = x W^T + b}, for an x of numbers, of categories or of both.
   *
   * @param input the numbers, whose columns of the weight are those that no category has; null for
   *     none
   * @param categories null for none
   * @param weight [outputs, inputs], each category an input
   * @param bias [outputs]
   */
  record Dense(
      @Nullable Value input,
      @Nullable Categories categories,
      Value output,
      Parameter weight,
      Parameter bias)
      implements Operation {
    /** One that reads numbers alone. */
    public Dense(Value input, Value output, Parameter weight, Parameter bias) {
      this(input, null, output, weight, bias);
    }

    @Override
    public List<Value> inputs() {
      return read(input, categories);
    }

    /** The column of the weight of each number that is read. */
    public int[] numberColumns() {
      return Categories.numberColumns(categories, weight);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight, bias);
    }

    @Override
    public long multiplyAdds() {
      return met(weight, categories);
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> parameters) {
      return new Dense(input, categories, output, parameters.apply(weight), parameters.apply(bias));
    }
  }

  /**
   * A convolution of an image, without turning the kernels around.
   *
   * @param weight [channels of the output, C, height, width]
   * @param bias [channels of the output]
   */
  record Convolution(Value input, Value output, Window window, Parameter weight, Parameter bias)
      implements Operation {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight, bias);
    }

    @Override
    public long multiplyAdds() {
      return (long) output.size() * weight.columns();
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> parameters) {
      return new Convolution(
          input, output, window, parameters.apply(weight), parameters.apply(bias));
    }
  }

  /** The largest value of each channel of an image in every place of the window. */
  record MaxPool(Value input, Value output, Window window) implements Operation {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /**
   * A function on the first components; the others, if any, go on as they are.
   *
   * @param columns how many components it is applied to
   */
  record Activation(Value input, Value output, ActivationFunction function, int columns)
      implements Operation {
    /** Whether it is applied to all components. */
    public boolean whole() {
      return columns == output.size();
    }

    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** A constant factor on every component. */
  record Scale(Value input, Value output, float factor) implements Operation {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /**
   * {@code (x - mean) / sqrt(variance + epsilon)} over all components with the population variance,
   * times a weight and plus a bias for each.
   *
   * @param weight as many as components
   * @param bias as many
   */
  record LayerNorm(Value input, Value output, float epsilon, Parameter weight, Parameter bias)
      implements Operation {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight, bias);
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> parameters) {
      return new LayerNorm(
          input, output, epsilon, parameters.apply(weight), parameters.apply(bias));
    }
  }

  /**
   * A long short-term memory, see {@link io.github.ascent4j.policy.network.Layer.Lstm}; also yields
   * its range of the next state.
   *
   * @param input as for {@link Dense}, and so are the categories
   * @param inputWeight [4 H, inputs], gates in the order i f g o
   * @param hiddenWeight [4 H, H]
   * @param inputBias [4 H]
   * @param hiddenBias [4 H]
   */
  record Lstm(
      @Nullable Value input,
      @Nullable Categories categories,
      Value output,
      State state,
      Parameter inputWeight,
      Parameter hiddenWeight,
      Parameter inputBias,
      Parameter hiddenBias)
      implements Operation {
    /** H. */
    public int hidden() {
      return output.size();
    }

    /** The column of the input's weight of each number that is read. */
    public int[] numberColumns() {
      return Categories.numberColumns(categories, inputWeight);
    }

    @Override
    public List<Value> inputs() {
      return read(input, categories);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(inputWeight, hiddenWeight, inputBias, hiddenBias);
    }

    @Override
    public long multiplyAdds() {
      return met(inputWeight, categories) + hiddenWeight.size();
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> parameters) {
      return new Lstm(
          input,
          categories,
          output,
          state,
          parameters.apply(inputWeight),
          parameters.apply(hiddenWeight),
          parameters.apply(inputBias),
          parameters.apply(hiddenBias));
    }

    /** This operation with its state elsewhere. */
    Lstm remembering(int stateOffset) {
      return new Lstm(
          input,
          categories,
          output,
          new State(state.name(), stateOffset, state.size()),
          inputWeight,
          hiddenWeight,
          inputBias,
          hiddenBias);
    }
  }

  /**
   * A row with parameters behind it that are the same for every sample: free log standard
   * deviations.
   *
   * @param parameters vectors, one behind the other
   */
  record Append(Value input, Value output, List<Parameter> parameters) implements Operation {
    public Append {
      parameters = List.copyOf(parameters);
    }

    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> moved) {
      return new Append(input, output, parameters.stream().map(moved).toList());
    }
  }

  /**
   * State-dependent exploration, see {@link LogStd.Exploration}: from the means [A] and features x
   * [F], {@code [mean(A), logStd(A), x(F)]} with {@code logStd_a = log(sum_f x_f^2 std_fa^2 +
   * epsilon) / 2}.
   *
   * @param expln whether a deviation grows slowly beyond 1: {@code exp(p)} up to p = 0 and {@code
   *     log(1 + p) + 1} from there on, and not {@code exp(p)} throughout
   * @param learnsFeatures whether the gradient of the deviations reaches the features
   * @param logStd [F,A], or [F] where dimensions share their deviations
   */
  record Exploration(
      Value mean,
      Value features,
      Value output,
      boolean expln,
      boolean learnsFeatures,
      Parameter logStd)
      implements Operation {
    /** Added to the variance of an action, as in Stable-Baselines3. */
    public static final float EPSILON = 1e-6f;

    @Override
    public List<Value> inputs() {
      return List.of(mean, features);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(logStd);
    }

    @Override
    public Operation relocated(UnaryOperator<Parameter> parameters) {
      return new Exploration(
          mean, features, output, expln, learnsFeatures, parameters.apply(logStd));
    }

    /** A, dimensions of an action. */
    public int dimensions() {
      return mean.size();
    }

    /** Columns of the parameters: A, or 1 if dimensions share them. */
    public int columns() {
      return logStd.columns();
    }

    /** The deviation that a parameter stands for. */
    public float std(float parameter) {
      // log1p by a logarithm: the sum loses digits only next to 0, where the 1 outweighs them.
      return expln && parameter > 0 ? FloatMath.log(1 + parameter) + 1 : FloatMath.exp(parameter);
    }

    /** The derivative of the square of {@link #std}. */
    public float varianceSlope(float parameter) {
      float std = std(parameter);
      return expln && parameter > 0 ? 2 * std / (1 + parameter) : 2 * std * std;
    }

    /**
     * The deviations of the random matrix, [F,A].
     *
     * @param parameters all parameters of the program
     */
    public float[] stds(float[] parameters) {
      int dimensions = dimensions();
      int columns = columns();
      float[] stds = new float[features.size() * dimensions];
      for (int i = 0; i < stds.length; i++) {
        int column = columns == 1 ? 0 : i % dimensions;
        stds[i] = std(parameters[logStd.offset() + i / dimensions * columns + column]);
      }
      return stds;
    }
  }
}
