package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that remember: LSTMs in every place. */
public abstract class RecurrentContract {

  private static final float STEP = 0x1p-7f;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  protected static Layer lstm(int hidden) {
    return Layer.Lstm.torch(hidden);
  }

  protected static ActorCritic trunk(int inputs, Layer... layers) {
    return Networks.shared(inputs, List.of(layers), Networks.categorical(2));
  }

  public static Stream<ActorCritic> networks() {
    Layer tanh = new Layer.Activation(ActivationFunction.TANH);
    Layer.Dense value = Layer.Dense.torch(1);
    return Stream.of(
        trunk(3, lstm(5)),
        trunk(1, lstm(1)),
        trunk(2, lstm(4), lstm(3)),
        // Behind other layers and in front of some that want to work in place.
        trunk(3, Layer.Dense.torch(5), tanh, lstm(6), tanh, Layer.Dense.torch(4), tanh),
        trunk(3, new Layer.LayerNorm(1e-5f), lstm(6), new Layer.LayerNorm(1e-5f), tanh),
        new ActorCritic(3, List.of(), List.of(lstm(5)), Networks.gaussian(2), List.of(), value),
        new ActorCritic(3, List.of(), List.of(), Networks.categorical(2), List.of(lstm(3)), value),
        new ActorCritic(
            2, List.of(), List.of(lstm(5)), Networks.categorical(2), List.of(lstm(3)), value),
        // Both start from a trunk, whose gradient is a sum.
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(4), lstm(3)),
            List.of(lstm(2), lstm(5)),
            Networks.gaussian(1),
            List.of(lstm(4)),
            value),
        new ActorCritic(
            parts(),
            List.of(lstm(3)),
            List.of(),
            Networks.categorical(3),
            List.of(Layer.Dense.torch(3)),
            value),
        Networks.actorOnly(3, List.of(lstm(2)), Networks.categorical(2)));
  }

  private static List<Input> parts() {
    return List.of(
        new Input(Input.Kind.NUMBERS, List.of(2), Networks.hidden(ActivationFunction.TANH, 5)),
        new Input(Input.Kind.PREVIOUS_ACTION, List.of(3), List.of()),
        new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of()));
  }

  /** Those, and one as wide as several vectors. */
  public static Stream<ActorCritic> allWidths() {
    return Stream.concat(
        networks(), Stream.of(trunk(19, Layer.Dense.torch(37), lstm(50), lstm(17))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyParameterHasItsGradient(ActorCritic description) {
    for (int[] shape : new int[][] {{5, 3}, {3, 11}}) {
      for (double resetShare : new double[] {0, 0.3}) {
        try (Engine engine = engine(1)) {
          SequenceSum sum = new SequenceSum(engine, description, shape[0], shape[1], resetShare, 5);
          float[] gradient = sum.gradient();
          for (int p = 0; p < gradient.length; p++) {
            // Without the error of second order, which is large behind a normalisation.
            double slope = (4 * sum.slope(p, STEP / 2) - sum.slope(p, STEP)) / 3;
            assertThat((double) gradient[p])
                .as(Arrays.toString(shape) + " parameter " + p)
                .isCloseTo(slope, within(3e-3 + 2e-3 * Math.abs(slope)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allWidths")
  void theGradientIsTheSumOverTheSequences(ActorCritic description) {
    for (int[] shape : new int[][] {{7, 1}, {7, 3}, {2, 8}, {5, 11}, {20, 16}}) {
      try (Engine engine = engine(1)) {
        SequenceSum sum = new SequenceSum(engine, description, shape[0], shape[1], 0.2, 3);
        float[] actual = sum.gradient();
        double[] expected = new double[actual.length];
        for (int c = 0; c < shape[1]; c++) {
          add(expected, sum.part(engine, c, 0, shape[0], sum.state(c)).gradient());
        }
        close(actual, expected);
      }
    }
  }

  private static void add(double[] sum, float[] summand) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += summand[i];
    }
  }

  private static void close(float[] actual, double[] expected) {
    for (int p = 0; p < expected.length; p++) {
      assertThat((double) actual[p])
          .as("parameter " + p)
          .isCloseTo(expected[p], within(2e-4 + 1e-4 * Math.abs(expected[p])));
    }
  }

  /** One pass over whole sequences, and step by step. */
  @ParameterizedTest
  @MethodSource("allWidths")
  void statesHandedOnGiveTheBitsOfOnePass(ActorCritic description) {
    for (int sequences : new int[] {1, 3, 8, 11}) {
      try (Engine engine = engine(2)) {
        SequenceSum sum = new SequenceSum(engine, description, 7, sequences, 0.2, 9);
        SequenceSum.Outputs steps = sum.forward();
        sum.gradient();
        assertThat(sum.seen.policy()).isEqualTo(steps.policy());
        assertThat(sum.seen.values()).isEqualTo(steps.values());
      }
    }
  }

  @Test
  void statesBeforeAWindowAreLeftAlone() {
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, trunk(3, lstm(5)), 4, 3, 0, 9);
      float[] before = sum.states.clone();
      sum.values();
      sum.gradient();
      assertThat(sum.states).isEqualTo(before);
      assertThat(sum.forward().states()).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("allWidths")
  void aResetSeparatesWhatWasBeforeFromWhatFollows(ActorCritic description) {
    int steps = 6;
    int reset = 4;
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, description, steps, 3, 0, 11);
      sum.resets[steps + reset] = true;
      SequenceSum before = sum.part(engine, 1, 0, reset, sum.state(1));
      SequenceSum after = sum.part(engine, 1, reset, steps, new float[description.stateSize()]);
      after.resets[0] = false;
      SequenceSum.Outputs whole = sum.forward();
      int width = description.head().parameterCount();
      float[] policy = Arrays.copyOfRange(whole.policy(), steps * width, 2 * steps * width);
      assertThat(Arrays.copyOf(policy, reset * width)).isEqualTo(before.forward().policy());
      SequenceSum.Outputs rest = after.forward();
      assertThat(Arrays.copyOfRange(policy, reset * width, steps * width)).isEqualTo(rest.policy());
      int size = description.stateSize();
      assertThat(Arrays.copyOfRange(whole.states(), size, 2 * size)).isEqualTo(rest.states());

      double[] expected = new double[sum.parameters.length];
      add(expected, sum.part(engine, 0, 0, steps, sum.state(0)).gradient());
      add(expected, before.gradient());
      add(expected, after.gradient());
      add(expected, sum.part(engine, 2, 0, steps, sum.state(2)).gradient());
      close(sum.gradient(), expected);
    }
  }

  /** Not even of a state that is no number. */
  @Test
  void nothingOfTheStateBeforeAResetIsLeft() {
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, trunk(3, lstm(5)), 3, 2, 0, 9);
      sum.resets[0] = true;
      sum.resets[3] = true;
      float[] expected = sum.gradient();
      Arrays.fill(sum.states, Float.NaN);
      assertThat(sum.gradient()).isEqualTo(expected).doesNotContain(Float.NaN);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void valuesAloneAreThoseOfTheWholeNetwork(ActorCritic description) {
    if (!description.hasCritic()) {
      return;
    }
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, description, 5, 11, 0.2, 7);
      assertThat(sum.values()).isEqualTo(sum.forward().values());
    }
  }

  @ParameterizedTest
  @MethodSource("allWidths")
  void parametersComeBackAsTheyWentIn(ActorCritic description) {
    try (Engine engine = engine(1)) {
      SequenceSum sum = new SequenceSum(engine, description, 1, 1, 0, 2);
      assertThat(sum.network.parameters()).isEqualTo(sum.parameters);
    }
  }
}
