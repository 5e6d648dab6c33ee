package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.contract.LayerNormContract;
import io.github.ascent4j.core.engine.contract.WeightedSum;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layer normalisation in every place of a network. */
@ReadsGolden
final class LayerNormTest extends LayerNormContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  static List<Golden.Case> layerNorm() {
    return Golden.cases("networks.json", 2, c -> c.kind().equals("layer_norm"));
  }

  /** Behind two parts laid side by side, so that the input has a gradient. */
  @ParameterizedTest
  @MethodSource
  void layerNorm(Golden.Case golden) {
    Layer norm = new Layer.LayerNorm((float) golden.input("eps").asDouble());
    ActorCritic description =
        new ActorCritic(
            List.of(Input.numbers(2), Input.numbers(4)),
            List.of(norm),
            List.of(),
            Networks.categorical(1),
            List.of(),
            null);
    float[] parameters = new float[ParameterLayout.of(description).size()];
    System.arraycopy(Golden.floats(golden.input("params").get("weight")), 0, parameters, 0, 6);
    System.arraycopy(Golden.floats(golden.input("params").get("bias")), 0, parameters, 6, 6);
    Plan plan = new Plan(Program.of(description));
    float[] flat = new float[plan.flatSize];
    plan.scatter(parameters, flat);
    Workspace workspace = new Workspace(plan);
    float[] inputs = Golden.floats(golden.input("input"));
    workspace.point(new Rows().of(new NetworkInput().of(inputs, 4)), 0, 4, new float[0]);
    workspace.prepareBackward();
    Kernels kernels = new VectorKernels();
    Operation concat = plan.operations.get(0);
    Operation operation = plan.operations.get(1);
    concat.forward(kernels, workspace, flat, 4);
    operation.forward(kernels, workspace, flat, 4);
    float[] outer = Golden.floats(golden.input("grad_outputs").get("output"));
    float[] output = new float[24];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(workspace.values[2], i * 8, output, i * 6, 6);
      System.arraycopy(outer, i * 6, workspace.gradients[2], i * 8, 6);
    }
    // An activation behind would have replaced what came out.
    Arrays.fill(workspace.values[2], Float.NaN);
    operation.backward(kernels, workspace, flat, 4);
    float[] inputGradient = new float[24];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(workspace.gradients[1], i * 8, inputGradient, i * 6, 6);
    }
    float[] gradient = plan.gather(workspace.parameterGradient);
    JsonNode expected = golden.expected("grad_params");
    golden.check("output", golden.expected("outputs").get("output"), output);
    golden.check("weight", expected.get("weight"), Arrays.copyOf(gradient, 6));
    golden.check("bias", expected.get("bias"), Arrays.copyOfRange(gradient, 6, 12));
    golden.check("input", golden.expected("grad_inputs").get("input"), inputGradient);
  }

  /** (1 2 3 6) has mean 3 and variance 3.5. */
  @Test
  void aRowGetsMeanZeroAndVarianceOne() {
    Layer norm = new Layer.LayerNorm(0.5f);
    Plan plan = new Plan(Program.of(network(4, norm)));
    float[] flat = new float[plan.flatSize];
    Arrays.fill(flat, plan.flatIndex[0], plan.flatIndex[0] + 4, 3f);
    Arrays.fill(flat, plan.flatIndex[4], plan.flatIndex[4] + 4, 10f);
    Workspace workspace = new Workspace(plan);
    NetworkInput input = new NetworkInput().of(new float[] {1, 2, 3, 6}, 1);
    workspace.point(new Rows().of(input), 0, 1, new float[0]);
    plan.operations.getFirst().forward(new ScalarKernels(), workspace, flat, 1);
    assertThat(Arrays.copyOf(workspace.values[1], 4)).containsExactly(7, 8.5f, 10, 14.5f);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void threadsAndVectorsChangeNoBit(ActorCritic description) {
    float[] expected;
    try (SimdEngine engine = SimdEngine.scalar(1)) {
      expected = new WeightedSum(engine, description, 150, 7).gradient();
    }
    for (int threads = 1; threads <= 2; threads++) {
      try (SimdEngine engine = SimdEngine.create(threads)) {
        assertThat(new WeightedSum(engine, description, 150, 7).gradient()).isEqualTo(expected);
      }
    }
  }

  /** The tangent of the outputs for any direction is that of their weighted sum's gradient. */
  @ParameterizedTest
  @MethodSource("networks")
  void tangentsAndGradientsGiveTheSameSlope(ActorCritic description) {
    Random random = new Random(3);
    Plan plan = new Plan(Program.of(description));
    Kernels kernels = new VectorKernels();
    int rows = 9;
    float[] flat = new float[plan.flatSize];
    float[] direction = new float[plan.flatSize];
    int size = ParameterLayout.of(description).size();
    plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
    float[] numbers = WeightedSum.gaussians(random, size);
    plan.scatter(numbers, direction);
    Workspace workspace = new Workspace(plan);
    NetworkInput input = new NetworkInput();
    float[] inputs = WeightedSum.gaussians(random, rows * plan.numbers);
    workspace.point(new Rows().of(input.of(inputs, rows)), 0, rows, new float[0]);
    workspace.prepareBackward();
    workspace.prepareTangent();
    PlanRunner runner = new PlanRunner(plan, kernels);
    runner.parametersChanged(flat);
    runner.prepareBackward(flat);
    runner.prepareTangent(direction);
    runner.forward(runner.operations, workspace, flat, rows);
    runner.tangent(workspace, flat, direction, rows);
    int stride = plan.strides[plan.outputBuffers[0]];
    double expected = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < plan.outputWidths[0]; j++) {
        float weight = (float) random.nextGaussian();
        workspace.gradients[plan.outputBuffers[0]][i * stride + j] = weight;
        expected += (double) weight * workspace.tangents[plan.outputBuffers[0]][i * stride + j];
      }
    }
    runner.backward(workspace, flat, rows);
    float[] gradient = plan.gather(workspace.parameterGradient);
    double actual = 0;
    for (int p = 0; p < size; p++) {
      actual += (double) gradient[p] * numbers[p];
    }
    assertThat(actual).isCloseTo(expected, within(1e-3 + 1e-4 * Math.abs(expected)));
  }
}
