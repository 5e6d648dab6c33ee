package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads of several parts and of state-dependent exploration as text and back. */
final class NetworkJsonTest {
  private static final PolicyHead JOINT =
      new PolicyHead.Joint(
          List.of(
              new PolicyHead.Categorical(Layer.Dense.torch(3), 1e-8f),
              new PolicyHead.Gaussian(Layer.Dense.torch(2), -0.5f),
              new PolicyHead.MultiCategorical(Layer.Dense.torch(5), List.of(2, 3)),
              new PolicyHead.Bernoulli(Layer.Dense.torch(4)),
              new PolicyHead.TanhGaussian(
                  Layer.Dense.torch(2), new LogStd.StateDependent(-5, Float.POSITIVE_INFINITY)),
              new PolicyHead.Beta(Layer.Dense.torch(2))));

  private static final PolicyHead EXPLORATION =
      new PolicyHead.Gaussian(
          Layer.Dense.torch(2),
          new LogStd.Exploration(-2.5f, 3, false, true, true),
          ActivationFunction.TANH,
          1e-8f);

  private static ActorCritic network(PolicyHead head) {
    return new ActorCritic(3, List.of(), List.of(), head);
  }

  static List<PolicyHead> heads() {
    return List.of(JOINT, EXPLORATION);
  }

  private static Json text(PolicyHead head) {
    return NetworkJson.encode(network(head));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void headsComeBack(PolicyHead head) {
    Json read = Json.parse(text(head).toString());
    assertThat(NetworkJson.decode(read)).isEqualTo(network(head));
  }

  @Test
  void layersOfTheInputsThatAreTheCriticsOwnComeBack() {
    List<List<Layer>> own = List.of(List.of(Layer.Dense.torch(6)), List.of());
    ActorCritic network =
        new ActorCritic(
            List.of(Input.numbers(2), new Input(Input.Kind.IMAGE, List.of(4), List.of())),
            List.of(),
            List.of(),
            JOINT,
            List.of(),
            Layer.Dense.torch(1),
            own);
    Json read = Json.parse(NetworkJson.encode(network).toString());
    assertThat(NetworkJson.decode(read)).isEqualTo(network);
  }

  private static void decode(PolicyHead head, String from, String to) {
    String text = text(head).toString();
    assertThat(text).contains(from);
    NetworkJson.decode(Json.parse(text.replace(from, to)));
  }

  @Test
  void madeUpHeadsAreRefused() {
    assertThatThrownBy(() -> decode(EXPLORATION, "\"features\":3", "\"features\":2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 features behind an actor that yields 3");
    assertThatThrownBy(() -> decode(EXPLORATION, "\"features\":3", "\"features\":2147483647"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> decode(EXPLORATION, "\"start\":-2.5", "\"start\":\"NaN\""))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> decode(EXPLORATION, "\"expln\"", "\"exp\""))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> decode(JOINT, "\"type\":\"bernoulli\"", "\"type\":\"poisson\""))
        .isInstanceOf(JsonException.class);
    String nested = "{\"type\":\"joint\",\"parts\":[";
    assertThatThrownBy(() -> decode(JOINT, nested, nested + nested))
        .isInstanceOf(JsonException.class);
    String first = "{\"type\":\"categorical\"";
    assertThatThrownBy(() -> decode(JOINT, nested + first, nested + nested + "]}," + first))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("a head that is not itself joint");
  }
}
