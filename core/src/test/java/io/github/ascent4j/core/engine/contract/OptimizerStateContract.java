package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimization.ClipRule;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.program.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimisers remember leaves a network and comes back. */
public abstract class OptimizerStateContract {

  private static final Program PROGRAM =
      Program.of(
          Networks.separate(3, Networks.hidden(ActivationFunction.TANH, 5), Networks.gaussian(2)));

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

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
    sum.gradient();
    sum.network.step(0.01, 0.5);
  }

  /** Into a network that has taken other steps, too. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aRestoredNetworkGoesOnWithTheSameBits(Optimizer optimizer) {
    for (Optimization optimization :
        List.of(Optimization.of(optimizer), new Optimization(optimizer, ClipRule.TENSORFLOW))) {
      try (Engine engine = engine(1)) {
        WeightedSum sum = new WeightedSum(engine, PROGRAM, optimization, 9, 4);
        for (int i = 0; i < 3; i++) {
          step(sum);
        }
        for (boolean used : new boolean[] {false, true}) {
          WeightedSum next = new WeightedSum(engine, PROGRAM, optimization, 9, 4);
          if (used) {
            step(next);
          }
          next.network.setParameters(sum.network.parameters());
          next.network.restore(sum.network.optimizerState());
          checkEqual(next.network, sum.network);
          WeightedSum twin = new WeightedSum(engine, PROGRAM, optimization, 9, 4);
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
    OptimizerState state = expected.optimizerState();
    OptimizerState other = actual.optimizerState();
    assertThat(other.steps()).isEqualTo(state.steps());
    assertThat(other.slots()).containsExactlyElementsOf(state.slots());
  }

  /** TensorFlow's running mean of squares starts at 1, everything else at 0. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aStateHasOneArrayForEachSlotThatStartsAsItShould(Optimizer optimizer) {
    try (Engine engine = engine(1)) {
      TrainableNetwork network = engine.create(PROGRAM, Optimization.of(optimizer));
      OptimizerState state = network.optimizerState();
      assertThat(state.steps()).isZero();
      assertThat(state.slots()).hasSameSizeAs(optimizer.slots());
      boolean ones = optimizer instanceof Optimizer.RmsProp rmsProp && rmsProp.tensorflow();
      for (int k = 0; k < state.slots().size(); k++) {
        boolean square = optimizer.slots().get(k).equals("square_avg");
        assertThat(state.slots().get(k))
            .hasSize(PROGRAM.layout().size())
            .containsOnly(square && ones ? 1 : 0);
      }
    }
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAndChangesNothing() {
    Optimizer adam = Optimizer.Adam.withEpsilon(1e-8);
    Optimizer descent = new Optimizer.Sgd(0.9, 0, 0, false);
    try (Engine engine = engine(1)) {
      WeightedSum first = new WeightedSum(engine, PROGRAM, Optimization.of(adam), 5, 4);
      WeightedSum second = new WeightedSum(engine, PROGRAM, Optimization.of(descent), 5, 4);
      step(first);
      step(second);
      OptimizerState before = first.network.optimizerState();
      OptimizerState other = second.network.optimizerState();
      refused(second.network, before, "Sgd", "has 2 arrays; it needs 1");
      refused(first.network, other, "Adam", "it needs 2, for [exp_avg, exp_avg_sq]");
      OptimizerState wrong = new OptimizerState(1, List.of(new float[3]));
      refused(
          second.network,
          wrong,
          "has 3 numbers for momentum_buffer, but it changes "
              + other.slots().getFirst().length
              + " parameters");
      OptimizerState half = new OptimizerState(9, List.of(new float[3], before.slots().get(1)));
      refused(first.network, half, "has 3 numbers for exp_avg");
      OptimizerState negative = new OptimizerState(-1, other.slots());
      refused(second.network, negative, "has -1 steps; it needs 0 or more");
      OptimizerState after = first.network.optimizerState();
      assertThat(after.steps()).isEqualTo(1);
      assertThat(after.slots()).containsExactlyElementsOf(before.slots());
    }
  }

  private static void refused(TrainableNetwork network, OptimizerState state, String... messages) {
    assertThatThrownBy(() -> network.restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(messages);
  }
}
