package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.Categories;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program as steps that write and read slots, with those between them that bring images into the
 * order needed. Each thread has an array for every slot.
 *
 * <p>What an operation yields lies in the order of its shape, but for image layers, which have
 * channels last, [H,W,C], so that neighbouring outputs of a convolution lie together.
 */
final class Circuit {
  /** A step with the slots it reads and the one it writes. */
  record Node(Step step, List<Integer> inputs, int output) {}

  /** Where a value lies. */
  private record Place(int slot, boolean channelsLast) {}

  private final float[] parameters;
  private final List<Node> nodes = new ArrayList<>();

  /** Floats of each slot, and the slot whose array it shares, or itself. */
  private final List<Integer> sizes = new ArrayList<>();

  private final List<Integer> sharing = new ArrayList<>();

  /** Slots of what the network is given. */
  private final Set<Integer> read = new HashSet<>();

  /** Places by the numbers of values, and those in the other order. */
  private final Map<Integer, Place> places = new HashMap<>();

  private final Map<Integer, Integer> turned = new HashMap<>();

  /** How many read a value. */
  private final Map<Integer, Integer> readers = new HashMap<>();

  /**
   * @param watched values that are read from outside, besides the outputs
   */
  Circuit(Program program, float[] parameters, List<Value> watched) {
    this.parameters = parameters;
    for (Operation operation : program.operations()) {
      operation.inputs().forEach(value -> readers.merge(value.id(), 1, Integer::sum));
    }
    watched.forEach(value -> readers.merge(value.id(), 1, Integer::sum));
    program.outputs().forEach(output -> readers.merge(output.value().id(), 1, Integer::sum));
    program.operations().forEach(this::add);
  }

  int slots() {
    return sizes.size();
  }

  int size(int slot) {
    return sizes.get(slot);
  }

  /** The slot whose array it shares, or itself. */
  int shared(int slot) {
    return sharing.get(slot);
  }

  /** The slot that holds a value in the order of its shape. */
  int slot(Value value) {
    return slot(value, false);
  }

  /** The nodes that are needed to write some slots, in order. */
  List<Node> needed(Set<Integer> slots) {
    Set<Integer> wanted = new HashSet<>(slots);
    List<Node> needed = new ArrayList<>();
    for (int k = nodes.size() - 1; k >= 0; k--) {
      Node node = nodes.get(k);
      if (wanted.contains(node.output)) {
        wanted.addAll(node.inputs);
        needed.add(node);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /** The slots of the memories. */
  Set<Integer> remembering() {
    Set<Integer> slots = new HashSet<>();
    for (Node node : nodes) {
      if (node.step instanceof LstmStep) {
        slots.add(node.output);
      }
    }
    return slots;
  }

  private void add(Operation operation) {
    if (operation instanceof Operation.Read) {
      int slot = newSlot(operation.output().size());
      read.add(slot);
      place(operation.output(), slot, false);
    } else if (operation instanceof Operation.Activation activation) {
      elementwise(
          activation.input(),
          activation.output(),
          new ActivationStep(
              activation.output().size(), activation.columns(), activation.function()));
    } else if (operation instanceof Operation.Scale scale) {
      elementwise(
          scale.input(), scale.output(), new ScaleStep(scale.output().size(), scale.factor()));
    } else if (operation instanceof Operation.Convolution convolution) {
      add(convolution);
    } else if (operation instanceof Operation.MaxPool pool) {
      int slot = add(pool(pool), List.of(slot(pool.input(), true)));
      place(pool.output(), slot, true);
    } else {
      List<Integer> inputs = operation.inputs().stream().map(this::slot).toList();
      place(operation.output(), add(vectorStep(operation), inputs), false);
    }
  }

  /** The step of an operation that reads every value in the order of its shape. */
  private Step vectorStep(Operation operation) {
    if (operation instanceof Operation.Dense dense) {
      float[][] weights = transposed(dense.weight());
      return new DenseStep(
          Chains.rows(weights, dense.numberColumns()),
          categoryRows(dense.categories(), weights),
          values(dense.bias()));
    } else if (operation instanceof Operation.OneHot oneHot) {
      int[] sizes = oneHot.sizes().stream().mapToInt(Integer::intValue).toArray();
      return new OneHotStep(sizes, oneHot.output().size());
    } else if (operation instanceof Operation.LayerNorm norm) {
      return new LayerNormStep(values(norm.weight()), values(norm.bias()), norm.epsilon());
    } else if (operation instanceof Operation.Lstm lstm) {
      return lstm(lstm);
    } else if (operation instanceof Operation.Concat concat) {
      return new ConcatStep(concat.output().size());
    } else if (operation instanceof Operation.Append append) {
      return append(append);
    } else if (operation instanceof Operation.Exploration exploration) {
      return ExplorationStep.of(exploration, parameters);
    }
    throw new IllegalArgumentException("inference does not know the operation " + operation);
  }

  /** Works in place where nobody else reads what goes in, which is not the caller's. */
  private void elementwise(Value in, Value out, Step step) {
    Place place = placeOf(in);
    int slot = newSlot(size(place.slot));
    if (!read.contains(place.slot) && readers.getOrDefault(in.id(), 0) == 1) {
      sharing.set(slot, shared(place.slot));
    }
    nodes.add(new Node(step, List.of(place.slot), slot));
    place(out, slot, place.channelsLast);
  }

  private void add(Operation.Convolution operation) {
    Window window = operation.window();
    List<Integer> shape = operation.input().shape();
    int channels = shape.get(0);
    int height = shape.get(1);
    int line = shape.get(2) * channels;
    int side = window.paddingWidth() * channels;
    int slot = slot(operation.input(), true);
    if (window.paddingHeight() > 0 || side > 0) {
      slot = add(new PaddingStep(height, line, window.paddingHeight(), side), List.of(slot));
    }
    Step step =
        new ConvolutionStep(
            window,
            line + 2 * side,
            channels,
            window.outputHeight(height),
            window.outputWidth(shape.get(2)),
            ConvolutionStep.weights(operation.weight(), parameters),
            values(operation.bias()));
    place(operation.output(), add(step, List.of(slot)), true);
  }

  private static Step pool(Operation.MaxPool operation) {
    List<Integer> shape = operation.input().shape();
    int channels = shape.get(0);
    return new MaxPoolStep(
        operation.window(),
        shape.get(2) * channels,
        channels,
        operation.output().shape().get(1),
        operation.output().shape().get(2));
  }

  private Step lstm(Operation.Lstm operation) {
    float[] bias = values(operation.inputBias());
    float[] hiddenBias = values(operation.hiddenBias());
    for (int j = 0; j < bias.length; j++) {
      bias[j] += hiddenBias[j];
    }
    float[][] inputWeights = transposed(operation.inputWeight());
    return new LstmStep(
        Chains.rows(inputWeights, operation.numberColumns()),
        categoryRows(operation.categories(), inputWeights),
        transposed(operation.hiddenWeight()),
        bias,
        operation.state().offset());
  }

  private static @Nullable CategoryRows categoryRows(
      @Nullable Categories categories, float[][] weights) {
    return categories == null ? null : CategoryRows.of(categories, weights);
  }

  private Step append(Operation.Append operation) {
    int inputs = operation.input().size();
    float[] row = new float[operation.output().size() - inputs];
    int next = 0;
    for (Parameter parameter : operation.parameters()) {
      System.arraycopy(parameters, parameter.offset(), row, next, parameter.size());
      next += parameter.size();
    }
    return new AppendStep(inputs, row);
  }

  private int add(Step step, List<Integer> inputs) {
    int slot = newSlot(step.outputs());
    nodes.add(new Node(step, inputs, slot));
    return slot;
  }

  private int newSlot(int size) {
    sizes.add(size);
    sharing.add(sharing.size());
    return sizes.size() - 1;
  }

  private void place(Value value, int slot, boolean channelsLast) {
    places.put(value.id(), new Place(slot, channelsLast));
  }

  private Place placeOf(Value value) {
    Place place = places.get(value.id());
    if (place == null) {
      throw new IllegalArgumentException("nothing has yielded the value " + value);
    }
    return place;
  }

  /** The slot that holds a value in that order. */
  private int slot(Value value, boolean channelsLast) {
    Place place = placeOf(value);
    int channels = value.shape().get(0);
    int pixels = value.size() / channels;
    // With one channel, or one pixel, both orders are the same.
    if (place.channelsLast == channelsLast || channels == 1 || pixels == 1) {
      return place.slot;
    }
    return turned.computeIfAbsent(
        value.id(),
        id ->
            add(
                channelsLast
                    ? new ReorderStep(channels, pixels)
                    : new ReorderStep(pixels, channels),
                List.of(place.slot)));
  }

  private float[][] transposed(Parameter parameter) {
    return Chains.transposed(parameter, parameters);
  }

  private float[] values(Parameter parameter) {
    return Chains.values(parameter, parameters);
  }
}
