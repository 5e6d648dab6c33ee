package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.Operation.Exploration;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A description compiled for the engine: operations in order, buffers between them, and the place
 * of every parameter in a padded flat array. Buffer 0 is the caller's numbers.
 */
final class Plan {
  /**
   * Samples that run through the whole network together, before the next ones. Part of the order of
   * sums: the gradient of a batch is the sum of its blocks' gradients, in order.
   */
  static final int BLOCK = 64;

  /** Sequences of a network that remembers that run together; part of the order of sums as well. */
  static final int SEQUENCES = 8;

  /** Input parts and trunk, then actor and critic, one behind the other. */
  final List<Operation> operations = new ArrayList<>();

  /** How many operations belong to what actor and critic share. */
  final int trunkOperations;

  /** How many belong to trunk and actor. */
  final int actorOperations;

  /** F, the caller's floats of a sample. */
  final int numbers;

  /** U, the caller's bytes of a sample. */
  final int bytes;

  /** S, floats remembered of a sequence. */
  final int stateSize;

  /** Whether samples form sequences. */
  final boolean recurrent;

  final int[] strides;

  /** Sizes of {@link Workspace#scratch}. */
  final int[] scratchSizes;

  /** What actor and critic start from; the caller's without operations before them. */
  final int trunkBuffer;

  final int policyBuffer;
  final int policyWidth;

  /** 0 if there is no critic. */
  final int valueBuffer;

  /** Size of the flat parameter array, a multiple of {@link Kernels#NORM_LANES}. */
  final int flatSize;

  /** For every parameter in description order, its index in the flat array. */
  final int[] flatIndex;

  private final FlatRange all;
  private final FlatRange actor;
  private final FlatRange critic;
  private final List<Integer> bufferStrides = new ArrayList<>();
  private final List<Integer> scratches = new ArrayList<>();
  private final List<ParameterOperation> layers = new ArrayList<>();
  private int allocated;
  private int states;

  /**
   * @param alignCritic whether the critic's parameters begin at a multiple of {@link
   *     Kernels#NORM_LANES}, as an optimiser of its own needs. It moves them, and with them the
   *     order in which a norm over all parameters adds up
   */
  Plan(ActorCritic network, boolean alignCritic) {
    numbers = network.numbers();
    bytes = network.bytes();
    stateSize = network.stateSize();
    recurrent = network.recurrent();
    bufferStrides.add(numbers);
    Signal features = addParts(network);
    Signal trunk = addStack(network.trunk(), features, 0, false);
    trunkBuffer = trunk.buffer();
    trunkOperations = operations.size();

    PolicyHead head = network.head();
    policyWidth = head.parameterCount();
    policyBuffer = addActor(network, trunk);
    int freeRow = allocated;
    int freeWidth = head.freeParameterCount();
    if (freeWidth > 0) {
      allocated += Kernels.pad(freeWidth);
      operations.add(
          new FreeRowOperation(
              policyBuffer, Kernels.pad(policyWidth), head.layer().outputs(), freeWidth, freeRow));
    }
    actorOperations = operations.size();
    int policyLayers = layers.size();
    allocated = alignCritic ? aligned(allocated) : allocated;
    int criticFrom = allocated;
    // Backward runs in reverse, so the critic is the first to write the trunk's gradient.
    valueBuffer =
        network.hasCritic() ? addStack(network.criticLayers(), trunk, 0, false).buffer() : 0;

    strides = bufferStrides.stream().mapToInt(Integer::intValue).toArray();
    scratchSizes = scratches.stream().mapToInt(Integer::intValue).toArray();
    flatSize = aligned(allocated);
    flatIndex = new int[ParameterLayout.of(network).size()];
    int next = index(layers.subList(0, policyLayers), 0);
    for (int j = 0; j < freeWidth; j++) {
      flatIndex[next++] = freeRow + j;
    }
    index(layers.subList(policyLayers, layers.size()), next);
    all = new FlatRange(flatIndex, 0, flatIndex.length, 0, flatSize);
    actor = new FlatRange(flatIndex, 0, next, 0, criticFrom);
    critic = new FlatRange(flatIndex, next, flatIndex.length - next, criticFrom, flatSize);
  }

  private static int aligned(int size) {
    return (size + Kernels.NORM_LANES - 1) / Kernels.NORM_LANES * Kernels.NORM_LANES;
  }

  /** The parameters of a part. */
  FlatRange range(Part part) {
    return switch (part) {
      case ALL -> all;
      case ACTOR -> actor;
      case CRITIC -> critic;
    };
  }

  /** Rows of a full block with sequences of {@code steps} steps. */
  int blockRows(int steps) {
    return recurrent ? Math.multiplyExact(SEQUENCES, steps) : BLOCK;
  }

  /** Blocks of {@code count} rows in sequences of {@code steps} steps. */
  int blocks(int count, int steps) {
    int rows = blockRows(steps);
    return (count + rows - 1) / rows;
  }

  /** Adds the layers of the input's parts and lays side by side what they yield. */
  private Signal addParts(ActorCritic network) {
    List<Signal> signals = new ArrayList<>();
    int number = 0;
    int pixel = 0;
    for (Input part : network.parts()) {
      Signal input =
          part.image()
              ? new Signal(Signal.BYTES, pixel, bytes, part.shape(), false)
              : new Signal(Signal.NUMBERS, number, numbers, part.shape(), false);
      pixel += part.image() ? part.size() : 0;
      number += part.image() ? 0 : part.size();
      signals.add(addStack(part.layers(), input, 0, false));
    }
    return signals.size() == 1
        ? signals.getFirst()
        : concat(signals, network.featureShape(), false);
  }

  private Signal concat(List<Signal> signals, List<Integer> shape, boolean adds) {
    int width = signals.stream().mapToInt(Signal::width).sum();
    Signal out = flat(addBuffer(Kernels.pad(width)), shape);
    operations.add(new ConcatOperation(List.copyOf(signals), out, adds));
    return out;
  }

  private Signal flat(int buffer, List<Integer> shape) {
    return new Signal(buffer, 0, bufferStrides.get(buffer), shape, false);
  }

  /** Adds the actor's layers and its head up to a free log standard deviation. */
  private int addActor(ActorCritic network, Signal trunk) {
    return Program.of(network)
        .exploration()
        .map(exploration -> addExploring(network, exploration, trunk))
        .orElseGet(
            () -> addHead(network.head(), network.actorLayers(), trunk, network.hasCritic()));
  }

  /** Adds layers up to the head's own, and what follows that. */
  private int addHead(PolicyHead head, List<Layer> layers, Signal input, boolean adds) {
    int stride = Kernels.pad(policyWidth);
    if (!(head instanceof PolicyHead.Gaussian gaussian) || gaussian.meanActivation() == null) {
      int buffer = addStack(layers, input, stride, adds).buffer();
      if (head.temperature() != 1) {
        operations.add(new ScaleOperation(1 / head.temperature(), buffer, stride));
      }
      return buffer;
    }
    // A buffer of its own, since the derivative of some functions needs what went in.
    Signal linear = addStack(layers, input, 0, adds);
    int out = addBuffer(stride);
    operations.add(
        new MeanActivationOperation(
            gaussian.meanActivation(),
            gaussian.actionSize(),
            head.layer().outputs(),
            linear.buffer(),
            linear.stride(),
            out,
            stride));
    return out;
  }

  private int addExploring(ActorCritic network, Exploration exploration, Signal trunk) {
    Signal features = addStack(network.actor(), trunk, 0, network.hasCritic());
    boolean adds = network.hasCritic() && network.actor().isEmpty();
    if (features.channelsLast() || features.buffer() == Signal.BYTES) {
      features = concat(List.of(features), features.shape(), adds);
      adds = false;
    }
    // Backward runs in reverse, so the exploration writes the features' gradient before the head.
    boolean headAdds = adds || exploration.learnsFeatures();
    PolicyHead head = network.head();
    int buffer = addHead(head, List.of(head.layer()), features, headAdds);
    int columns = Kernels.pad(exploration.columns());
    Signal out = flat(buffer, List.of(policyWidth));
    ExplorationOperation operation =
        new ExplorationOperation(
            exploration,
            features,
            buffer,
            Kernels.pad(policyWidth),
            addBuffer(Kernels.pad(exploration.features().size())),
            addBuffer(columns),
            addBuffer(columns),
            addScratch(ExplorationOperation.scratchSize(exploration)),
            allocated,
            adds);
    return add(operation, out).buffer();
  }

  /**
   * Adds the operations of one stack.
   *
   * @param lastStride stride of the buffer of the last layer, 0 for its padded width
   * @param addsInputGradient whether another stack has the same input and runs its backward pass
   *     first
   * @return what the stack yields
   */
  private Signal addStack(
      List<Layer> stack, Signal input, int lastStride, boolean addsInputGradient) {
    Signal signal = input;
    boolean adds = addsInputGradient;
    for (int k = 0; k < stack.size(); k++) {
      Layer layer = stack.get(k);
      boolean readsImages = layer instanceof Layer.Convolution || layer instanceof Layer.MaxPool;
      boolean bytesNeedFloats =
          signal.buffer() == Signal.BYTES && !(layer instanceof Layer.Convolution);
      boolean imageNeedsOrder =
          signal.channelsLast() && !readsImages && !(layer instanceof Layer.Activation);
      if (bytesNeedFloats || imageNeedsOrder) {
        signal = concat(List.of(signal), signal.shape(), adds);
        adds = false;
      }
      boolean last = k == stack.size() - 1 && lastStride > 0;
      Layer before = k > 0 ? stack.get(k - 1) : null;
      signal = addLayer(layer, before, signal, last ? lastStride : 0, adds);
      adds = false;
    }
    return signal;
  }

  private Signal addLayer(
      Layer layer, @Nullable Layer before, Signal in, int givenStride, boolean adds) {
    List<Integer> shape = layer.outputShape(in.shape());
    return switch (layer) {
      case Layer.Dense dense -> {
        Signal out =
            flat(addBuffer(givenStride > 0 ? givenStride : Kernels.pad(dense.outputs())), shape);
        yield add(new DenseOperation(dense.outputs(), in, out, allocated, adds), out);
      }
      case Layer.Activation activation -> addActivation(activation, before, in, adds);
      case Layer.Convolution convolution -> {
        Signal out = image(shape);
        int scratch = addScratch(ConvolutionOperation.scratchSize(convolution, in));
        yield add(new ConvolutionOperation(convolution, in, out, allocated, scratch, adds), out);
      }
      case Layer.MaxPool pool -> {
        Signal out = image(shape);
        operations.add(new MaxPoolOperation(pool, in, out, adds));
        yield out;
      }
      case Layer.LayerNorm norm -> {
        Signal out = flat(addBuffer(Kernels.pad(in.width())), shape);
        yield add(new LayerNormOperation(norm, in, out, allocated, adds), out);
      }
      case Layer.Lstm lstm -> {
        int stride = Kernels.pad(lstm.hidden());
        Signal out = flat(addBuffer(stride), shape);
        int gates = addBuffer(LstmOperation.gatesStride(lstm.hidden()));
        int cells = addBuffer(LstmOperation.cellsStride(lstm.hidden()));
        int state = states;
        states += lstm.stateSize();
        yield add(
            new LstmOperation(lstm, in, out, gates, cells, allocated, state, stateSize, adds), out);
      }
    };
  }

  private <O extends Operation & ParameterOperation> Signal add(O operation, Signal out) {
    allocated += operation.size();
    operations.add(operation);
    layers.add(operation);
    return out;
  }

  private Signal addActivation(
      Layer.Activation layer, @Nullable Layer before, Signal in, boolean adds) {
    int stride = in.channelsLast() ? in.stride() : Kernels.pad(in.width());
    Signal source = in;
    if (before == null) {
      int copy = addBuffer(stride);
      operations.add(
          new CopyOperation(
              in.channelsLast() ? stride : in.width(),
              in.buffer(),
              in.offset(),
              in.stride(),
              copy,
              stride,
              adds));
      source = new Signal(copy, 0, stride, in.shape(), in.channelsLast());
    }
    // Not in place behind another activation, whose derivative needs its own output, nor behind an
    // LSTM, which reads its own output again.
    boolean kept = before instanceof Layer.Activation || before instanceof Layer.Lstm;
    int out = layer.function().needsInput() || kept ? addBuffer(stride) : source.buffer();
    operations.add(new ActivationOperation(layer.function(), source.buffer(), out, stride));
    return new Signal(out, 0, stride, in.shape(), in.channelsLast());
  }

  private Signal image(List<Integer> shape) {
    int stride = shape.get(1) * shape.get(2) * Kernels.pad(shape.get(0));
    return new Signal(addBuffer(stride), 0, stride, shape, true);
  }

  private int addBuffer(int stride) {
    bufferStrides.add(stride);
    return bufferStrides.size() - 1;
  }

  private int addScratch(int size) {
    scratches.add(size);
    return scratches.size() - 1;
  }

  private int index(List<ParameterOperation> operations, int start) {
    int next = start;
    for (ParameterOperation operation : operations) {
      next = operation.index(flatIndex, next);
    }
    return next;
  }

  /** From description order into the padded flat array. */
  void scatter(float[] parameters, float[] flat) {
    if (parameters.length != flatIndex.length) {
      throw new IllegalArgumentException(
          "got " + parameters.length + " parameters, but the network has " + flatIndex.length);
    }
    all.scatter(parameters, flat);
  }

  /** From the padded flat array into description order. */
  float[] gather(float[] flat) {
    return all.gather(flat);
  }
}
