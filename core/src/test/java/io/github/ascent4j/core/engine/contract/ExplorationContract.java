package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deviations from features: values by their formula, gradients and tangents by differences. */
public abstract class ExplorationContract {

  private static final float STEP = 0x1p-8f;
  private static final int COUNT = 3;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  public static List<ActorCritic> networks() {
    ActivationFunction tanh = ActivationFunction.TANH;
    List<ActorCritic> networks = new ArrayList<>();
    for (boolean full : new boolean[] {true, false}) {
      for (boolean expln : new boolean[] {true, false}) {
        for (boolean learns : new boolean[] {true, false}) {
          // Both branches of expln: below 0 and above.
          float start = learns == full ? 0.5f : -0.5f;
          PolicyHead head = head(start, 5, full, expln, learns, 3, null);
          networks.add(Networks.separate(4, Networks.hidden(tanh, 17, 5), head));
          networks.add(Networks.shared(4, Networks.hidden(tanh, 5), head));
          networks.add(Networks.actorOnly(4, Networks.hidden(tanh, 5), head));
          // A trunk of the actor alone, and layers behind one that is shared.
          networks.add(
              new ActorCritic(4, Networks.hidden(tanh, 5), List.of(), head, List.of(), null));
          networks.add(
              new ActorCritic(
                  4,
                  Networks.hidden(tanh, 6),
                  Networks.hidden(ActivationFunction.SILU, 5),
                  head,
                  Networks.hidden(tanh, 3),
                  Layer.Dense.torch(1)));
        }
      }
    }
    // The observation itself, wide actions, and a mean that is squashed.
    networks.add(Networks.separate(4, List.of(), head(-1, 4, true, false, true, 2, null)));
    networks.add(
        Networks.separate(
            3, Networks.hidden(tanh, 40), head(-1, 40, true, false, false, 17, null)));
    networks.add(
        Networks.separate(3, Networks.hidden(tanh, 7), head(-1, 7, true, false, true, 2, tanh)));
    return networks;
  }

  private static PolicyHead head(
      float start,
      int features,
      boolean full,
      boolean expln,
      boolean learns,
      int dimensions,
      @Nullable ActivationFunction mean) {
    LogStd logStd = new LogStd.Exploration(start, features, full, expln, learns);
    return new PolicyHead.Gaussian(Layer.Dense.torch(dimensions), logStd, mean, 0);
  }

  private static LogStd.Exploration exploration(ActorCritic network) {
    LogStd.Exploration exploration = network.head().exploration();
    assertThat(exploration).isNotNull();
    return exploration;
  }

  /** Without a gradient at the features of a row, which have none. */
  protected static WeightedSum weighted(Engine engine, ActorCritic network, int count) {
    return weighted(engine, network, Program.of(network), count);
  }

  /** The same of a network that has no value. */
  protected static WeightedSum policyAlone(Engine engine, ActorCritic network, int count) {
    return weighted(engine, network, Program.of(network).only(Program.POLICY), count);
  }

  private static WeightedSum weighted(
      Engine engine, ActorCritic network, Program program, int count) {
    WeightedSum sum = new WeightedSum(engine, program, count, 5);
    int width = network.head().parameterCount();
    int dimensions = network.head().actionSize();
    for (int i = 0; i < count; i++) {
      Arrays.fill(sum.policyWeights, i * width + 2 * dimensions, (i + 1) * width, 0);
    }
    return sum;
  }

  private static boolean isLogStd(ActorCritic network, int parameter) {
    ParameterLayout.Parameter p = ParameterLayout.of(network).find("log_std").orElseThrow();
    return parameter >= p.offset() && parameter < p.offset() + p.size();
  }

  /** log sqrt(sum_f x_f^2 std_fa^2 + 1e-6), in double precision. */
  @ParameterizedTest
  @MethodSource("networks")
  void deviationsAreThoseOfTheFormula(ActorCritic network) {
    LogStd.Exploration exploration = exploration(network);
    int width = network.head().parameterCount();
    int dimensions = network.head().actionSize();
    int offset = ParameterLayout.of(network).find("log_std").orElseThrow().offset();
    try (Engine engine = engine(1)) {
      WeightedSum sum = weighted(engine, network, 70);
      Random random = new Random(3);
      int columns = exploration.fullStd() ? dimensions : 1;
      for (int k = 0; k < exploration.features() * columns; k++) {
        sum.parameters[offset + k] += (float) (0.5 * random.nextGaussian());
      }
      sum.network.setParameters(sum.parameters);
      float[] policy = new float[70 * width];
      Batches.forward(sum.network, sum.inputs, 70, policy, new float[sum.valueWeights.length]);
      for (int i = 0; i < 70; i++) {
        for (int a = 0; a < dimensions; a++) {
          double variance = 1e-6;
          for (int f = 0; f < exploration.features(); f++) {
            double x = policy[i * width + 2 * dimensions + f];
            double p = sum.parameters[offset + f * columns + (columns == 1 ? 0 : a)];
            double std = exploration.expln() && p > 0 ? Math.log1p(p) + 1 : Math.exp(p);
            variance += x * x * std * std;
          }
          assertThat((double) policy[i * width + dimensions + a])
              .isCloseTo(0.5 * Math.log(variance), within(2e-6));
        }
      }
      if (network.inputs() == exploration.features()) {
        assertThat(Arrays.copyOfRange(policy, 2 * dimensions, width))
            .isEqualTo(Arrays.copyOf(sum.inputs, width - 2 * dimensions));
      }
    }
  }

  /**
   * Features that do not learn leave the other parameters the gradient of the mean and the value,
   * as if the deviations were constants.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void everyParameterHasItsGradient(ActorCritic network) {
    int width = network.head().parameterCount();
    int dimensions = network.head().actionSize();
    try (Engine engine = engine(1)) {
      WeightedSum sum = weighted(engine, network, COUNT);
      float[] gradient = sum.gradient();
      float[] weights = sum.policyWeights.clone();
      boolean learns = exploration(network).learnFeatures();
      for (int p = 0; p < gradient.length; p++) {
        for (int i = 0; i < COUNT; i++) {
          for (int a = dimensions; a < 2 * dimensions; a++) {
            int at = i * width + a;
            sum.policyWeights[at] = learns || isLogStd(network, p) ? weights[at] : 0;
          }
        }
        double slope = sum.slope(p, -STEP, STEP);
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(2e-3 + 2e-3 * Math.abs(slope)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientOfABatchIsTheSumOverItsSamples(ActorCritic network) {
    int count = 130;
    try (Engine engine = engine(1)) {
      WeightedSum sum = weighted(engine, network, count);
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
            .isCloseTo(expected[p], within(2e-4 + 1e-4 * Math.abs(expected[p])));
      }
    }
  }

  /** e^T J^T J d is the product of the tangents of e and d: J forward is J backward transposed. */
  @ParameterizedTest
  @MethodSource("networks")
  void tangentsBelongToTheGradients(ActorCritic network) {
    try (Engine engine = engine(1)) {
      WeightedSum sum = policyAlone(engine, network, COUNT);
      float[] d = direction(network, 1);
      float[] e = direction(network, 2);
      float[][] tangents = new float[2][];
      float[] product = new float[d.length];
      float[] other = new float[d.length];
      tangents[0] = tangents(sum, d, product);
      tangents[1] = tangents(sum, e, other);
      double expected = 0;
      for (int k = 0; k < tangents[0].length; k++) {
        expected += (double) tangents[0][k] * tangents[1][k];
      }
      double actual = 0;
      double swapped = 0;
      for (int p = 0; p < d.length; p++) {
        actual += (double) e[p] * product[p];
        swapped += (double) d[p] * other[p];
      }
      assertThat(actual).isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
      assertThat(swapped).isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
    }
  }

  /** Of the columns that learn; where features do, tangents are differences of the outputs. */
  @ParameterizedTest
  @MethodSource("networks")
  void tangentsAreDirectionalDerivatives(ActorCritic network) {
    int width = network.head().parameterCount();
    int dimensions = network.head().actionSize();
    boolean learns = exploration(network).learnFeatures();
    try (Engine engine = engine(1)) {
      WeightedSum sum = policyAlone(engine, network, COUNT);
      float[] d = direction(network, 1);
      for (int p = 0; p < d.length; p++) {
        d[p] = learns || isLogStd(network, p) ? d[p] : 0;
      }
      float[] tangents = tangents(sum, d, new float[d.length]);
      float[] above = moved(sum, d, STEP);
      float[] below = moved(sum, d, -STEP);
      for (int k = 0; k < tangents.length; k++) {
        double slope = k % width < 2 * dimensions ? (above[k] - below[k]) / (2.0 * STEP) : 0;
        assertThat((double) tangents[k])
            .as("output " + k % width)
            .isCloseTo(slope, within(3e-3 * (1 + Math.abs(slope))));
      }
    }
  }

  protected static float[] direction(ActorCritic network, int seed) {
    int size = Program.of(network).only(Program.POLICY).layout().size();
    float[] direction = WeightedSum.gaussians(new Random(seed), size);
    for (int p = 0; p < direction.length; p++) {
      direction[p] *= 0.5f;
    }
    return direction;
  }

  private static float[] moved(WeightedSum sum, float[] direction, float step) {
    float[] moved = sum.parameters.clone();
    for (int p = 0; p < moved.length; p++) {
      moved[p] += step * direction[p];
    }
    sum.network.setParameters(moved);
    float[] outputs = new float[sum.policyWeights.length];
    Batches.forward(
        sum.network, sum.inputs, sum.count, outputs, new float[sum.valueWeights.length]);
    sum.network.setParameters(sum.parameters);
    return outputs;
  }

  protected static float[] product(WeightedSum sum, int count, float[] direction) {
    float[] product = new float[direction.length];
    assertThat(tangents(sum, direction, product))
        .hasSize(count * sum.network.program().output(Program.POLICY).size());
    return product;
  }

  /** Tangents of every sample's outputs; the product is that of the identity. */
  private static float[] tangents(WeightedSum sum, float[] direction, float[] product) {
    int width = sum.network.program().output(Program.POLICY).size();
    float[] tangents = new float[sum.count * width];
    sum.network.curvatureProduct(
        sum.batch(),
        direction,
        rows -> {
          for (int i = 0; i < rows.count; i++) {
            int row = i * rows.strides[0];
            System.arraycopy(rows.tangents[0], row, tangents, (rows.from + i) * width, width);
            System.arraycopy(rows.tangents[0], row, rows.gradients[0], row, width);
          }
        },
        product);
    return tangents;
  }
}
