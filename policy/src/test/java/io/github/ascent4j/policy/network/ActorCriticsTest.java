package io.github.ascent4j.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parameter counts were added up by hand from the sources' layers. */
final class ActorCriticsTest {
  private static List<String> parameters(ActorCritic network) {
    return ParameterLayout.of(network).parameters().stream()
        .map(p -> p.name() + p.shape())
        .toList();
  }

  @Test
  void mujocoFfIsTwoPerceptronsAndAFreeDeviation() {
    ActorCritic network = ActorCritics.mujocoFf(11, 3);
    assertThat(ParameterLayout.of(network).size())
        .isEqualTo(2 * (11 * 64 + 64 + 64 * 64 + 64) + 64 * 3 + 3 + 3 + 64 + 1);
    PolicyHead.Gaussian head = (PolicyHead.Gaussian) network.head();
    assertThat(head.meanActivation()).isEqualTo(ActivationFunction.TANH);
    assertThat(head.logStd()).isEqualTo(new LogStd.Free(0));
    assertThat(network.actorLayers()).contains(new Layer.Activation(ActivationFunction.TANH));
    assertThat(network.recurrent()).isFalse();
  }

  @Test
  void mujocoLstmReadsItsLastActionAndReward() {
    assertThat(parameters(ActorCritics.mujocoLstm(11, 3)))
        .containsExactly(
            "input.0.0.weight[256, 11]",
            "input.0.0.bias[256]",
            "input.0.1.weight[256, 256]",
            "input.0.1.bias[256]",
            "trunk.0.weight_ih[1024, 260]",
            "trunk.0.weight_hh[1024, 256]",
            "trunk.0.bias_ih[1024]",
            "trunk.0.bias_hh[1024]",
            "actor.0.weight[6, 256]",
            "actor.0.bias[6]",
            "critic.0.weight[1, 256]",
            "critic.0.bias[1]");
    assertThat(ActorCritics.mujocoLstm(11, 3).stateSize()).isEqualTo(512);
  }

  /** rlpyt's own image of 4 x 104 x 80: 25 x 19 places, then 12 x 9. */
  @Test
  void atariFfHasTheShapesOfRlpyt() {
    assertThat(parameters(ActorCritics.atariFf(List.of(4, 104, 80), 6)))
        .containsExactly(
            "input.0.0.weight[16, 4, 8, 8]",
            "input.0.0.bias[16]",
            "input.0.1.weight[32, 16, 4, 4]",
            "input.0.1.bias[32]",
            "input.0.2.weight[512, 3456]",
            "input.0.2.bias[512]",
            "actor.0.weight[6, 512]",
            "actor.0.bias[6]",
            "critic.0.weight[1, 512]",
            "critic.0.bias[1]");
  }

  /** Stride 1 gives 97 x 73, its pool of 4 24 x 18; then 23 x 17, its pool of 2 11 x 8. */
  @Test
  void maxPoolsTakeThePlaceOfStrides() {
    ActorCritic network =
        ActorCritics.atariFf(
            List.of(4, 104, 80), 6, ActorCritics.ImageEncoder.RLPYT.withMaxPool(true));
    assertThat(parameters(network)).contains("input.0.2.weight[512, 2816]");
    List<Layer> layers = network.parts().get(0).layers();
    assertThat(layers.get(1)).isEqualTo(new Layer.Activation(ActivationFunction.RELU));
    assertThat(layers.get(2)).isEqualTo(new Layer.MaxPool(Window.square(4, 4, 0)));
  }

  @Test
  void atariLstmReadsItsLastChoiceAndReward() {
    ActorCritic network = ActorCritics.atariLstm(List.of(1, 104, 80), 6);
    assertThat(parameters(network)).contains("trunk.0.weight_ih[2048, 519]", "actor.0.bias[6]");
    assertThat(network.bytes()).isEqualTo(104 * 80);
    assertThat(network.numbers()).isEqualTo(7);
  }

  @Test
  void natureCnnHasThePublishedSize() {
    ActorCritic network = ActorCritics.natureCnn(List.of(4, 84, 84), 4);
    // 8224 + 32832 + 36928 + 1606144, then 2052 and 513.
    assertThat(ParameterLayout.of(network).size()).isEqualTo(1_686_693);
    assertThat(network.head().layer()).isEqualTo(Layer.Dense.orthogonal(4, 0.01f));
    assertThat(network.value()).isEqualTo(Layer.Dense.orthogonal(1, 1));
  }

  @Test
  void encoderNeedsAsManyOfEach() {
    assertThatThrownBy(
            () ->
                new ActorCritics.ImageEncoder(
                    List.of(16, 32), List.of(8), List.of(4, 2), List.of(0, 1), false, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give as many of each");
  }
}
