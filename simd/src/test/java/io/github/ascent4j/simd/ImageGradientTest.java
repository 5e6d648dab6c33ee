package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Part;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients and tangents of convolutions and max-pools against differences. */
final class ImageGradientTest {
  private static final float STEP = 0x1p-8f;
  private static final float VALUE_WEIGHT = 0.5f;

  static Stream<ActorCritic> convolutions() {
    return ImageNetworks.convolutions();
  }

  static Stream<ActorCritic> pools() {
    return ImageNetworks.pools();
  }

  static Stream<ActorCritic> all() {
    return ImageNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void everyParameterHasItsGradient(ActorCritic description) {
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 3, 5);
      float[] gradient = sum.gradient(Part.ALL);
      for (int p = 0; p < gradient.length; p++) {
        double slope = sum.slope(p, -STEP, STEP);
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(1e-3 + 1e-3 * Math.abs(slope)));
      }
    }
  }

  /** Where a maximum changes within the step, the other side has no such kink, or few have none. */
  @ParameterizedTest
  @MethodSource("pools")
  void everyParameterInFrontOfAMaximumHasItsGradient(ActorCritic description) {
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 2, 5);
      float[] gradient = sum.gradient(Part.ALL);
      int kinked = 0;
      for (int p = 0; p < gradient.length; p++) {
        double below = Math.abs(gradient[p] - sum.slope(p, -STEP, 0));
        double above = Math.abs(gradient[p] - sum.slope(p, 0, STEP));
        kinked += Math.min(below, above) > 4e-3 + 4e-3 * Math.abs(gradient[p]) ? 1 : 0;
      }
      assertThat(kinked).as("of " + gradient.length).isLessThanOrEqualTo(gradient.length / 20);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void threadsAndVectorsChangeNoBitOfTheGradient(ActorCritic description) {
    for (int count : new int[] {1, 130}) {
      float[] expected;
      try (SimdEngine engine = SimdEngine.scalar(1)) {
        expected = new WeightedImageSum(engine, description, count, 7).gradient(Part.ALL);
      }
      for (int threads = 1; threads <= 2; threads++) {
        try (SimdEngine vectors = SimdEngine.create(threads)) {
          assertThat(new WeightedImageSum(vectors, description, count, 7).gradient(Part.ALL))
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Also behind a pass over everything, whose gradients still lie in the workspace. */
  @ParameterizedTest
  @MethodSource("all")
  void theActorsGradientIsThatOfItsOwnOutputs(ActorCritic description) {
    try (SimdEngine engine = SimdEngine.create(1)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 5, 7);
      sum.gradient(Part.ALL);
      float[] actor = sum.gradient(Part.ACTOR);
      Arrays.fill(sum.policyWeights, 0);
      float[] critic = sum.gradient(Part.ALL);
      float[] all = new WeightedImageSum(engine, description, 5, 7).gradient(Part.ALL);
      for (int p = 0; p < all.length; p++) {
        boolean own = p >= criticFrom(description);
        double expected = own ? 0 : (double) all[p] - critic[p];
        assertThat((double) actor[p])
            .as("parameter " + p)
            .isCloseTo(expected, within(1e-4 + 1e-4 * Math.abs(critic[p])));
      }
    }
  }

  private static int criticFrom(ActorCritic description) {
    return ParameterLayout.of(description).find("critic.0.weight").orElseThrow().offset();
  }

  /** So that padding stays zero through every step of the optimiser and adds nothing to norms. */
  @ParameterizedTest
  @MethodSource("all")
  void paddingHasNoGradient(ActorCritic description) {
    for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels())) {
      Plan plan = new Plan(Program.of(description), false);
      float[] flat = new float[plan.flatSize];
      plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
      Workspace workspace = new Workspace(plan);
      workspace.prepareBackward();
      NetworkInput input = ImageNetworks.input(description, Plan.BLOCK, new Random(1));
      workspace.point(new Rows().of(input), 0, Plan.BLOCK, new float[0]);
      PlanRunner runner = new PlanRunner(plan, kernels);
      runner.parametersChanged(Part.ALL, flat);
      runner.prepareBackward(Part.ALL, flat);
      runner.forward(Part.ALL, workspace, flat, Plan.BLOCK);
      // Whatever the padding of gradients holds must not matter.
      for (float[] gradients : workspace.gradients) {
        Arrays.fill(gradients, 1f);
      }
      runner.backward(Part.ALL, workspace, flat, Plan.BLOCK);

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
    Plan plan = new Plan(Program.of(description), false);
    float[] flat = new float[plan.flatSize];
    plan.scatter(ParameterLayout.of(description).initialize(new TrainingRandom(1, 0)), flat);
    Workspace workspace = new Workspace(plan);
    workspace.prepareBackward();
    int count = 2;
    NetworkInput input = ImageNetworks.input(description, count, new Random(2));
    PlanRunner runner = new PlanRunner(plan, new VectorKernels());
    runner.parametersChanged(Part.ALL, flat);
    runner.prepareBackward(Part.ALL, flat);
    value(plan, runner, workspace, flat, input);
    float[] outGradients = workspace.gradients[plan.policyBuffer];
    for (int i = 0; i < outGradients.length; i++) {
      outGradients[i] = weight(plan, i);
    }
    Arrays.fill(workspace.gradients[plan.valueBuffer], VALUE_WEIGHT);
    runner.backward(Part.ALL, workspace, flat, count);
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
    runner.forward(Part.ALL, workspace, flat, input.count);
    double sum = 0;
    for (int i = 0; i < input.count * plan.strides[plan.policyBuffer]; i++) {
      sum += (double) weight(plan, i) * workspace.values[plan.policyBuffer][i];
    }
    for (int i = 0; i < input.count; i++) {
      int row = i * plan.strides[plan.valueBuffer];
      sum += (double) VALUE_WEIGHT * workspace.values[plan.valueBuffer][row];
    }
    return sum;
  }

  /** Of an output, 0 for its padding. */
  private static float weight(Plan plan, int i) {
    int column = i % plan.strides[plan.policyBuffer];
    return column < plan.policyWidth ? 1 - column : 0;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void theTangentIsTheSlopeAlongItsDirection(ActorCritic description) {
    try (SimdEngine engine = SimdEngine.create(2)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 70, 5);
      float[] direction = WeightedSum.gaussians(new Random(8), sum.parameters.length);
      float step = 0x1p-9f;
      float[] above = sum.policy(moved(sum.parameters, direction, step));
      float[] below = sum.policy(moved(sum.parameters, direction, -step));
      sum.network.setParameters(sum.parameters);
      float[] tangents = sum.tangents(direction, new float[direction.length]);
      for (int i = 0; i < tangents.length; i++) {
        double slope = ((double) above[i] - below[i]) / (2 * step);
        assertThat((double) tangents[i])
            .as("output " + i)
            .isCloseTo(slope, within(5e-3 + 5e-3 * Math.abs(slope)));
      }
    }
  }

  /** One carries numbers forward and the other back, by the same matrix. */
  @ParameterizedTest
  @MethodSource("all")
  void tangentAndGradientAreTransposed(ActorCritic description) {
    try (SimdEngine engine = SimdEngine.create(2)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 70, 5);
      float[] direction = WeightedSum.gaussians(new Random(8), sum.parameters.length);
      float[] product = new float[direction.length];
      float[] tangents = sum.tangents(direction, product);
      float[] gradient = sum.gradient(Part.ACTOR);
      double size = Math.sqrt(dot(tangents, tangents) * dot(sum.policyWeights, sum.policyWeights));
      assertThat(dot(tangents, sum.policyWeights))
          .isCloseTo(dot(direction, gradient), within(1e-5 * size));

      // With the identity for a metric, the product is what carrying the tangents back gives.
      System.arraycopy(tangents, 0, sum.policyWeights, 0, tangents.length);
      assertThat(product).isEqualTo(sum.gradient(Part.ACTOR));
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] moved(float[] start, float[] direction, float step) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }
}
