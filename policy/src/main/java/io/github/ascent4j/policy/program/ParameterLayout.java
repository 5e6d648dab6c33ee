package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Input;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The parameters of a {@link Program} in description order: where each lies in one flat array, with
 * PyTorch's shapes.
 *
 * <p>Order and names: {@code input.i.k…} for the layers of part i, {@code trunk.k.weight}, {@code
 * trunk.k.bias}, then {@code actor.k…} with the head as the last k, {@code log_std} if it is free
 * or explores by features ({@code log_std.k} of part k of a joint head), then {@code
 * critic.input.i.k…} where the critic encodes the inputs itself, and {@code critic.k…} with the
 * value last; k counts the layers with parameters of each stack. An LSTM has {@code weight_ih},
 * {@code weight_hh}, {@code bias_ih} and {@code bias_hh}.
 *
 * @param parameters one behind the other, from offset 0 on
 */
public record ParameterLayout(List<Parameter> parameters) {
  /**
   * One named parameter.
   *
   * @param shape PyTorch's: [out, in] of a weight, [out, in, height, width] of a convolution's, [n]
   *     of a vector
   * @param fanIn inputs of the layer it belongs to
   */
  public record Parameter(
      String name, int offset, List<Integer> shape, int fanIn, Initializer start) {
    public Parameter {
      shape = List.copyOf(shape);
    }

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

    /** The same parameter elsewhere. */
    Parameter at(int newOffset) {
      return new Parameter(name, newOffset, shape, fanIn, start);
    }
  }

  public ParameterLayout {
    parameters = List.copyOf(parameters);
    int next = 0;
    for (Parameter p : parameters) {
      if (p.offset != next) {
        throw new IllegalArgumentException(
            p.name + " at " + p.offset + "; put it behind the parameter before, at " + next);
      }
      next += p.size();
    }
  }

  /** Lays out the parameters of {@code network}. */
  public static ParameterLayout of(ActorCritic network) {
    return Program.of(network).layout();
  }

  /** The parameter of that name, if there is one. */
  public Optional<Parameter> find(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Floats in all parameters together. */
  public int size() {
    int last = parameters.size() - 1;
    return last < 0 ? 0 : parameters.get(last).offset() + parameters.get(last).size();
  }

  /** Fresh parameters as the initialisers say, drawn in description order. */
  public float[] initialize(RandomGenerator random) {
    float[] values = new float[size()];
    for (Parameter p : parameters) {
      p.start().fill(values, p.offset(), p.rows(), p.columns(), p.fanIn(), random);
    }
    return values;
  }

  /**
   * These parameters out of those of {@code whole}, found by their names.
   *
   * @param values all of {@code whole}
   * @return all of this layout
   */
  public float[] select(ParameterLayout whole, float[] values) {
    float[] own = new float[size()];
    for (Parameter p : parameters) {
      System.arraycopy(values, whole.offset(p.name()), own, p.offset(), p.size());
    }
    return own;
  }

  /**
   * Writes these parameters to their places among those of {@code whole}, found by their names.
   *
   * @param own all of this layout
   * @param values receives them, all of {@code whole}
   */
  public void insert(float[] own, ParameterLayout whole, float[] values) {
    for (Parameter p : parameters) {
      System.arraycopy(own, p.offset(), values, whole.offset(p.name()), p.size());
    }
  }

  private int offset(String name) {
    return find(name)
        .orElseThrow(() -> new NoSuchElementException("no parameter is called " + name))
        .offset();
  }
}
