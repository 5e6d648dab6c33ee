package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every parameter against central differences and over batches of all sizes. */
public abstract class GradientContract {

  private static final float STEP = 0x1p-8f;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  /** Networks of every kind of shape. */
  public static Stream<ActorCritic> shapes() {
    return Stream.concat(stacks(), heads());
  }

  private static Stream<ActorCritic> stacks() {
    ActivationFunction tanh = ActivationFunction.TANH;
    return Stream.of(
        Networks.separate(3, Networks.hidden(tanh, 5, 17), Networks.categorical(3)),
        Networks.separate(1, Networks.hidden(tanh, 40, 1), Networks.gaussian(5)),
        Networks.separate(17, Networks.hidden(tanh, 3), Networks.categorical(17)),
        Networks.shared(5, Networks.hidden(tanh, 17, 40), Networks.categorical(1)),
        Networks.shared(4, Networks.hidden(tanh, 16), Networks.gaussian(17)),
        Networks.shared(40, Networks.hidden(tanh, 5, 3), Networks.gaussian(1)),
        // Functions that are not 0 at 0, where padding lies.
        Networks.separate(
            3, Networks.hidden(ActivationFunction.SIGMOID, 17), Networks.categorical(3)),
        Networks.shared(3, Networks.hidden(ActivationFunction.SOFTPLUS, 17), Networks.gaussian(3)),
        // A linear policy.
        Networks.separate(5, List.of(), Networks.categorical(3)),
        Networks.shared(40, List.of(), Networks.gaussian(3)),
        // A trunk, and layers of both behind it.
        new ActorCritic(
            5,
            Networks.hidden(tanh, 17),
            Networks.hidden(tanh, 5),
            Networks.categorical(3),
            Networks.hidden(tanh, 40, 3),
            Layer.Dense.torch(1)),
        // Activations in front of linear layers, on the input, on the trunk and on one another.
        new ActorCritic(
            3,
            List.of(new Layer.Activation(tanh), Layer.Dense.torch(5)),
            List.of(new Layer.Activation(ActivationFunction.SILU)),
            Networks.gaussian(3),
            List.of(
                new Layer.Activation(tanh),
                new Layer.Activation(ActivationFunction.SOFTPLUS),
                Layer.Dense.torch(17)),
            Layer.Dense.torch(1)));
  }

  private static Stream<ActorCritic> heads() {
    ActivationFunction tanh = ActivationFunction.TANH;
    LogStd free = new LogStd.Free(-0.5f, -2, 2);
    LogStd dependent = new LogStd.StateDependent(-2, 2);
    return Stream.of(
            new PolicyHead.Gaussian(Layer.Dense.torch(6), dependent, null, 0),
            new PolicyHead.Gaussian(Layer.Dense.torch(3), free, tanh, 0),
            new PolicyHead.Gaussian(Layer.Dense.torch(17), free, ActivationFunction.GELU, 1e-8f),
            new PolicyHead.Gaussian(Layer.Dense.torch(6), dependent, tanh, 0),
            new PolicyHead.Gaussian(Layer.Dense.torch(34), dependent, ActivationFunction.SILU, 0),
            new PolicyHead.TanhGaussian(Layer.Dense.torch(5), free),
            new PolicyHead.TanhGaussian(Layer.Dense.torch(4), dependent),
            new PolicyHead.Beta(Layer.Dense.torch(6)),
            new PolicyHead.MultiCategorical(Layer.Dense.torch(5), List.of(2, 3)),
            new PolicyHead.Bernoulli(Layer.Dense.torch(3)),
            new PolicyHead.Categorical(Layer.Dense.torch(3), 0, 2.5f),
            new PolicyHead.Joint(
                List.of(
                    new PolicyHead.Categorical(Layer.Dense.torch(3)),
                    new PolicyHead.Gaussian(Layer.Dense.torch(2), free, null, 0),
                    new PolicyHead.Gaussian(Layer.Dense.torch(4), dependent, null, 0),
                    new PolicyHead.TanhGaussian(Layer.Dense.torch(17), new LogStd.Free(1)))))
        .flatMap(
            head ->
                Stream.of(
                    Networks.separate(3, Networks.hidden(tanh, 5), head),
                    Networks.shared(5, Networks.hidden(tanh, 17), head),
                    Networks.actorOnly(4, Networks.hidden(tanh, 16), head),
                    // A trunk without a critic.
                    new ActorCritic(
                        3,
                        Networks.hidden(tanh, 17),
                        Networks.hidden(tanh, 3),
                        head,
                        List.of(),
                        null)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyParameterHasItsGradient(ActorCritic description) {
    assertThat(checkDifferences(description, false)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationHasItsGradient(ActivationFunction function) {
    List<Layer> hidden = Networks.hidden(function, 5, 17);
    ActorCritic separate = Networks.separate(3, hidden, Networks.categorical(3));
    ActorCritic shared = Networks.shared(3, hidden, Networks.gaussian(2));
    boolean kinked =
        function == ActivationFunction.RELU || function == ActivationFunction.LEAKY_RELU;
    int skipped = checkDifferences(separate, kinked) + checkDifferences(shared, kinked);
    assertThat(skipped).isLessThan(20);
  }

  /**
   * Returns how many parameters were left out of those with a kink within the step, where there is
   * no derivative.
   *
   * @param kinked whether the network is a piecewise linear function of each parameter
   */
  private int checkDifferences(ActorCritic description, boolean kinked) {
    int kinks = 0;
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, description, 3, 5);
      float[] gradient = sum.gradient();
      for (int p = 0; p < gradient.length; p++) {
        double below = sum.slope(p, -STEP, 0);
        double above = sum.slope(p, 0, STEP);
        if (kinked && Math.abs(above - below) > 1e-3) {
          kinks++;
          continue;
        }
        double slope = sum.slope(p, -STEP, STEP);
        assertThat((double) gradient[p])
            .as(name(description, p))
            .isCloseTo(slope, within(1e-3 + 1e-3 * Math.abs(slope)));
      }
    }
    return kinks;
  }

  private static String name(ActorCritic description, int index) {
    for (Parameter p : ParameterLayout.of(description).parameters()) {
      if (index < p.offset() + p.size()) {
        return p.name() + "[" + (index - p.offset()) + "]";
      }
    }
    throw new IllegalStateException("parameter " + index);
  }

  /** Batches on both sides of the block size: the gradient is the sum over single samples. */
  @ParameterizedTest
  @MethodSource("shapes")
  void theGradientOfABatchIsTheSumOverItsSamples(ActorCritic description) {
    for (int count : new int[] {1, 3, 63, 64, 65, 128, 129, 300}) {
      try (Engine engine = engine(1)) {
        WeightedSum sum = new WeightedSum(engine, description, count, count);
        float[] actual = sum.gradient();
        double[] expected = new double[actual.length];
        for (int i = 0; i < count; i++) {
          float[] single = sum.gradientOf(i);
          for (int p = 0; p < expected.length; p++) {
            expected[p] += single[p];
          }
        }
        for (int p = 0; p < expected.length; p++) {
          assertThat((double) actual[p])
              .as(count + " samples, " + name(description, p))
              .isCloseTo(expected[p], within(1e-4 + 1e-4 * Math.abs(expected[p])));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void forwardGivesTheOutputsThatBackwardSees(ActorCritic description) {
    int count = 130;
    try (Engine engine = engine(2)) {
      WeightedSum sum = new WeightedSum(engine, description, count, 9);
      int width = description.head().parameterCount();
      float[] policy = new float[count * width];
      float[] values = new float[description.hasCritic() ? count : 0];
      Batches.forward(sum.network, sum.inputs, count, policy, values);
      sum.network.backward(
          sum.batch(),
          out -> {
            for (int i = 0; i < out.count; i++) {
              int row = i * out.strides[0];
              float[] seen = Arrays.copyOfRange(out.outputs[0], row, row + width);
              int at = (out.from + i) * width;
              assertThat(seen).isEqualTo(Arrays.copyOfRange(policy, at, at + width));
              if (description.hasCritic()) {
                assertThat(out.outputs[1][i * out.strides[1]]).isEqualTo(values[out.from + i]);
              }
            }
            sum.write(out);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void parametersComeBackAsTheyWentIn(ActorCritic description) {
    try (Engine engine = engine(1)) {
      TrainableNetwork network = Batches.network(engine, description);
      float[] parameters =
          WeightedSum.gaussians(new Random(2), ParameterLayout.of(description).size());
      network.setParameters(parameters);
      assertThat(network.parameters()).isEqualTo(parameters);
    }
  }

  @Test
  void aStepThatCannotBeTakenLeavesTheParametersAlone() {
    ActorCritic description =
        Networks.separate(2, Networks.hidden(ActivationFunction.TANH, 3), Networks.categorical(2));
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, description, 2, 1);
      float[] before = sum.network.parameters();
      sum.network.backward(
          sum.batch(),
          out -> {
            sum.write(out);
            out.gradients[1][0] = Float.NaN;
          });
      assertThatThrownBy(() -> sum.network.step(0.1, 0.5))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("the gradient of critic.")
          .hasMessageContaining("is NaN");
      assertThat(sum.network.parameters()).isEqualTo(before);
      assertThat(sum.network.optimizerState().steps()).isZero();
    }
  }

  @Test
  void aWrongNumberOfParametersIsRefused() {
    ActorCritic description = Networks.separate(2, List.of(), Networks.categorical(2));
    try (Engine engine = engine(1)) {
      TrainableNetwork network = Batches.network(engine, description);
      assertThatThrownBy(() -> network.setParameters(new float[8]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got 8 parameters, but the network has 9");
    }
  }

  /** A failure in the loss reaches the caller, whichever thread it happens in. */
  @Test
  void aFailureInAnyThreadReachesTheCaller() {
    ActorCritic description = Networks.separate(2, List.of(), Networks.categorical(2));
    try (Engine engine = engine(3)) {
      WeightedSum sum = new WeightedSum(engine, description, 300, 1);
      for (int bad = 0; bad < sum.batch().blocks(); bad++) {
        int failing = bad;
        assertThatThrownBy(
                () ->
                    sum.network.backward(
                        sum.batch(),
                        out -> {
                          if (out.block == failing) {
                            throw new IllegalArgumentException("block " + failing);
                          }
                          sum.write(out);
                        }))
            .hasMessageContaining("block " + failing);
        assertThat(sum.gradient()).hasSize(9);
      }
    }
  }
}
