package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The parameters of an {@link ActorCritic} in description order: where each lies in one flat array,
 * with PyTorch's shapes.
 *
 * <p>Order and names: {@code trunk.k.weight}, {@code trunk.k.bias}, then {@code actor.k…} with the
 * head as the last k, {@code log_std} if it is free, then {@code critic.k…} with the value last; k
 * counts the linear layers of each stack.
 */
public final class ParameterLayout {
  /**
   * One named parameter.
   *
   * @param rows outputs
   * @param columns inputs; 1 for vectors
   * @param fanIn inputs of the layer it belongs to
   */
  public record Parameter(
      String name,
      int offset,
      int rows,
      int columns,
      boolean vector,
      int fanIn,
      Initializer start) {
    /** Number of floats. */
    public int size() {
      return rows * columns;
    }

    /** PyTorch's shape: [out, in] of a weight, [n] of a vector. */
    public List<Integer> shape() {
      return vector ? List.of(rows) : List.of(rows, columns);
    }
  }

  private final List<Parameter> parameters = new ArrayList<>();
  private int size;

  private ParameterLayout() {}

  /** Lays out the parameters of {@code network}. */
  public static ParameterLayout of(ActorCritic network) {
    ParameterLayout layout = new ParameterLayout();
    int width = layout.addStack("trunk", network.inputs(), network.trunk());
    layout.addStack("actor", width, network.actorLayers());
    LogStd.Free free = network.head().freeLogStd();
    if (free != null) {
      Initializer start = new Initializer.Constant(free.start());
      layout.add("log_std", network.head().layer().outputs(), 1, true, 1, start);
    }
    layout.addStack("critic", width, network.criticLayers());
    return layout;
  }

  private int addStack(String prefix, int inputs, List<Layer> layers) {
    int width = inputs;
    int k = 0;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Dense dense) {
        String name = prefix + "." + k++;
        add(name + ".weight", dense.outputs(), width, false, width, dense.weight());
        add(name + ".bias", dense.outputs(), 1, true, width, dense.bias());
        width = dense.outputs();
      }
    }
    return width;
  }

  private void add(
      String name, int rows, int columns, boolean vector, int fanIn, Initializer start) {
    parameters.add(new Parameter(name, size, rows, columns, vector, fanIn, start));
    long total = size + (long) rows * columns;
    if (total > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "network with more than 2^31-1 parameters up to "
              + name
              + " of "
              + rows
              + " x "
              + columns
              + "; use narrower layers");
    }
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
