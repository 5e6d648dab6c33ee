package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimization.ClipRule;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimisers remember leaves a network and comes back. */
final class OptimizerStateTest {
  private static final ActorCritic DESCRIPTION =
      Networks.separate(3, Networks.hidden(ActivationFunction.TANH, 5), Networks.gaussian(2));

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Adam(0.9, 0.99, 1e-5, 0.01),
        new Optimizer.AdamW(0.9, 0.99, 1e-5, 0.01),
        new Optimizer.RmsProp(0.9, 1e-5, 0.01, 0, false, false),
        new Optimizer.RmsProp(0.9, 1e-5, 0, 0, false, true),
        new Optimizer.RmsProp(0.9, 1e-5, 0, 0, true, true),
        new Optimizer.RmsProp(0.9, 1e-5, 0, 0.9, false, false),
        new Optimizer.RmsProp(0.9, 1e-5, 0.01, 0.9, true, false),
        new Optimizer.Sgd(0, 0, 0.01, false),
        new Optimizer.Sgd(0.9, 0.5, 0, false),
        new Optimizer.Sgd(0.9, 0, 0.01, true));
  }

  private static void step(WeightedSum sum) {
    sum.backward(Part.ALL);
    if (sum.network.optimization().criticOptimizer() == null) {
      sum.network.step(Part.ALL, 0.01, 0.5);
    } else {
      sum.network.step(Part.ACTOR, 0.01, 0.5);
      sum.network.step(Part.CRITIC, 0.02, 0.5);
    }
  }

  /** Into a network that has taken other steps, too. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aRestoredNetworkGoesOnWithTheSameBits(Optimizer optimizer) {
    Optimizer other = new Optimizer.RmsProp(0.9, 1e-5, 0, 0.5, true, false);
    for (Optimization optimization :
        List.of(
            Optimization.of(optimizer),
            new Optimization(optimizer, other, ClipRule.TENSORFLOW),
            new Optimization(other, optimizer, ClipRule.TORCH))) {
      try (SimdEngine engine = SimdEngine.create(1)) {
        WeightedSum sum = new WeightedSum(engine, DESCRIPTION, optimization, 9, 4);
        for (int i = 0; i < 3; i++) {
          step(sum);
        }
        for (boolean used : new boolean[] {false, true}) {
          WeightedSum next = new WeightedSum(engine, DESCRIPTION, optimization, 9, 4);
          if (used) {
            step(next);
          }
          next.network.setParameters(sum.network.parameters());
          next.network.restore(sum.network.optimizerStates());
          checkEqual(next.network, sum.network);
          WeightedSum twin = new WeightedSum(engine, DESCRIPTION, optimization, 9, 4);
          for (int i = 0; i < 3; i++) {
            step(twin);
          }
          for (int i = 0; i < 3; i++) {
            step(twin);
            step(next);
          }
          checkEqual(next.network, twin.network);
        }
      }
    }
  }

  private static void checkEqual(TrainableNetwork actual, TrainableNetwork expected) {
    assertThat(actual.parameters()).isEqualTo(expected.parameters());
    List<OptimizerState> states = expected.optimizerStates();
    List<OptimizerState> others = actual.optimizerStates();
    assertThat(others).hasSameSizeAs(states);
    for (int k = 0; k < states.size(); k++) {
      assertThat(others.get(k).steps()).isEqualTo(states.get(k).steps());
      assertThat(others.get(k).slots()).containsExactlyElementsOf(states.get(k).slots());
    }
  }

  /** TensorFlow's running mean of squares starts at 1, everything else at 0. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aStateHasOneArrayForEachSlotThatStartsAsItShould(Optimizer optimizer) {
    try (SimdEngine engine = SimdEngine.create(1)) {
      TrainableNetwork network = engine.create(DESCRIPTION, Optimization.of(optimizer));
      OptimizerState state = network.optimizerStates().getFirst();
      assertThat(state.steps()).isZero();
      assertThat(state.slots()).hasSameSizeAs(optimizer.slots());
      boolean ones = optimizer instanceof Optimizer.RmsProp rmsProp && rmsProp.tensorflow();
      for (int k = 0; k < state.slots().size(); k++) {
        boolean square = optimizer.slots().get(k).equals("square_avg");
        assertThat(state.slots().get(k))
            .hasSize(ParameterLayout.of(DESCRIPTION).size())
            .containsOnly(square && ones ? 1 : 0);
      }
    }
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAndChangesNothing() {
    Optimizer adam = Optimizer.Adam.withEpsilon(1e-8);
    Optimizer descent = new Optimizer.Sgd(0.9, 0, 0, false);
    try (SimdEngine engine = SimdEngine.create(1)) {
      Optimization two = new Optimization(adam, descent, ClipRule.TORCH);
      WeightedSum sum = new WeightedSum(engine, DESCRIPTION, two, 5, 4);
      step(sum);
      List<OptimizerState> states = sum.network.optimizerStates();
      OptimizerState actor = states.getFirst();
      OptimizerState critic = states.getLast();
      refused(sum.network, List.of(actor), "got 1 optimizer states, but the network has 2");
      refused(sum.network, List.of(actor, actor), "Sgd", "has 2 arrays; it needs 1");
      refused(
          sum.network, List.of(critic, critic), "Adam", "it needs 2, for [exp_avg, exp_avg_sq]");
      OptimizerState other = new OptimizerState(9, actor.slots());
      OptimizerState wrong = new OptimizerState(1, List.of(new float[3]));
      refused(
          sum.network,
          List.of(other, wrong),
          "has 3 numbers for momentum_buffer, but it changes "
              + critic.slots().getFirst().length
              + " parameters");
      OptimizerState negative = new OptimizerState(-1, critic.slots());
      refused(sum.network, List.of(other, negative), "has -1 steps; it needs 0 or more");
      List<OptimizerState> after = sum.network.optimizerStates();
      assertThat(after.getFirst().steps()).isEqualTo(1);
      assertThat(after.getFirst().slots()).containsExactlyElementsOf(actor.slots());
    }
  }

  private static void refused(
      TrainableNetwork network, List<OptimizerState> states, String... messages) {
    assertThatThrownBy(() -> network.restore(states))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(messages);
  }
}
