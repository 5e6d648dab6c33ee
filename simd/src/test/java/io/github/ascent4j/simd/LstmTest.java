package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.RecurrentContract;
import io.github.ascent4j.core.engine.contract.SequenceSum;
import io.github.ascent4j.core.engine.contract.WeightedSum;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that remember: LSTMs in every place. */
final class LstmTest extends RecurrentContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  @ParameterizedTest
  @MethodSource("allWidths")
  void threadsAndVectorsChangeNoBit(ActorCritic description) {
    for (int[] shape : new int[][] {{5, 1}, {3, 7}, {6, 27}}) {
      float[] gradient;
      SequenceSum.Outputs outputs;
      try (SimdEngine engine = SimdEngine.scalar(1)) {
        SequenceSum sum = new SequenceSum(engine, description, shape[0], shape[1], 0.2, 7);
        gradient = sum.gradient();
        outputs = sum.forward();
      }
      for (int threads = 1; threads <= 2; threads++) {
        try (SimdEngine engine = SimdEngine.create(threads)) {
          SequenceSum sum = new SequenceSum(engine, description, shape[0], shape[1], 0.2, 7);
          assertThat(sum.gradient()).isEqualTo(gradient);
          SequenceSum.Outputs actual = sum.forward();
          assertThat(actual.policy()).isEqualTo(outputs.policy());
          assertThat(actual.states()).isEqualTo(outputs.states());
        }
      }
    }
  }

  /** Chains that begin with both biases, walk the input upwards, then the state before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 37})
  void aStepHasTheBitsOfPlainChains(int hidden) {
    int inputs = 7;
    ActorCritic description = trunk(inputs, lstm(hidden));
    try (SimdEngine engine = SimdEngine.create(1)) {
      SequenceSum sum = new SequenceSum(engine, description, 1, 1, 0, 13);
      float[] states = sum.forward().states();
      int hiddenWeight = 4 * hidden * inputs;
      int bias = hiddenWeight + 4 * hidden * hidden;
      float[] w = sum.parameters;
      float[] chains = new float[4 * hidden];
      for (int j = 0; j < chains.length; j++) {
        float chain = w[bias + j] + w[bias + 4 * hidden + j];
        for (int i = 0; i < inputs; i++) {
          chain = Math.fma(sum.numbers[i], w[j * inputs + i], chain);
        }
        for (int i = 0; i < hidden; i++) {
          chain = Math.fma(sum.states[i], w[hiddenWeight + j * hidden + i], chain);
        }
        chains[j] = chain;
      }
      for (int j = 0; j < hidden; j++) {
        float in = FloatMath.sigmoid(chains[j]) * FloatMath.tanh(chains[2 * hidden + j]);
        float c = Math.fma(FloatMath.sigmoid(chains[hidden + j]), sum.states[hidden + j], in);
        float h = FloatMath.sigmoid(chains[3 * hidden + j]) * FloatMath.tanh(c);
        assertThat(states[hidden + j]).isEqualTo(c);
        assertThat(states[j]).isEqualTo(h);
      }
    }
  }

  /** So that padding stays zero through every step of the optimiser and adds nothing to norms. */
  @ParameterizedTest
  @MethodSource("allWidths")
  void paddingHasNoGradient(ActorCritic description) {
    for (Kernels kernels : new Kernels[] {new VectorKernels(), new ScalarKernels()}) {
      Plan plan = new Plan(Program.of(description));
      float[] flat = new float[plan.flatSize];
      plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
      Random random = new Random(1);
      Rows input = new Rows();
      input.count = 15;
      input.steps = 5;
      input.numbers = WeightedSum.gaussians(random, 15 * plan.numbers);
      input.states = WeightedSum.gaussians(random, 3 * plan.stateSize);
      Workspace workspace = new Workspace(plan);
      workspace.reserve(15);
      workspace.point(input, 0, 15, new float[0]);
      workspace.prepareBackward();
      PlanRunner runner = new PlanRunner(plan, kernels);
      runner.parametersChanged(flat);
      runner.prepareBackward(flat);
      runner.forward(runner.operations, workspace, flat, 15);
      // Whatever the padding of the outputs' gradient holds must not matter.
      for (int buffer : plan.outputBuffers) {
        Arrays.fill(workspace.gradients[buffer], 1f);
      }
      runner.backward(workspace, flat, 15);
      Set<Integer> used = new HashSet<>();
      for (int index : plan.flatIndex) {
        assertThat(used.add(index)).isTrue();
      }
      for (int i = 0; i < plan.flatSize; i++) {
        if (!used.contains(i)) {
          assertThat(workspace.parameterGradient[i]).as("padding " + i).isZero();
        }
      }
    }
  }

  @Test
  void curvatureIsRefused() {
    Plan plan = new Plan(Program.of(trunk(3, lstm(5))));
    Operation lstm = plan.operations.getFirst();
    assertThat(lstm).isInstanceOf(LstmOperation.class);
    float[] flat = new float[plan.flatSize];
    Workspace workspace = new Workspace(plan);
    assertThatThrownBy(() -> lstm.tangent(new ScalarKernels(), workspace, flat, flat, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use a network without one");
  }
}
