package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.contract.ImageContract;
import io.github.ascent4j.core.engine.contract.ImageNetworks;
import io.github.ascent4j.core.engine.contract.WeightedImageSum;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients and tangents of convolutions and max-pools against differences. */
final class ImageGradientTest extends ImageContract {

  private static final float VALUE_WEIGHT = 0.5f;

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  @ParameterizedTest
  @MethodSource("all")
  void threadsAndVectorsChangeNoBitOfTheGradient(ActorCritic description) {
    for (int count : new int[] {1, 130}) {
      float[] expected;
      try (SimdEngine engine = SimdEngine.scalar(1)) {
        expected = new WeightedImageSum(engine, description, count, 7).gradient();
      }
      for (int threads = 1; threads <= 2; threads++) {
        try (SimdEngine vectors = SimdEngine.create(threads)) {
          assertThat(new WeightedImageSum(vectors, description, count, 7).gradient())
              .isEqualTo(expected);
        }
      }
    }
  }

  /** So that padding stays zero through every step of the optimiser and adds nothing to norms. */
  @ParameterizedTest
  @MethodSource("all")
  void paddingHasNoGradient(ActorCritic description) {
    for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels())) {
      Plan plan = new Plan(Program.of(description));
      float[] flat = new float[plan.flatSize];
      plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
      Workspace workspace = new Workspace(plan);
      workspace.prepareBackward();
      NetworkInput input = ImageNetworks.input(description, Plan.BLOCK, new Random(1));
      workspace.point(new Rows().of(input), 0, Plan.BLOCK, new float[0]);
      PlanRunner runner = new PlanRunner(plan, kernels);
      runner.parametersChanged(flat);
      runner.prepareBackward(flat);
      runner.forward(runner.operations, workspace, flat, Plan.BLOCK);
      // Whatever the padding of gradients holds must not matter.
      for (float[] gradients : workspace.gradients) {
        Arrays.fill(gradients, 1f);
      }
      runner.backward(workspace, flat, Plan.BLOCK);

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

  /** With an activation in front, whose own gradient is that of the network's input. */
  @Test
  void anImageThatLiesByChannelsGetsItsGradient() {
    Input input = ImageNetworks.numbers(3, 5, 6);
    for (Layer layer :
        List.of(
            ImageNetworks.convolution(5, new Window(3, 2, 2, 1, 1, 0)),
            ImageNetworks.convolution(17, Window.square(2, 3, 0)),
            new Layer.MaxPool(new Window(2, 3, 1, 2, 0, 0)))) {
      checkInputGradient(
          ImageNetworks.shared(input, ImageNetworks.TANH, layer, ImageNetworks.TANH));
      // Read by the actor and by the critic, whose gradients add up.
      checkInputGradient(
          new ActorCritic(
              List.of(input),
              List.of(ImageNetworks.TANH),
              List.of(layer),
              Networks.categorical(3),
              List.of(layer),
              Layer.Dense.torch(1)));
    }
  }

  private static void checkInputGradient(ActorCritic description) {
    Plan plan = new Plan(Program.of(description));
    float[] flat = new float[plan.flatSize];
    plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
    Workspace workspace = new Workspace(plan);
    workspace.prepareBackward();
    int count = 2;
    NetworkInput input = ImageNetworks.input(description, count, new Random(2));
    PlanRunner runner = new PlanRunner(plan, new VectorKernels());
    runner.parametersChanged(flat);
    runner.prepareBackward(flat);
    value(plan, runner, workspace, flat, input);
    float[] outGradients = workspace.gradients[plan.outputBuffers[0]];
    for (int i = 0; i < outGradients.length; i++) {
      outGradients[i] = weight(plan, i);
    }
    Arrays.fill(workspace.gradients[plan.outputBuffers[1]], VALUE_WEIGHT);
    runner.backward(workspace, flat, count);
    // Of the buffer that the numbers are copied to.
    float[] gradient = workspace.gradients[1].clone();
    int width = description.numbers();
    for (int i = 0; i < input.numbers.length; i++) {
      float center = input.numbers[i];
      input.numbers[i] = center + STEP;
      double above = value(plan, runner, workspace, flat, input);
      input.numbers[i] = center - STEP;
      double below = value(plan, runner, workspace, flat, input);
      input.numbers[i] = center;
      assertThat((double) gradient[i / width * plan.strides[1] + i % width])
          .as("number " + i)
          .isCloseTo((above - below) / (2 * STEP), within(1e-3));
    }
  }

  private static double value(
      Plan plan, PlanRunner runner, Workspace workspace, float[] flat, NetworkInput input) {
    workspace.point(new Rows().of(input), 0, input.count, new float[0]);
    runner.forward(runner.operations, workspace, flat, input.count);
    double sum = 0;
    for (int i = 0; i < input.count * plan.strides[plan.outputBuffers[0]]; i++) {
      sum += (double) weight(plan, i) * workspace.values[plan.outputBuffers[0]][i];
    }
    for (int i = 0; i < input.count; i++) {
      int row = i * plan.strides[plan.outputBuffers[1]];
      sum += (double) VALUE_WEIGHT * workspace.values[plan.outputBuffers[1]][row];
    }
    return sum;
  }

  /** Of an output, 0 for its padding. */
  private static float weight(Plan plan, int i) {
    int column = i % plan.strides[plan.outputBuffers[0]];
    return column < plan.outputWidths[0] ? 1 - column : 0;
  }
}
