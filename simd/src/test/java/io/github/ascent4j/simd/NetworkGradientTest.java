package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.GradientContract;
import io.github.ascent4j.core.engine.contract.WeightedSum;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every parameter against central differences and over batches of all sizes. */
final class NetworkGradientTest extends GradientContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void threadsAndVectorsChangeNoBitOfTheGradient(ActorCritic description) {
    for (int count : new int[] {1, 129, 300}) {
      float[] expected;
      try (SimdEngine engine = SimdEngine.scalar(1)) {
        expected = new WeightedSum(engine, description, count, 7).gradient();
      }
      for (int threads = 1; threads <= 3; threads++) {
        try (SimdEngine vectors = SimdEngine.create(threads);
            SimdEngine scalar = SimdEngine.scalar(threads)) {
          assertThat(new WeightedSum(vectors, description, count, 7).gradient())
              .isEqualTo(expected);
          assertThat(new WeightedSum(scalar, description, count, 7).gradient()).isEqualTo(expected);
        }
      }
    }
  }

  /** So that padding stays zero through every step of the optimiser and adds nothing to norms. */
  @ParameterizedTest
  @MethodSource("shapes")
  void paddingHasNoGradient(ActorCritic description) {
    for (Kernels kernels : List.of(new VectorKernels(), new ScalarKernels())) {
      checkPadding(new Plan(Program.of(description)), description, kernels);
    }
  }

  private static void checkPadding(Plan plan, ActorCritic description, Kernels kernels) {
    float[] flat = new float[plan.flatSize];
    plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
    Workspace workspace = new Workspace(plan);
    workspace.prepareBackward();
    int rows = Plan.BLOCK;
    workspace.values[0] = WeightedSum.gaussians(new Random(1), rows * description.inputs());
    PlanRunner runner = new PlanRunner(plan, kernels);
    runner.parametersChanged(flat);
    runner.prepareBackward(flat);
    runner.forward(runner.operations, workspace, flat, rows);
    // Whatever the padding of the outputs' gradient holds must not matter.
    Arrays.fill(workspace.gradients[plan.outputBuffers[0]], 1f);
    if (description.hasCritic()) {
      Arrays.fill(workspace.gradients[plan.outputBuffers[1]], 1f);
    }
    runner.backward(workspace, flat, rows);

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
