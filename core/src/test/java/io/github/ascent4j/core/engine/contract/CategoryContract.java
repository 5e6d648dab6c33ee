package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that read categories are those that read ones among zeros. */
public abstract class CategoryContract {
  private static final float STEP = 0x1p-7f;
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);
  private static final Layer SIGMOID = new Layer.Activation(ActivationFunction.SIGMOID);
  private static final Layer.Dense VALUE = Layer.Dense.torch(1);

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  /** Categories alone, among numbers, behind layers of their own, and where no layer sums them. */
  public static Stream<ActorCritic> networks() {
    List<Layer> hidden = Networks.hidden(ActivationFunction.TANH, 5);
    List<Layer> wide = Networks.hidden(ActivationFunction.TANH, 17);
    Input five = Input.categories(List.of(5));
    Input several = Input.categories(List.of(2, 1, 4));
    return Stream.of(
        separate(List.of(five), hidden),
        separate(List.of(several), wide),
        separate(List.of(Input.numbers(2), several, Input.numbers(1), five), hidden),
        trunk(List.of(five, Input.numbers(20), several), List.of(Layer.Dense.torch(3), SIGMOID)),
        trunk(
            List.of(
                several.withLayers(Networks.hidden(ActivationFunction.TANH, 4)),
                five,
                Input.numbers(3).withLayers(Networks.hidden(ActivationFunction.TANH, 19))),
            List.of(Layer.Dense.torch(6), TANH)),
        trunk(List.of(five, Input.numbers(2)), List.of(SIGMOID, Layer.Dense.torch(3))),
        trunk(List.of(several), List.of(new Layer.LayerNorm(1e-5f))),
        trunk(List.of(several), List.of()));
  }

  static Stream<ActorCritic> recurrent() {
    Input several = Input.categories(List.of(2, 1, 4));
    return Stream.of(
        trunk(List.of(several), List.of(Layer.Lstm.torch(3))),
        trunk(List.of(Input.numbers(2), several), List.of(Layer.Lstm.torch(3))),
        trunk(List.of(several), List.of(Layer.Lstm.torch(17), Layer.Lstm.torch(3))),
        new ActorCritic(
            List.of(several, Input.numbers(3)),
            List.of(),
            List.of(Layer.Lstm.torch(4)),
            Networks.categorical(3),
            List.of(Layer.Lstm.torch(20)),
            VALUE));
  }

  private static ActorCritic separate(List<Input> parts, List<Layer> hidden) {
    return new ActorCritic(parts, List.of(), hidden, Networks.categorical(3), hidden, VALUE);
  }

  private static ActorCritic trunk(List<Input> parts, List<Layer> trunk) {
    return new ActorCritic(
        parts, trunk, List.of(), Networks.categorical(3), List.of(), Layer.Dense.torch(1));
  }

  /** The same network for ones among zeros that are written down. */
  private static ActorCritic written(ActorCritic network) {
    List<Input> parts =
        network.parts().stream()
            .map(part -> new Input(Input.Kind.NUMBERS, part.encodedShape(), part.layers()))
            .toList();
    return new ActorCritic(
        parts, network.trunk(), network.actor(), network.head(), network.critic(), network.value());
  }

  /** Puts indices where the network reads them. */
  private static void fill(ActorCritic network, float[] rows) {
    Random random = new Random(3);
    int at = 0;
    while (at < rows.length) {
      for (Input part : network.parts()) {
        for (int k = 0; k < part.categories().size(); k++) {
          rows[at + k] = random.nextInt(part.categories().get(k));
        }
        at += part.size();
      }
    }
  }

  private static float[] written(ActorCritic network, float[] rows) {
    int width = written(network).numbers();
    float[] written = new float[rows.length / network.numbers() * width];
    int from = 0;
    int to = 0;
    while (from < rows.length) {
      for (Input part : network.parts()) {
        for (int k = 0; k < part.size(); k++) {
          boolean index = !part.categories().isEmpty();
          written[to + (index ? (int) rows[from] : 0)] = index ? 1 : rows[from];
          to += index ? part.categories().get(k) : 1;
          from++;
        }
      }
    }
    return written;
  }

  private static WeightedSum sum(Engine engine, ActorCritic network, int count) {
    WeightedSum sum = new WeightedSum(engine, network, count, 5);
    fill(network, sum.inputs);
    return sum;
  }

  private static void close(float[] actual, float[] expected, String what) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as(what + " " + i)
          .isCloseTo(expected[i], within(2e-5f + 1e-5f * Math.abs(expected[i])));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyParameterHasItsGradient(ActorCritic description) {
    try (Engine engine = engine(1)) {
      WeightedSum sum = sum(engine, description, 5);
      float[] gradient = sum.gradient();
      for (int p = 0; p < gradient.length; p++) {
        double slope = (4 * sum.slope(p, -STEP / 2, STEP / 2) - sum.slope(p, -STEP, STEP)) / 3;
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(3e-3 + 3e-3 * Math.abs(slope)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aCategoryIsAOneAmongZeros(ActorCritic description) {
    for (int count : new int[] {1, 64, 150}) {
      try (Engine engine = engine(2)) {
        WeightedSum sum = sum(engine, description, count);
        WeightedSum other = new WeightedSum(engine, written(description), count, 5);
        other.network.setParameters(sum.parameters);
        System.arraycopy(sum.policyWeights, 0, other.policyWeights, 0, sum.policyWeights.length);
        System.arraycopy(sum.valueWeights, 0, other.valueWeights, 0, count);
        float[] ones = written(description, sum.inputs);
        System.arraycopy(ones, 0, other.inputs, 0, ones.length);
        float[][] values = new float[2][count];
        float[][] policies = new float[2][sum.policyWeights.length];
        Batches.forward(sum.network, sum.inputs, count, policies[0], values[0]);
        Batches.forward(other.network, other.inputs, count, policies[1], values[1]);
        close(policies[0], policies[1], "policy");
        close(values[0], values[1], "value");
        close(sum.gradient(), other.gradient(), "gradient");
        close(product(sum), product(other), "product");
      }
    }
  }

  /** {@code J^T J d} of a fixed direction. */
  private static float[] product(WeightedSum sum) {
    float[] direction = WeightedSum.gaussians(new Random(8), sum.parameters.length);
    float[] product = new float[direction.length];
    float scale = 1f / sum.count;
    OutputGradient metric =
        out -> {
          for (int k = 0; k < out.outputs.length; k++) {
            int width = sum.network.program().outputs().get(k).value().size();
            for (int i = 0; i < out.count; i++) {
              for (int j = 0; j < width; j++) {
                int at = i * out.strides[k] + j;
                out.gradients[k][at] = scale * out.tangents[k][at];
              }
            }
          }
        };
    sum.network.curvatureProduct(sum.batch(), direction, metric, product);
    return product;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void noThreadDecidesABit(ActorCritic description) {
    float[] gradient = null;
    float[] product = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Engine engine = engine(threads)) {
        WeightedSum sum = sum(engine, description, 300);
        // What a gradient before has left behind counts for nothing.
        Arrays.fill(sum.policyWeights, 1);
        sum.gradient();
        float[] found = sum.gradient();
        gradient = gradient == null ? found : gradient;
        assertThat(found).isEqualTo(gradient);
        product = product == null ? product(sum) : product;
        assertThat(product(sum)).isEqualTo(product);
        assertThat(sum.network.gradient()).isEqualTo(gradient);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void parametersComeBackAsTheyWentIn(ActorCritic description) {
    try (Engine engine = engine(1)) {
      WeightedSum sum = sum(engine, description, 1);
      assertThat(sum.network.parameters()).isEqualTo(sum.parameters);
    }
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void everyParameterOfAMemoryHasItsGradient(ActorCritic description) {
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, description, 4, 3, 0.3, 5);
      fill(description, sum.numbers);
      float[] gradient = sum.gradient();
      for (int p = 0; p < gradient.length; p++) {
        double slope = (4 * sum.slope(p, STEP / 2) - sum.slope(p, STEP)) / 3;
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(3e-3 + 2e-3 * Math.abs(slope)));
      }
      sum.network.setParameters(sum.parameters);
      sum.gradient();
      SequenceSum.Outputs steps = sum.forward();
      assertThat(sum.seen.policy()).isEqualTo(steps.policy());
      assertThat(sum.seen.values()).isEqualTo(steps.values());
    }
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void aCategoryOfAMemoryIsAOneAmongZeros(ActorCritic description) {
    try (Engine engine = engine(2)) {
      SequenceSum sum = new SequenceSum(engine, description, 9, 11, 0.2, 5);
      fill(description, sum.numbers);
      SequenceSum other = new SequenceSum(engine, written(description), 9, 11, 0, 5);
      other.network.setParameters(sum.parameters);
      float[] ones = written(description, sum.numbers);
      System.arraycopy(ones, 0, other.numbers, 0, ones.length);
      System.arraycopy(sum.states, 0, other.states, 0, sum.states.length);
      System.arraycopy(sum.resets, 0, other.resets, 0, sum.resets.length);
      System.arraycopy(sum.policyWeights, 0, other.policyWeights, 0, sum.policyWeights.length);
      System.arraycopy(sum.valueWeights, 0, other.valueWeights, 0, sum.valueWeights.length);
      close(sum.forward().policy(), other.forward().policy(), "policy");
      close(sum.forward().values(), other.forward().values(), "value");
      close(sum.gradient(), other.gradient(), "gradient");
    }
  }

  /** Never a row of another component or layer. */
  @Test
  void whatIsNoCategoryIsRefused() {
    ActorCritic description =
        separate(
            List.of(Input.categories(List.of(2, 3))), Networks.hidden(ActivationFunction.TANH, 5));
    for (ActorCritic network : List.of(description, trunk(description.parts(), List.of()))) {
      for (float wrong : new float[] {-1, 3, 0.5f, Float.NaN, 1e30f, Float.NEGATIVE_INFINITY}) {
        try (Engine engine = engine(1)) {
          WeightedSum sum = sum(engine, network, 2);
          sum.inputs[3] = wrong;
          NetworkInput input = new NetworkInput().of(sum.inputs, 2);
          assertThatThrownBy(() -> Batches.values(sum.network, input, new float[2]))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("category[1] of an input is " + wrong)
              .hasMessageContaining("from 0 to 2");
        }
      }
    }
  }
}
