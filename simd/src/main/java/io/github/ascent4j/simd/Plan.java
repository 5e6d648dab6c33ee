package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Categories;
import io.github.ascent4j.policy.program.Operation.Activation;
import io.github.ascent4j.policy.program.Operation.Append;
import io.github.ascent4j.policy.program.Operation.Concat;
import io.github.ascent4j.policy.program.Operation.Convolution;
import io.github.ascent4j.policy.program.Operation.Dense;
import io.github.ascent4j.policy.program.Operation.Exploration;
import io.github.ascent4j.policy.program.Operation.LayerNorm;
import io.github.ascent4j.policy.program.Operation.Lstm;
import io.github.ascent4j.policy.program.Operation.MaxPool;
import io.github.ascent4j.policy.program.Operation.OneHot;
import io.github.ascent4j.policy.program.Operation.Read;
import io.github.ascent4j.policy.program.Operation.Scale;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program compiled for the engine: operations in order, buffers between them, and the place of
 * every parameter in a padded flat array. Buffer 0 is the caller's numbers.
 */
final class Plan {
  /**
   * Samples that run through the whole network together, before the next ones. Part of the order of
   * sums: the gradient of a batch is the sum of its blocks' gradients, in order.
   */
  static final int BLOCK = 64;

  /** Sequences of a network that remembers that run together; part of the order of sums as well. */
  static final int SEQUENCES = 8;

  final List<Operation> operations = new ArrayList<>();

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

  /** Where each of the program's outputs is. */
  final int[] outputBuffers;

  /** Components of each output. */
  final int[] outputWidths;

  /** Size of the flat parameter array, a multiple of {@link Kernels#NORM_LANES}. */
  final int flatSize;

  /**
   * Where in it the tables of categories start: the size of it without them, a multiple as well.
   */
  final int tableStart;

  /** For every parameter in description order, its index in the flat array. */
  final int[] flatIndex;

  private final Program program;
  private final Uses uses;
  private final List<Integer> bufferStrides = new ArrayList<>();
  private final List<Integer> scratches = new ArrayList<>();

  /** What holds each value, by its number. */
  private final Map<Integer, Signal> signals = new HashMap<>();

  /** For each operation of the program, the first of this plan's behind those that do it. */
  private final List<Integer> ends = new ArrayList<>();

  private final List<CategoryTable> tables = new ArrayList<>();

  /** Operations with parameters, and where these start in description order. */
  private final Map<ParameterOperation, Integer> starts = new LinkedHashMap<>();

  private int allocated;

  Plan(Program program) {
    this.program = program;
    uses = new Uses(program);
    numbers = program.numbers();
    bytes = program.bytes();
    stateSize = program.stateSize();
    recurrent = program.recurrent();
    bufferStrides.add(numbers);
    flatIndex = new int[program.layout().size()];
    for (int k = 0; k < program.operations().size(); k++) {
      var operation = program.operations().get(k);
      signals.put(operation.output().id(), compile(operation, k));
      ends.add(operations.size());
    }
    strides = bufferStrides.stream().mapToInt(Integer::intValue).toArray();
    scratchSizes = scratches.stream().mapToInt(Integer::intValue).toArray();
    tableStart = aligned(allocated);
    flatSize = placeParameters();
    outputBuffers =
        program.outputs().stream().mapToInt(output -> signal(output.value()).buffer()).toArray();
    outputWidths = program.outputs().stream().mapToInt(output -> output.value().size()).toArray();
  }

  /** Says where all parameters lie, the tables behind the others; returns the size of the whole. */
  private int placeParameters() {
    int next = tableStart;
    for (CategoryTable table : tables) {
      table.place(next);
      next = Math.addExact(next, table.size());
    }
    starts.forEach((operation, start) -> operation.index(flatIndex, start));
    return aligned(next);
  }

  /** Whether there are tables of categories. */
  boolean hasTables() {
    return !tables.isEmpty();
  }

  private static int aligned(int size) {
    return (size + Kernels.NORM_LANES - 1) / Kernels.NORM_LANES * Kernels.NORM_LANES;
  }

  /** Floats from row to row of each output. */
  int[] outputStrides() {
    return Arrays.stream(outputBuffers).map(buffer -> strides[buffer]).toArray();
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

  /** Which of the program's operations an output needs. */
  private Set<Integer> needed(String output) {
    Set<Integer> values = new HashSet<>();
    program.needed(output).forEach(operation -> values.add(operation.output().id()));
    Set<Integer> needed = new HashSet<>();
    for (int k = 0; k < program.operations().size(); k++) {
      if (values.contains(program.operations().get(k).output().id())) {
        needed.add(k);
      }
    }
    return needed;
  }

  /**
   * This plan's operations that some of the outputs need, in order.
   *
   * @param wanted bit k for output k
   */
  Operation[] operations(int wanted) {
    Set<Integer> some = new HashSet<>();
    for (int k = 0; k < outputBuffers.length; k++) {
      if ((wanted >> k & 1) == 1) {
        some.addAll(needed(program.outputs().get(k).name()));
      }
    }
    List<Operation> chosen = new ArrayList<>();
    for (int k = 0; k < ends.size(); k++) {
      if (some.contains(k)) {
        chosen.addAll(operations.subList(k == 0 ? 0 : ends.get(k - 1), ends.get(k)));
      }
    }
    return chosen.toArray(Operation[]::new);
  }

  private Signal compile(io.github.ascent4j.policy.program.Operation operation, int k) {
    return switch (operation) {
      case Read read ->
          read.bytes()
              ? new Signal(Signal.BYTES, read.offset(), bytes, read.output().shape(), false)
              : new Signal(Signal.NUMBERS, read.offset(), numbers, read.output().shape(), false);
      case Concat concat -> {
        Signal out = vector(concat.output());
        List<Reading> parts = concat.inputs().stream().map(value -> reading(value, k)).toList();
        operations.add(new ConcatOperation(parts, out));
        yield out;
      }
      case Dense dense -> {
        Reading in = numbers(dense.input(), k);
        int outputs = dense.output().size();
        CategoryTable table = table(dense.categories(), outputs, outputs, k);
        Signal out = vector(dense.output());
        yield add(
            new DenseOperation(dense, in.signal(), table, out, allocated, in.adds()),
            operation,
            out);
      }
      case OneHot oneHot -> {
        Reading in = vector(oneHot.input(), k);
        Signal out = vector(oneHot.output());
        operations.add(new OneHotOperation(oneHot.sizes(), in.signal(), out));
        yield out;
      }
      case Activation activation -> activation(activation, k);
      case Convolution convolution -> {
        Reading in = reading(convolution.input(), k);
        Signal out = image(convolution.output().shape());
        ConvolutionShape shape =
            new ConvolutionShape(convolution.window(), in.signal(), out.shape().getFirst());
        int scratch = addScratch(ConvolutionOperation.scratchSize(shape, in.signal()));
        yield add(
            new ConvolutionOperation(shape, in.signal(), out, allocated, scratch, in.adds()),
            operation,
            out);
      }
      case MaxPool pool -> {
        Reading in = floats(pool.input(), k);
        Signal out = image(pool.output().shape());
        operations.add(new MaxPoolOperation(pool.window(), in.signal(), out, in.adds()));
        yield out;
      }
      case LayerNorm norm -> {
        Reading in = vector(norm.input(), k);
        Signal out = vector(norm.output());
        yield add(
            new LayerNormOperation(norm.epsilon(), in.signal(), out, allocated, in.adds()),
            operation,
            out);
      }
      case Lstm lstm -> lstm(lstm, k);
      case Scale scale -> {
        Signal in = signal(scale.input());
        operations.add(new ScaleOperation(scale.factor(), in.buffer(), in.stride()));
        yield in;
      }
      case Append append -> {
        Signal in = signal(append.input());
        int column = append.input().size();
        int width = append.output().size() - column;
        yield add(
            new FreeRowOperation(in.buffer(), in.stride(), column, width, allocated),
            operation,
            flat(in.buffer(), append.output().shape()));
      }
      case Exploration exploration -> exploration(exploration, k);
    };
  }

  private Signal signal(Value value) {
    Signal signal = signals.get(value.id());
    if (signal == null) {
      throw new IllegalArgumentException("nothing has yielded the value " + value);
    }
    return signal;
  }

  private Reading reading(Value value, int k) {
    return new Reading(signal(value), uses.adds(value, k));
  }

  /** A signal that is not of bytes, by way of a copy if it has to be. */
  private Reading floats(Value value, int k) {
    return signal(value).buffer() == Signal.BYTES ? copied(value, k) : reading(value, k);
  }

  /** A signal of floats in the order of its shape, by way of a copy if it has to be. */
  private Reading vector(Value value, int k) {
    return signal(value).channelsLast() ? copied(value, k) : floats(value, k);
  }

  /** What a layer reads besides categories; of width 0 if that is nothing. */
  private Reading numbers(@Nullable Value value, int k) {
    return value == null
        ? new Reading(new Signal(Signal.NUMBERS, 0, numbers, List.of(0), false), false)
        : vector(value, k);
  }

  /** Room for the rows of categories of a layer, if it reads any. */
  private @Nullable CategoryTable table(
      @Nullable Categories categories, int outputs, int block, int k) {
    if (categories == null) {
      return null;
    }
    Signal indices = vector(categories.indices(), k).signal();
    CategoryTable table = new CategoryTable(categories, indices, outputs, block);
    tables.add(table);
    return table;
  }

  private Reading copied(Value value, int k) {
    Signal out = flat(addBuffer(Kernels.pad(value.size())), value.shape());
    operations.add(new ConcatOperation(List.of(reading(value, k)), out));
    return new Reading(out, false);
  }

  private Signal activation(Activation activation, int k) {
    Reading in = floats(activation.input(), k);
    Signal source = in.signal();
    if (!activation.whole() || uses.extended(activation.output())) {
      // A buffer of its own, since the derivative of some functions needs what went in.
      Signal out = vector(activation.output());
      operations.add(
          new MeanActivationOperation(
              activation.function(),
              activation.columns(),
              activation.output().size(),
              source.buffer(),
              source.stride(),
              out.buffer(),
              out.stride()));
      return out;
    }
    boolean own = signal(activation.input()).buffer() == source.buffer();
    int stride = source.channelsLast() ? source.stride() : Kernels.pad(source.width());
    if (own && (source.input() || uses.shared(activation.input()))) {
      int copy = addBuffer(stride);
      int width = source.channelsLast() ? stride : source.width();
      operations.add(
          new CopyOperation(
              width, source.buffer(), source.offset(), source.stride(), copy, stride, in.adds()));
      source = new Signal(copy, 0, stride, source.shape(), source.channelsLast());
      own = false;
    }
    // Not in place behind another activation, whose derivative needs its own output, nor behind an
    // LSTM, which reads its own output again.
    var before = uses.producer(activation.input());
    boolean kept = own && (before instanceof Activation || before instanceof Lstm);
    boolean inPlace = !kept && !activation.function().needsInput();
    int out = inPlace ? source.buffer() : addBuffer(stride);
    operations.add(new ActivationOperation(activation.function(), source.buffer(), out, stride));
    return new Signal(out, 0, stride, source.shape(), source.channelsLast());
  }

  private Signal lstm(Lstm lstm, int k) {
    Reading in = numbers(lstm.input(), k);
    CategoryTable table = table(lstm.categories(), 4 * lstm.hidden(), lstm.hidden(), k);
    Signal out = vector(lstm.output());
    int gates = addBuffer(LstmOperation.gatesStride(lstm.hidden()));
    int cells = addBuffer(LstmOperation.cellsStride(lstm.hidden()));
    return add(
        new LstmOperation(
            lstm, in.signal(), table, out, gates, cells, allocated, stateSize, in.adds()),
        lstm,
        out);
  }

  private Signal exploration(Exploration exploration, int k) {
    Reading features = vector(exploration.features(), k);
    Signal mean = signal(exploration.mean());
    int columns = Kernels.pad(exploration.columns());
    ExplorationOperation operation =
        new ExplorationOperation(
            exploration,
            features.signal(),
            mean.buffer(),
            mean.stride(),
            addBuffer(Kernels.pad(exploration.features().size())),
            addBuffer(columns),
            addBuffer(columns),
            addScratch(ExplorationOperation.scratchSize(exploration)),
            allocated,
            features.adds());
    return add(operation, exploration, flat(mean.buffer(), exploration.output().shape()));
  }

  private <O extends Operation & ParameterOperation> Signal add(
      O operation, io.github.ascent4j.policy.program.Operation described, Signal out) {
    starts.put(operation, described.parameters().getFirst().offset());
    allocated += operation.size();
    operations.add(operation);
    return out;
  }

  /** A new buffer for a value, with room for what is written behind it. */
  private Signal vector(Value value) {
    return flat(addBuffer(Kernels.pad(uses.width(value))), value.shape());
  }

  private Signal flat(int buffer, List<Integer> shape) {
    return new Signal(buffer, 0, bufferStrides.get(buffer), shape, false);
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

  /** From description order into the padded flat array. */
  void scatter(float[] parameters, float[] flat) {
    if (parameters.length != flatIndex.length) {
      throw new IllegalArgumentException(
          "got " + parameters.length + " parameters, but the network has " + flatIndex.length);
    }
    Arrays.fill(flat, 0);
    for (int p = 0; p < flatIndex.length; p++) {
      flat[flatIndex[p]] = parameters[p];
    }
  }

  /** From the padded flat array into description order. */
  float[] gather(float[] flat) {
    float[] parameters = new float[flatIndex.length];
    for (int p = 0; p < flatIndex.length; p++) {
      parameters[p] = flat[flatIndex[p]];
    }
    return parameters;
  }
}
