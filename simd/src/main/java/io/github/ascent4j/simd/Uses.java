package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.Operation.Append;
import io.github.ascent4j.policy.program.Operation.Dense;
import io.github.ascent4j.policy.program.Operation.Exploration;
import io.github.ascent4j.policy.program.Operation.Lstm;
import io.github.ascent4j.policy.program.Operation.OneHot;
import io.github.ascent4j.policy.program.Operation.Scale;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which operations of a program read each value. The backward pass runs in reverse, so the last of
 * those that give a value its gradient is the first to write it, and the others add to that.
 */
final class Uses {
  private final Map<Integer, Operation> producers = new HashMap<>();

  /** How many read a value; one more for an output. */
  private final Map<Integer, Integer> readers = new HashMap<>();

  /** Indices of the operations that give a value its gradient, in order. */
  private final Map<Integer, List<Integer>> writers = new HashMap<>();

  /** What is made of a value's row in place, with more columns perhaps. */
  private final Map<Integer, Value> extensions = new HashMap<>();

  Uses(Program program) {
    List<Operation> operations = program.operations();
    for (int k = 0; k < operations.size(); k++) {
      Operation operation = operations.get(k);
      producers.put(operation.output().id(), operation);
      for (Value value : operation.inputs()) {
        readers.merge(value.id(), 1, Integer::sum);
        if (learns(operation, value)) {
          writers.computeIfAbsent(value.id(), id -> new ArrayList<>()).add(k);
        }
      }
      switch (operation) {
        case Scale scale -> extensions.put(scale.input().id(), scale.output());
        case Append append -> extensions.put(append.input().id(), append.output());
        case Exploration exploration ->
            extensions.put(exploration.mean().id(), exploration.output());
        default -> {}
      }
    }
    program.outputs().forEach(output -> readers.merge(output.value().id(), 1, Integer::sum));
  }

  private static boolean learns(Operation operation, Value value) {
    return switch (operation) {
      case Exploration exploration ->
          exploration.learnsFeatures() || !exploration.features().equals(value);
      case Dense dense -> value.equals(dense.input());
      case Lstm lstm -> value.equals(lstm.input());
      case OneHot oneHot -> false;
      default -> true;
    };
  }

  /** What yields a value; null for none. */
  @Nullable Operation producer(Value value) {
    return producers.get(value.id());
  }

  /** Whether several read a value. */
  boolean shared(Value value) {
    return readers.getOrDefault(value.id(), 0) > 1;
  }

  /** Whether another operation goes on in the row of a value. */
  boolean extended(Value value) {
    return extensions.containsKey(value.id());
  }

  /** Columns of the row that begins as a value. */
  int width(Value value) {
    Value extension = extensions.get(value.id());
    return extension == null ? value.size() : width(extension);
  }

  /** Whether operation {@code k} adds to a gradient of a value that another has written before. */
  boolean adds(Value value, int k) {
    return last(value.id()) > k;
  }

  private int last(int value) {
    List<Integer> all = writers.getOrDefault(value, List.of());
    return all.isEmpty() ? -1 : all.getLast();
  }
}
