package io.github.ascent4j.policy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InferenceNetworkTest {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);
  private static final PolicyHead HEAD = new PolicyHead.Categorical(Layer.Dense.torch(5));
  private static final Layer.Dense VALUE = Layer.Dense.torch(1);

  private static ActorCritic image(List<Integer> shape, Input.Kind kind, Layer... layers) {
    Input part = new Input(kind, shape, List.of(layers));
    return new ActorCritic(List.of(part), List.of(), List.of(), HEAD, List.of(), VALUE);
  }

  private static Layer.Convolution convolution(int channels, int... window) {
    return Layer.Convolution.torch(
        channels, new Window(window[0], window[1], window[2], window[3], window[4], window[5]));
  }

  static List<ActorCritic> networks() {
    Layer pool = new Layer.MaxPool(new Window(2, 3, 2, 1, 0, 0));
    Layer norm = new Layer.LayerNorm(1e-3f);
    List<Integer> shape = List.of(3, 9, 10);
    Layer[] odd = {convolution(7, 3, 2, 2, 1, 1, 0), RELU, convolution(5, 2, 3, 1, 2, 0, 2), TANH};
    Input camera =
        new Input(Input.Kind.IMAGE, List.of(1, 6, 5), List.of(convolution(4, 2, 2, 1, 1, 1, 1)));
    Input numbers = Input.numbers(3);
    Input more = new Input(Input.Kind.NUMBERS, List.of(2), List.of(Layer.Dense.torch(6), RELU));
    Input action = new Input(Input.Kind.PREVIOUS_ACTION, List.of(5), List.of());
    Input reward = new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of(TANH));
    return List.of(
        image(shape, Input.Kind.IMAGE),
        image(shape, Input.Kind.NUMBERS, odd),
        image(shape, Input.Kind.IMAGE, odd),
        image(shape, Input.Kind.IMAGE, pool, odd[0], norm, odd[2], norm, Layer.Dense.torch(9)),
        image(shape, Input.Kind.NUMBERS, TANH, pool, pool, TANH),
        image(List.of(17), Input.Kind.NUMBERS, Layer.Dense.torch(19), norm, TANH, TANH),
        // The image goes on through trunk and both branches.
        new ActorCritic(
            List.of(new Input(Input.Kind.IMAGE, shape, List.of(odd[0]))),
            List.of(RELU, odd[2]),
            List.of(pool, TANH),
            HEAD,
            List.of(TANH, norm),
            VALUE),
        new ActorCritic(
            List.of(numbers, camera, more, action, reward),
            List.of(Layer.Dense.torch(11), TANH, Layer.Lstm.torch(6), RELU),
            List.of(Layer.Lstm.orthogonal(4), TANH),
            HEAD,
            List.of(Layer.Dense.torch(3), Layer.Lstm.torch(5), norm, Layer.Lstm.torch(2)),
            VALUE),
        new ActorCritic(
            List.of(numbers), List.of(), List.of(Layer.Lstm.torch(3)), HEAD, List.of(), null),
        // The critic encodes the inputs itself, and remembers.
        new ActorCritic(
            List.of(numbers, camera, more),
            List.of(),
            List.of(TANH, Layer.Lstm.torch(4)),
            HEAD,
            List.of(RELU, Layer.Lstm.torch(3)),
            VALUE,
            List.of(List.of(TANH), camera.layers(), List.of())));
  }

  static float[] parameters(ActorCritic network, Random random) {
    float[] parameters = ParameterLayout.of(network).initialize(random);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.1 * random.nextGaussian());
    }
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsHaveTheBitsOfTheContract(ActorCritic network) {
    Random random = new Random(3);
    float[] parameters = parameters(network, random);
    InferenceNetwork.Workspace fast =
        new InferenceNetwork(Program.of(network), parameters).workspace();
    NaiveNetwork naive = new NaiveNetwork(network, parameters);
    for (int step = 0; step < 20; step++) {
      for (int i = 0; i < fast.numbers.length; i++) {
        fast.numbers[i] = (float) random.nextGaussian();
      }
      random.nextBytes(fast.images);
      NaiveNetwork.Outputs expected = naive.step(fast.numbers.clone(), fast.images);
      if (network.hasCritic()) {
        assertThat(fast.value()).isEqualTo(expected.value()[0]);
      }
      assertThat(fast.policy()).containsExactly(expected.policy());
      fast.remember();
      assertThat(fast.state).containsExactly(expected.nextState());
    }
  }

  /** A zero in the padding still turns the -0 that a chain started with into a 0. */
  @Test
  void zerosOfThePaddingAreLinksOfTheChain() {
    Layer.Convolution layer =
        new Layer.Convolution(
            1,
            new Window(3, 3, 1, 1, 2, 2),
            new Initializer.Constant(1),
            new Initializer.Constant(-0f));
    Program whole = Program.of(image(List.of(1, 1, 1), Input.Kind.NUMBERS, layer));
    List<Operation> operations = whole.operations().subList(0, 2);
    Program program =
        new Program(
            1,
            0,
            operations,
            new ParameterLayout(operations.get(1).parameters()),
            List.of(new Program.Output(Program.POLICY, operations.get(1).output())));
    float[] parameters = program.layout().initialize(new Random(1));
    InferenceNetwork.Workspace run = new InferenceNetwork(program, parameters).workspace();
    run.numbers[0] = -0f;
    float[] y = run.policy();
    assertThat(y).hasSize(9);
    for (float value : y) {
      assertThat(Float.floatToRawIntBits(value)).isZero();
    }
  }

  @Test
  void workspacesOfOneNetworkAreIndependent() {
    ActorCritic network = networks().get(7);
    Random random = new Random(5);
    InferenceNetwork shared =
        new InferenceNetwork(Program.of(network), parameters(network, random));
    InferenceNetwork.Workspace first = shared.workspace();
    InferenceNetwork.Workspace second = shared.workspace();
    first.numbers[0] = 2;
    first.policy();
    first.remember();
    assertThat(second.state).containsOnly(0);
    float[] before = second.policy().clone();
    first.policy();
    first.value();
    assertThat(second.policy()).containsExactly(before);
  }
}
