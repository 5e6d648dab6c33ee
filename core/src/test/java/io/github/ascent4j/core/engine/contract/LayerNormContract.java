package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layer normalisation in every place of a network. */
public abstract class LayerNormContract {

  private static final Layer NORM = new Layer.LayerNorm(1e-5f);
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);
  private static final Layer SIGMOID = new Layer.Activation(ActivationFunction.SIGMOID);
  private static final float STEP = 0x1p-7f;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  public static Stream<ActorCritic> networks() {
    Layer.Dense value = Layer.Dense.torch(1);
    return Stream.of(
        // With functions that are not 0 at 0, where padding lies.
        network(3, Layer.Dense.torch(5), NORM, SIGMOID, Layer.Dense.torch(17), NORM, TANH),
        network(5, NORM),
        network(5, NORM, TANH, NORM, NORM),
        // A trunk that several read.
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(6)),
            List.of(NORM, SIGMOID, Layer.Dense.torch(3)),
            Networks.gaussian(2),
            List.of(NORM, TANH),
            value),
        new ActorCritic(
            List.of(
                new Input(Input.Kind.NUMBERS, List.of(4), List.of(NORM)),
                new Input(Input.Kind.NUMBERS, List.of(3), List.of(NORM, TANH))),
            List.of(Layer.Dense.torch(3)),
            List.of(),
            Networks.categorical(3),
            List.of(),
            value));
  }

  protected static ActorCritic network(int inputs, Layer... trunk) {
    return Networks.shared(inputs, List.of(trunk), Networks.categorical(3));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyParameterHasItsGradient(ActorCritic description) {
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, description, 5, 5);
      float[] gradient = sum.gradient();
      for (int p = 0; p < gradient.length; p++) {
        // Without the error of second order.
        double slope = (4 * sum.slope(p, -STEP / 2, STEP / 2) - sum.slope(p, -STEP, STEP)) / 3;
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(3e-3 + 3e-3 * Math.abs(slope)));
      }
    }
  }
}
