package io.github.ascent4j.policy.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations, shapes and places of every kind of description. */
final class ProgramTest {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);
  private static final Layer.Dense ONE = Layer.Dense.torch(1);

  /** The operations as lines: kind, ids read, id yielded with its shape, names of parameters. */
  private static List<String> lines(Program program) {
    return program.operations().stream().map(ProgramTest::line).toList();
  }

  private static String line(Operation operation) {
    String inputs =
        operation.inputs().stream()
            .map(v -> String.valueOf(v.id()))
            .collect(Collectors.joining(" ", "", " -> "));
    String parameters =
        operation.parameters().stream()
            .map(p -> " " + p.name() + "@" + p.offset())
            .collect(Collectors.joining());
    return operation.getClass().getSimpleName()
        + " "
        + (operation.inputs().isEmpty() ? "" : inputs)
        + operation.output().id()
        + operation.output().shape()
        + parameters;
  }

  private static Program actor(PolicyHead head) {
    return Program.of(new ActorCritic(3, List.of(), List.of(), head));
  }

  private static Operation last(Program program) {
    return program.operations().get(program.operations().size() - 1);
  }

  @Test
  void stacksFollowOneAnotherAndParametersFollowThem() {
    Program program =
        Program.of(
            new ActorCritic(
                3,
                List.of(Layer.Dense.torch(5), TANH),
                List.of(new Layer.LayerNorm(1e-5f)),
                new PolicyHead.Gaussian(Layer.Dense.torch(2), -0.5f),
                List.of(),
                ONE));
    assertThat(lines(program))
        .containsExactly(
            "Read 0[3]",
            "Dense 0 -> 1[5] trunk.0.weight@0 trunk.0.bias@15",
            "Activation 1 -> 2[5]",
            "LayerNorm 2 -> 3[5] actor.0.weight@20 actor.0.bias@25",
            "Dense 3 -> 4[2] actor.1.weight@30 actor.1.bias@40",
            "Append 4 -> 5[4] log_std@42",
            "Dense 2 -> 6[1] critic.0.weight@44 critic.0.bias@49");
    assertThat(program.layout().size()).isEqualTo(50);
    assertThat(program.output(Program.POLICY).shape()).containsExactly(4);
    assertThat(program.output(Program.VALUE).shape()).containsExactly(1);
    assertThat(program.numbers()).isEqualTo(3);
    assertThat(program.bytes()).isZero();
    assertThat(program.recurrent()).isFalse();
  }

  @Test
  void partsAreReadWhereTheyLieInTheRow() {
    Layer convolution = Layer.Convolution.torch(2, new Window(2, 3, 1, 2, 0, 1));
    Layer pool = new Layer.MaxPool(Window.square(2, 2, 0));
    Program program =
        Program.of(
            new ActorCritic(
                List.of(
                    Input.numbers(4),
                    new Input(Input.Kind.IMAGE, List.of(3, 5, 6), List.of(convolution, RELU, pool)),
                    new Input(Input.Kind.IMAGE, List.of(7), List.of()),
                    new Input(Input.Kind.NUMBERS, List.of(2), List.of(Layer.Dense.torch(3))),
                    new Input(Input.Kind.PREVIOUS_ACTION, List.of(2), List.of()),
                    new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of())),
                List.of(Layer.Lstm.torch(8)),
                List.of(),
                new PolicyHead.Categorical(Layer.Dense.torch(2)),
                List.of(),
                ONE));
    assertThat(lines(program))
        .containsExactly(
            "Read 0[4]",
            "Read 1[3, 5, 6]",
            "Convolution 1 -> 2[2, 4, 3] input.1.0.weight@0 input.1.0.bias@36",
            "Activation 2 -> 3[2, 4, 3]",
            "MaxPool 3 -> 4[2, 2, 1]",
            "Read 5[7]",
            "Read 6[2]",
            "Dense 6 -> 7[3] input.3.0.weight@38 input.3.0.bias@44",
            "Read 8[2]",
            "Read 9[1]",
            "Concat 0 4 5 7 8 9 -> 10[21]",
            "Lstm 10 -> 11[8] trunk.0.weight_ih@47 trunk.0.weight_hh@719 trunk.0.bias_ih@975"
                + " trunk.0.bias_hh@1007",
            "Dense 11 -> 12[2] actor.0.weight@1039 actor.0.bias@1055",
            "Dense 11 -> 13[1] critic.0.weight@1057 critic.0.bias@1065");
    List<String> reads =
        program.operations().stream()
            .filter(Operation.Read.class::isInstance)
            .map(Operation.Read.class::cast)
            .map(read -> read.kind() + " from " + read.offset() + " over " + read.divisor())
            .toList();
    assertThat(reads)
        .containsExactly(
            "NUMBERS from 0 over 1.0",
            "IMAGE from 0 over 255.0",
            "IMAGE from 90 over 255.0",
            "NUMBERS from 4 over 1.0",
            "PREVIOUS_ACTION from 6 over 1.0",
            "PREVIOUS_REWARD from 8 over 1.0");
    assertThat(program.numbers()).isEqualTo(9);
    assertThat(program.bytes()).isEqualTo(97);
    assertThat(program.states()).containsExactly(new State("trunk.0", 0, 16));
  }

  @Test
  void everyHeadEndsInTheParametersOfItsDistribution() {
    Layer.Dense four = Layer.Dense.torch(4);
    assertThat(last(actor(new PolicyHead.Categorical(four)))).isInstanceOf(Operation.Dense.class);
    assertThat(last(actor(new PolicyHead.Categorical(four, 0, 2))))
        .isInstanceOfSatisfying(
            Operation.Scale.class, scale -> assertThat(scale.factor()).isEqualTo(0.5f));
    assertThat(lines(actor(new PolicyHead.MultiCategorical(four, List.of(3, 1))))).hasSize(2);
    assertThat(lines(actor(new PolicyHead.Bernoulli(four)))).hasSize(2);
    assertThat(lines(actor(new PolicyHead.Beta(four)))).hasSize(2);
    LogStd free = new LogStd.Free(0);
    assertThat(line(last(actor(new PolicyHead.TanhGaussian(four, free)))))
        .isEqualTo("Append 1 -> 2[8] log_std@16");
    LogStd halves = new LogStd.StateDependent(-5, 2);
    assertThat(lines(actor(new PolicyHead.TanhGaussian(four, halves)))).hasSize(2);
    PolicyHead squashed = new PolicyHead.Gaussian(four, halves, ActivationFunction.TANH, 0);
    assertThat(last(actor(squashed)))
        .isInstanceOfSatisfying(
            Operation.Activation.class,
            mean -> {
              assertThat(mean.columns()).isEqualTo(2);
              assertThat(mean.whole()).isFalse();
            });
    PolicyHead joint =
        new PolicyHead.Joint(
            List.of(
                new PolicyHead.Gaussian(four, -1),
                new PolicyHead.Categorical(Layer.Dense.torch(2)),
                new PolicyHead.TanhGaussian(ONE, free)));
    assertThat(line(last(actor(joint)))).isEqualTo("Append 1 -> 2[12] log_std.0@28 log_std.2@32");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void explorationReadsMeansAndFeatures(boolean fullStd) {
    LogStd exploration = new LogStd.Exploration(-2, 5, fullStd, true, !fullStd);
    PolicyHead head =
        new PolicyHead.Gaussian(Layer.Dense.torch(2), exploration, ActivationFunction.TANH, 0);
    List<Layer> layers = List.of(Layer.Dense.torch(5));
    Program program = Program.of(new ActorCritic(3, List.of(), layers, head));
    assertThat(lines(program))
        .containsExactly(
            "Read 0[3]",
            "Dense 0 -> 1[5] actor.0.weight@0 actor.0.bias@15",
            "Dense 1 -> 2[2] actor.1.weight@20 actor.1.bias@30",
            "Activation 2 -> 3[2]",
            "Exploration 3 1 -> 4[9] log_std@32");
    Operation.Exploration operation = program.exploration().orElseThrow();
    assertThat(operation.columns()).isEqualTo(fullStd ? 2 : 1);
    assertThat(operation.logStd().size()).isEqualTo(fullStd ? 10 : 5);
    assertThat(operation.expln()).isTrue();
    assertThat(operation.learnsFeatures()).isEqualTo(!fullStd);
  }

  @Test
  void featuresOfAnImageAreLaidOutBeforeTheyExplore() {
    LogStd exploration = new LogStd.Exploration(-2, 12, true, true, true);
    PolicyHead head = new PolicyHead.Gaussian(Layer.Dense.torch(1), exploration, null, 0);
    Input image = new Input(Input.Kind.IMAGE, List.of(3, 2, 2), List.of());
    assertThat(lines(Program.of(new ActorCritic(List.of(image), List.of(), List.of(), head))))
        .containsExactly(
            "Read 0[3, 2, 2]",
            "Concat 0 -> 1[12]",
            "Dense 1 -> 2[1] actor.0.weight@0 actor.0.bias@12",
            "Exploration 2 1 -> 3[14] log_std@13");
  }

  private static ActorCritic separate(List<List<Layer>> criticInputs) {
    List<Layer> encoder = List.of(Layer.Dense.torch(3), RELU);
    return new ActorCritic(
        List.of(
            new Input(Input.Kind.NUMBERS, List.of(2), encoder),
            new Input(Input.Kind.IMAGE, List.of(4), List.of())),
        List.of(),
        List.of(Layer.Lstm.torch(2)),
        new PolicyHead.Categorical(Layer.Dense.torch(2)),
        List.of(Layer.Lstm.torch(5)),
        ONE,
        criticInputs);
  }

  @Test
  void aCriticMayEncodeTheInputsItself() {
    List<List<Layer>> own = List.of(List.of(Layer.Dense.torch(6)), List.of(Layer.Dense.torch(1)));
    Program program = Program.of(separate(own));
    assertThat(lines(program))
        .containsExactly(
            "Read 0[2]",
            "Dense 0 -> 1[3] input.0.0.weight@0 input.0.0.bias@6",
            "Activation 1 -> 2[3]",
            "Read 3[4]",
            "Concat 2 3 -> 4[7]",
            "Lstm 4 -> 5[2] actor.0.weight_ih@9 actor.0.weight_hh@65 actor.0.bias_ih@81"
                + " actor.0.bias_hh@89",
            "Dense 5 -> 6[2] actor.1.weight@97 actor.1.bias@101",
            "Dense 0 -> 7[6] critic.input.0.0.weight@103 critic.input.0.0.bias@115",
            "Dense 3 -> 8[1] critic.input.1.0.weight@121 critic.input.1.0.bias@125",
            "Concat 7 8 -> 9[7]",
            "Lstm 9 -> 10[5] critic.0.weight_ih@126 critic.0.weight_hh@266 critic.0.bias_ih@366"
                + " critic.0.bias_hh@386",
            "Dense 10 -> 11[1] critic.1.weight@406 critic.1.bias@411");
    assertThat(program.states())
        .containsExactly(new State("actor.0", 0, 4), new State("critic.0", 4, 10));
  }

  @Test
  void ownLayersOfTheCriticMustFitTheInputs() {
    assertThatThrownBy(() -> separate(List.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for the critic for 1 inputs of 2");
    assertThatThrownBy(() -> separate(List.of(List.of(Layer.Lstm.torch(2)), List.of())))
        .hasMessageContaining("an LSTM in the layers of one input");
  }

  /** The value alone is a network by itself, with names as before and places of its own. */
  @Test
  void someOutputsAloneAreAProgramOfTheirOwn() {
    Program whole = Program.of(separate(List.of(List.of(Layer.Dense.torch(6)), List.of())));
    Program value = whole.only(Program.VALUE);
    assertThat(lines(value))
        .containsExactly(
            "Read 0[2]",
            "Read 3[4]",
            "Dense 0 -> 7[6] critic.input.0.0.weight@0 critic.input.0.0.bias@12",
            "Concat 7 3 -> 8[10]",
            "Lstm 8 -> 9[5] critic.0.weight_ih@18 critic.0.weight_hh@218 critic.0.bias_ih@318"
                + " critic.0.bias_hh@338",
            "Dense 9 -> 10[1] critic.1.weight@358 critic.1.bias@363");
    assertThat(value.states()).containsExactly(new State("critic.0", 0, 10));
    assertThat(value.yields(Program.VALUE)).isTrue();
    assertThat(value.yields(Program.POLICY)).isFalse();
    assertThatThrownBy(() -> value.output(Program.POLICY))
        .hasMessage("no output is called policy; give one of [value]");
    Program policy = whole.only(Program.POLICY);
    assertThat(policy.layout().size() + value.layout().size()).isEqualTo(whole.layout().size());
    assertThat(whole.only(Program.POLICY, Program.VALUE)).isEqualTo(whole);

    float[] all = whole.layout().initialize(new Random(1));
    float[] copy = new float[all.length];
    for (Program part : List.of(policy, value)) {
      part.layout().insert(part.layout().select(whole.layout(), all), whole.layout(), copy);
    }
    assertThat(copy).isEqualTo(all);
    Parameter bias = value.layout().find("critic.1.bias").orElseThrow();
    float[] own = value.layout().select(whole.layout(), all);
    assertThat(own[bias.offset()]).isEqualTo(all[all.length - 1]);
  }

  @Test
  void aSharedTrunkIsNeededByBothOutputs() {
    Program program =
        Program.of(
            new ActorCritic(
                3,
                List.of(Layer.Dense.torch(5), TANH),
                List.of(),
                new PolicyHead.Categorical(Layer.Dense.torch(2)),
                List.of(),
                ONE));
    assertThat(program.needed(Program.VALUE))
        .hasSize(4)
        .containsAll(program.operations().subList(0, 3));
    assertThat(program.needed(Program.POLICY)).isEqualTo(program.operations().subList(0, 4));
    // 3*5 + 5*2 + 5*1 = 30 multiply-adds, of which 15 read the input.
    assertThat(program.multiplyAdds()).isEqualTo(30);
    assertThat(program.backwardMultiplyAdds()).isEqualTo(30 + 15);
  }

  @Test
  void whatIsNoProgramIsRefused() {
    Value value = new Value(0, List.of(2));
    Operation read = new Operation.Read(Input.Kind.NUMBERS, 0, value);
    ParameterLayout none = new ParameterLayout(List.of());
    Operation scale = new Operation.Scale(new Value(1, List.of(2)), new Value(2, List.of(2)), 2);
    assertThatThrownBy(() -> new Program(2, 0, List.of(read, scale), none, List.of()))
        .hasMessageContaining("reads a value that no operation before it yields");
    assertThatThrownBy(() -> new Program(2, 0, List.of(read, read), none, List.of()))
        .hasMessageContaining("yields the value of another operation");
    List<Program.Output> outputs = List.of(new Program.Output("policy", new Value(3, List.of(1))));
    assertThatThrownBy(() -> new Program(2, 0, List.of(read), none, outputs))
        .hasMessageContaining("an output that no operation yields");
  }
}
