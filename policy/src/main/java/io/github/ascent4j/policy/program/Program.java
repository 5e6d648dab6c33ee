package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network as a list of operations, each after those it reads from. It is given a row of F floats
 * and U bytes for each sample, for a network with LSTMs also a state of S floats for each sequence,
 * and yields its outputs and the next state.
 *
 * <p>Thread safety: a program and all that it is made of are immutable, and all threads may share
 * them.
 *
 * @param numbers F, floats of a row
 * @param bytes U, bytes of a row
 * @param layout the parameters, in the order of the operations that have them
 * @param outputs what it yields, by name
 */
public record Program(
    int numbers,
    int bytes,
    List<Operation> operations,
    ParameterLayout layout,
    List<Output> outputs) {
  /** The output [P] that parametrises the distribution of actions. */
  public static final String POLICY = "policy";

  /** The output [1] that is the value of the state. */
  public static final String VALUE = "value";

  /** A value that the network yields under a name. */
  public record Output(String name, Value value) {}

  public Program {
    operations = List.copyOf(operations);
    outputs = List.copyOf(outputs);
    Set<Integer> yielded = new HashSet<>();
    for (Operation operation : operations) {
      for (Value input : operation.inputs()) {
        check(yielded.contains(input.id()), "reads a value that no operation before it yields");
      }
      check(yielded.add(operation.output().id()), "yields the value of another operation");
    }
    for (Output output : outputs) {
      check(yielded.contains(output.value().id()), "has an output that no operation yields");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a program that " + what);
    }
  }

  /** The program of {@code network}, with a value if that has a critic. */
  public static Program of(ActorCritic network) {
    return new Lowering().lower(network);
  }

  /** Which of the outputs has that name; -1 if none has. */
  public int index(String name) {
    for (int k = 0; k < outputs.size(); k++) {
      if (outputs.get(k).name().equals(name)) {
        return k;
      }
    }
    return -1;
  }

  /** Whether there is an output of that name. */
  public boolean yields(String name) {
    return outputs.stream().anyMatch(output -> output.name().equals(name));
  }

  /**
   * The output of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Value output(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no output is called "
                        + name
                        + "; give one of "
                        + outputs.stream().map(Output::name).toList()))
        .value();
  }

  /** The ranges of the state, in order. */
  public List<State> states() {
    List<State> states = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Lstm lstm) {
        states.add(lstm.state());
      }
    }
    return states;
  }

  /** S, floats remembered of each sequence; 0 for a network whose samples are independent. */
  public int stateSize() {
    return states().stream().mapToInt(State::size).sum();
  }

  /** Whether it remembers: its outputs depend on the samples before. */
  public boolean recurrent() {
    return stateSize() > 0;
  }

  /** The exploration by features, if there is one. */
  public Optional<Operation.Exploration> exploration() {
    for (Operation operation : operations) {
      if (operation instanceof Operation.Exploration exploration) {
        return Optional.of(exploration);
      }
    }
    return Optional.empty();
  }

  /** The operations that outputs need, in order. */
  public List<Operation> needed(String... names) {
    Set<Integer> wanted = new HashSet<>();
    for (String name : names) {
      wanted.add(output(name).id());
    }
    List<Operation> needed = new ArrayList<>();
    for (int k = operations.size() - 1; k >= 0; k--) {
      Operation operation = operations.get(k);
      if (wanted.contains(operation.output().id())) {
        operation.inputs().forEach(input -> wanted.add(input.id()));
        needed.add(operation);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /**
   * The network of some outputs alone, which is given the same rows: what they need, with
   * parameters and states that lie one behind the other. Names, and so {@link
   * ParameterLayout#select}, tell which of the whole's they are.
   */
  public Program only(String... names) {
    Map<Parameter, Parameter> places = new HashMap<>();
    List<Parameter> parameters = new ArrayList<>();
    List<Operation> moved = new ArrayList<>();
    int size = 0;
    int states = 0;
    for (Operation operation : needed(names)) {
      for (Parameter parameter : operation.parameters()) {
        Parameter here = parameter.at(size);
        size += here.size();
        places.put(parameter, here);
        parameters.add(here);
      }
      Operation here = operation.relocated(p -> places.getOrDefault(p, p));
      if (here instanceof Operation.Lstm lstm) {
        here = lstm.remembering(states);
        states += lstm.state().size();
      }
      moved.add(here);
    }
    List<Output> kept = outputs.stream().filter(o -> List.of(names).contains(o.name())).toList();
    return new Program(numbers, bytes, moved, new ParameterLayout(parameters), kept);
  }

  /** Multiply-adds of a sample in products with weights, of running forward. */
  public long multiplyAdds() {
    return operations.stream().mapToLong(Operation::multiplyAdds).sum();
  }

  /**
   * Multiply-adds of running backward after forward: as many as forward for the weights' gradients,
   * and the same for the inputs' gradients but where an input follows from no parameter, so that
   * nobody needs its gradient.
   */
  public long backwardMultiplyAdds() {
    Set<Integer> learnt = new HashSet<>();
    long sum = 0;
    for (Operation operation : operations) {
      boolean inputs = operation.inputs().stream().anyMatch(v -> learnt.contains(v.id()));
      sum += (inputs ? 2 : 1) * operation.multiplyAdds();
      if (inputs || !operation.parameters().isEmpty()) {
        learnt.add(operation.output().id());
      }
    }
    return sum;
  }
}
