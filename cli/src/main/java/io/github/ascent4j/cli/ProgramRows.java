package io.github.ascent4j.cli;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network in lines for people: one for every part of an input that has several, and for every
 * layer that has parameters, with the activations and pools behind it.
 */
final class ProgramRows {
  private final List<Operation> operations;
  private final Map<String, String> rows = new LinkedHashMap<>();

  private ProgramRows(Program program, List<Input> inputs) {
    operations = program.operations();
    List<Operation> policy = program.needed(Program.POLICY);
    boolean vector = readsOneVector(program);
    int parts = 0;
    Value head = null;
    for (Operation operation : policy) {
      head = operation instanceof Operation.Dense dense ? dense.output() : head;
    }
    for (int k = 0; k < operations.size(); k++) {
      Operation operation = operations.get(k);
      switch (operation) {
        case Operation.Read read -> {
          // Reads are in the order of the network's parts.
          if (!vector) {
            rows.put("input." + parts, input(inputs.get(parts)));
          }
          parts++;
        }
        case Operation.Append append -> append.parameters().forEach(this::addFree);
        case Operation.Exploration exploration -> addFree(exploration.logStd());
        default -> {
          if (!operation.parameters().isEmpty()) {
            // What follows the head is told with the distribution.
            addLayer(operation, operation.output().equals(head) ? "" : behind(k));
          }
        }
      }
    }
  }

  /** The lines by the names that the layers' parameters begin with. */
  static Map<String, String> of(ActorCritic network) {
    return new ProgramRows(Program.of(network), network.parts()).rows;
  }

  private static String input(Input part) {
    if (!part.categories().isEmpty()) {
      String sizes =
          part.categories().stream().map(String::valueOf).collect(Collectors.joining(" + "));
      return sizes + " categories, one-hot";
    }
    String kind = part.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + " " + shape(part.shape());
  }

  private static boolean readsOneVector(Program program) {
    List<Operation.Read> reads =
        program.operations().stream()
            .filter(Operation.Read.class::isInstance)
            .map(Operation.Read.class::cast)
            .toList();
    return reads.size() == 1
        && reads.getFirst().kind() == Input.Kind.NUMBERS
        && reads.getFirst().output().shape().size() == 1
        && program.layout().parameters().stream().noneMatch(p -> p.name().startsWith("input."));
  }

  private void addFree(Parameter parameter) {
    rows.put(parameter.name(), line(parameter.size() + " free", parameter.size()));
  }

  private void addLayer(Operation operation, String behind) {
    String first = operation.parameters().getFirst().name();
    long size = operation.parameters().stream().mapToLong(Parameter::size).sum();
    String shapes = read(operation) + " -> " + shape(operation.output().shape());
    rows.put(
        first.substring(0, first.lastIndexOf('.')), line(shapes + kind(operation) + behind, size));
  }

  /** The shape of what a layer reads, with a column for each category. */
  private static String read(Operation operation) {
    return switch (operation) {
      case Operation.Dense dense when dense.categories() != null ->
          String.valueOf(dense.weight().columns());
      case Operation.Lstm lstm -> String.valueOf(lstm.inputWeight().columns());
      default -> shape(operation.inputs().getFirst().shape());
    };
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** What makes an operation another one than a linear layer. */
  private static String kind(Operation operation) {
    return switch (operation) {
      case Operation.Convolution convolution -> " convolution " + window(convolution.window());
      case Operation.LayerNorm norm -> " layer norm";
      case Operation.Lstm lstm -> " LSTM";
      default -> "";
    };
  }

  /** The activations and pools that follow operation {@code k}. */
  private String behind(int k) {
    StringBuilder text = new StringBuilder();
    for (int i = k + 1; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (!operation.inputs().equals(List.of(operations.get(i - 1).output()))) {
        break;
      }
      if (operation instanceof Operation.MaxPool pool) {
        text.append(" max-pool ").append(window(pool.window()));
      } else if (operation instanceof Operation.Activation activation) {
        text.append(' ').append(activation.function().name().toLowerCase(Locale.ROOT));
      } else {
        break;
      }
    }
    return text.toString();
  }

  private static String window(Window window) {
    String text =
        window.kernelHeight()
            + "x"
            + window.kernelWidth()
            + "/"
            + window.strideHeight()
            + (window.strideHeight() == window.strideWidth() ? "" : "x" + window.strideWidth());
    return window.paddingHeight() == 0 && window.paddingWidth() == 0
        ? text
        : text + " padded " + window.paddingHeight() + "x" + window.paddingWidth();
  }

  private static String line(String shape, long parameters) {
    return String.format(Locale.ROOT, "%-20s %,9d", shape, parameters);
  }
}
