package io.github.ascent4j.policy.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParameterLayoutTest {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);

  private static ActorCritic gaussian() {
    return new ActorCritic(
        3,
        List.of(Layer.Dense.torch(5), TANH),
        List.of(TANH, Layer.Dense.orthogonal(4, 1), TANH),
        new PolicyHead.Gaussian(Layer.Dense.orthogonal(2, 0.01f), -0.5f),
        List.of(),
        Layer.Dense.orthogonal(1, 1));
  }

  @Test
  void namesShapesAndOrderFollowTheDescription() {
    List<Parameter> parameters = ParameterLayout.of(gaussian()).parameters();
    assertThat(parameters.stream().map(p -> p.name() + p.shape()))
        .containsExactly(
            "trunk.0.weight[5, 3]",
            "trunk.0.bias[5]",
            "actor.0.weight[4, 5]",
            "actor.0.bias[4]",
            "actor.1.weight[2, 4]",
            "actor.1.bias[2]",
            "log_std[2]",
            "critic.0.weight[1, 5]",
            "critic.0.bias[1]");
    assertThat(parameters.stream().map(Parameter::offset))
        .containsExactly(0, 15, 20, 40, 44, 52, 54, 56, 61);
  }

  @Test
  void sizeIsTheSumOfAll() {
    assertThat(ParameterLayout.of(gaussian()).size()).isEqualTo(62);
  }

  @Test
  void findsByName() {
    ParameterLayout layout = ParameterLayout.of(gaussian());
    assertThat(layout.find("actor.1.bias").orElseThrow().offset()).isEqualTo(52);
    assertThat(layout.find("actor.2.bias")).isEmpty();
  }

  @Test
  void initialisersFillTheirOwnParameters() {
    float[] values = ParameterLayout.of(gaussian()).initialize(new Random(1));
    assertThat(values[54]).isEqualTo(-0.5f);
    assertThat(values[55]).isEqualTo(-0.5f);
    assertThat(values[52]).isZero();
    assertThat(values[15]).isNotZero();
    for (int i = 44; i < 52; i++) {
      assertThat(Math.abs(values[i])).isLessThanOrEqualTo(0.01f);
    }
  }

  @Test
  void sizesBeyondAnArrayAreRefusedByName() {
    Layer.Dense huge = Layer.Dense.torch(1 << 30);
    ActorCritic network =
        new ActorCritic(
            8,
            List.of(huge),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(2)),
            List.of(),
            Layer.Dense.torch(1));
    assertThatThrownBy(() -> ParameterLayout.of(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trunk.0.weight of 1073741824 x 8; use narrower layers");
  }

  @Test
  void networkRefusesWhatCannotBe() {
    PolicyHead head = new PolicyHead.Categorical(Layer.Dense.torch(2));
    Layer.Dense one = Layer.Dense.torch(1);
    assertThatThrownBy(() -> new ActorCritic(0, List.of(), List.of(), head, List.of(), one))
        .hasMessage("network with 0 inputs; give at least 1");
    assertThatThrownBy(
            () -> new ActorCritic(1, List.of(), List.of(), head, List.of(), Layer.Dense.torch(2)))
        .hasMessage("the value layer has 2 outputs; it must have 1");
    assertThatThrownBy(() -> Layer.Dense.torch(0)).hasMessageContaining("at least 1");
  }
}
