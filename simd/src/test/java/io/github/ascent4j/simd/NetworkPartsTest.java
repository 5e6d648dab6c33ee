package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimization.ClipRule;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes and steps for actor or critic alone. */
final class NetworkPartsTest {
  private static final Optimizer ADAM = Optimizer.Adam.withEpsilon(1e-8);
  private static final Optimizer DESCENT = new Optimizer.Sgd(0, 0, 0, false);
  private static final Optimization TWO = new Optimization(ADAM, DESCENT, ClipRule.TORCH);

  private static ActorCritic separate() {
    return Networks.separate(
        3, Networks.hidden(ActivationFunction.TANH, 5, 17), Networks.gaussian(2));
  }

  private static ActorCritic trunk() {
    List<Layer> own = Networks.hidden(ActivationFunction.TANH, 5);
    return new ActorCritic(
        3,
        Networks.hidden(ActivationFunction.TANH, 17),
        own,
        Networks.categorical(3),
        own,
        Layer.Dense.torch(1));
  }

  static Stream<ActorCritic> networks() {
    return Stream.of(
        separate(),
        trunk(),
        Networks.shared(3, Networks.hidden(ActivationFunction.TANH, 17), Networks.categorical(3)),
        // A trunk that ends with both heads behind an activation of their own.
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(5)),
            List.of(new Layer.Activation(ActivationFunction.TANH)),
            Networks.categorical(3),
            List.of(new Layer.Activation(ActivationFunction.TANH)),
            Layer.Dense.torch(1)));
  }

  private static int criticFrom(ActorCritic description) {
    return ParameterLayout.of(description).find("critic.0.weight").orElseThrow().offset();
  }

  private static float[] actorOf(ActorCritic description, float[] all) {
    return Arrays.copyOf(all, criticFrom(description));
  }

  private static float[] criticOf(ActorCritic description, float[] all) {
    return Arrays.copyOfRange(all, criticFrom(description), all.length);
  }

  /** Also behind a pass over everything, whose gradients still lie in the workspaces. */
  @ParameterizedTest
  @MethodSource("networks")
  void aPartsGradientIsThatOfItsOwnOutputs(ActorCritic description) {
    for (int threads = 1; threads <= 3; threads++) {
      for (int count : new int[] {1, 64, 300}) {
        try (SimdEngine engine = SimdEngine.create(threads)) {
          WeightedSum sum = new WeightedSum(engine, description, count, 7);
          float[] all = sum.gradient();
          sum.backward(Part.CRITIC);
          float[] critic = sum.network.gradient();
          assertThat(criticOf(description, critic)).isEqualTo(criticOf(description, all));
          assertThat(actorOf(description, critic)).containsOnly(0);

          sum.backward(Part.ACTOR);
          float[] actor = sum.network.gradient();
          Arrays.fill(sum.valueWeights, 0);
          float[] policyOnly = sum.gradient();
          assertThat(actorOf(description, actor)).isEqualTo(actorOf(description, policyOnly));
          assertThat(criticOf(description, actor)).containsOnly(0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void valuesAreThoseOfTheWholeNetwork(ActorCritic description) {
    for (int count : new int[] {1, 64, 65, 300}) {
      try (SimdEngine engine = SimdEngine.create(2)) {
        WeightedSum sum = new WeightedSum(engine, description, count, 5);
        float[] expected = new float[count];
        sum.network.forward(sum.inputs, count, new float[sum.policyWeights.length], expected);
        float[] actual = new float[count];
        sum.network.values(sum.inputs, count, actual);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void aNetworkWithoutACriticHasNoValues() {
    ActorCritic description =
        Networks.actorOnly(2, Networks.hidden(ActivationFunction.TANH, 3), Networks.categorical(2));
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedSum sum = new WeightedSum(engine, description, 3, 5);
      float[] values = {7, 8, 9};
      sum.network.forward(sum.inputs, 3, new float[6], values);
      assertThat(values).containsExactly(7, 8, 9);
      sum.network.backward(
          sum.batch(),
          Part.ALL,
          out -> {
            assertThat(out.strides).hasSize(1);
            sum.write(out);
          });
      float[] all = sum.network.gradient();
      sum.backward(Part.ACTOR);
      assertThat(sum.network.gradient()).isEqualTo(all);
      sum.network.step(Part.ALL, 0.1, 1);
      assertThat(sum.network.takeStepFigures().norms()).isPositive();
      assertThatThrownBy(() -> sum.network.values(sum.inputs, 3, values))
          .hasMessageContaining("no critic to run; give its description a value layer");
      assertThatThrownBy(() -> sum.backward(Part.CRITIC))
          .hasMessageContaining("no critic to run; give its description a value layer");
    }
  }

  /** Each part's norm and step are those of a network that has nothing else. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachOptimizerStepsItsPartAlone(int threads) {
    ActorCritic description = separate();
    try (SimdEngine engine = SimdEngine.create(threads);
        SimdEngine scalar = SimdEngine.scalar(1)) {
      WeightedSum sum = new WeightedSum(engine, description, TWO, 130, 3);
      WeightedSum twin = new WeightedSum(scalar, description, TWO, 130, 3);
      for (int round = 0; round < 3; round++) {
        float[] before = sum.network.parameters();
        sum.backward(Part.CRITIC);
        double criticNorm = norm(criticOf(description, sum.network.gradient()));
        assertThat(criticNorm).isGreaterThan(0.5);
        sum.network.step(Part.CRITIC, 0.1, 0.5);
        float[] after = sum.network.parameters();
        assertThat(actorOf(description, after)).isEqualTo(actorOf(description, before));
        float[] change = difference(criticOf(description, after), criticOf(description, before));
        assertThat(norm(change)).isCloseTo(0.1 * 0.5, within(0.05));

        sum.backward(Part.ACTOR);
        double actorNorm = norm(actorOf(description, sum.network.gradient()));
        sum.network.step(Part.ACTOR, 0.01, 0.5);
        assertThat(sum.network.takeStepFigures().norms()).isCloseTo(actorNorm, within(actorNorm));
        assertThat(criticOf(description, sum.network.parameters()))
            .isEqualTo(criticOf(description, after));

        twin.backward(Part.CRITIC);
        twin.network.step(Part.CRITIC, 0.1, 0.5);
        twin.backward(Part.ACTOR);
        twin.network.step(Part.ACTOR, 0.01, 0.5);
        assertThat(sum.network.parameters()).isEqualTo(twin.network.parameters());
      }
      assertThat(sum.network.optimizerStates()).extracting(s -> s.steps()).containsExactly(3L, 3L);
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.api.Assertions.within(1e-4 * value);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = a.clone();
    for (int i = 0; i < a.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }

  /** One pass for both, or one for each: both steps find their gradients. */
  @Test
  void aPassForOnePartLeavesTheOthersGradientToItsOptimizer() {
    ActorCritic description = separate();
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedSum together = new WeightedSum(engine, description, TWO, 70, 3);
      WeightedSum apart = new WeightedSum(engine, description, TWO, 70, 3);
      float[] all = together.gradient();
      apart.backward(Part.ACTOR);
      apart.backward(Part.CRITIC);
      assertThat(apart.network.gradient()).isEqualTo(all);
      for (TrainableNetwork network : List.of(together.network, apart.network)) {
        network.step(Part.ACTOR, 0.1, 0.5);
        network.step(Part.CRITIC, 0.1, 0.5);
      }
      assertThat(apart.network.parameters()).isEqualTo(together.network.parameters());
    }
  }

  @Test
  void aGradientThatIsNotFiniteStopsItsOwnPartOnly() {
    ActorCritic description = separate();
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedSum sum = new WeightedSum(engine, description, TWO, 5, 3);
      sum.valueWeights[2] = Float.NaN;
      float[] before = sum.network.parameters();
      sum.backward(Part.ALL);
      sum.network.step(Part.ACTOR, 0.1, Double.POSITIVE_INFINITY);
      assertThatThrownBy(() -> sum.network.step(Part.CRITIC, 0.1, 1))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("the gradient of critic.0.weight[0] is NaN");
      assertThat(criticOf(description, sum.network.parameters()))
          .isEqualTo(criticOf(description, before));

      sum.valueWeights[2] = 1;
      sum.policyWeights[1] = Float.POSITIVE_INFINITY;
      sum.backward(Part.ALL);
      sum.network.step(Part.CRITIC, 0.1, 1);
      assertThatThrownBy(() -> sum.network.step(Part.ACTOR, 0.1, 1))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("the gradient of actor.");
    }
  }

  /** The first of the critic's parameters moves to a multiple of 64, for its own norm. */
  @Test
  void onlyAnOptimizerOfItsOwnMovesTheCriticsParameters() {
    ActorCritic description = separate();
    Plan one = new Plan(Program.of(description), false);
    Plan two = new Plan(Program.of(description), true);
    FlatRange critic = two.range(Part.CRITIC);
    assertThat(critic.flatFrom % Kernels.NORM_LANES).isZero();
    assertThat(critic.flatSize() % Kernels.NORM_LANES).isZero();
    assertThat(two.range(Part.ACTOR).flatTo).isEqualTo(critic.flatFrom);
    assertThat(one.range(Part.CRITIC).flatFrom % Kernels.NORM_LANES).isNotZero();
    Parameter first = ParameterLayout.of(description).find("critic.0.weight").orElseThrow();
    assertThat(two.flatIndex[first.offset()]).isEqualTo(critic.flatFrom);
    assertThat(critic.holds(first.offset())).isTrue();
    assertThat(critic.holds(first.offset() - 1)).isFalse();
  }

  @Test
  void aStepIsForThePartOfAnOptimizer() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      TrainableNetwork one = engine.create(separate(), Optimization.of(ADAM));
      assertThatThrownBy(() -> one.step(Part.ACTOR, 0.1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a step for ACTOR, but one optimizer has all parameters; step ALL");
      TrainableNetwork two = engine.create(separate(), TWO);
      assertThatThrownBy(() -> two.step(Part.ALL, 0.1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("step ACTOR and CRITIC");
    }
  }

  @Test
  void anOptimizerOfItsOwnNeedsACriticOfItsOwn() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      assertThatThrownBy(() -> engine.create(trunk(), TWO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("share a trunk of 2 layers")
          .hasMessageContaining("leave criticOptimizer out");
      ActorCritic actor = Networks.actorOnly(2, List.of(), Networks.categorical(2));
      assertThatThrownBy(() -> engine.create(actor, TWO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the network has none");
    }
  }
}
