package io.github.ascent4j.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sizes of heads with features and of joint ones. */
final class ExplorationTest {
  private static LogStd.Exploration exploration(int features, boolean full, boolean expln) {
    return new LogStd.Exploration(-2, features, full, expln, false);
  }

  private static ActorCritic network(PolicyHead head) {
    return new ActorCritic(4, List.of(), List.of(Layer.Dense.torch(5)), head);
  }

  private static PolicyHead head(LogStd logStd) {
    return new PolicyHead.Gaussian(Layer.Dense.torch(3), logStd, null, 0);
  }

  @Test
  void parametersAreAMatrixOrOneForEachFeature() {
    ParameterLayout full = ParameterLayout.of(network(head(exploration(5, true, false))));
    ParameterLayout shared = ParameterLayout.of(network(head(exploration(5, false, false))));
    assertThat(full.find("log_std").orElseThrow().shape()).containsExactly(5, 3);
    assertThat(shared.find("log_std").orElseThrow().shape()).containsExactly(5);
    assertThat(full.initialize(new Random(1))[full.size() - 1]).isEqualTo(-2);
    assertThat(head(exploration(5, true, false)).parameterCount()).isEqualTo(3 + 3 + 5);
    assertThat(head(exploration(5, true, false)).actionSize()).isEqualTo(3);
    assertThat(head(exploration(5, true, false)).freeParameterCount()).isZero();
  }

  @Test
  void everyFreeDeviationOfAJointHeadHasAParameter() {
    PolicyHead joint =
        new PolicyHead.Joint(
            List.of(
                head(new LogStd.Free(-1)),
                new PolicyHead.Categorical(Layer.Dense.torch(2)),
                new PolicyHead.TanhGaussian(Layer.Dense.torch(1), new LogStd.Free(0.5f))));
    ParameterLayout layout = ParameterLayout.of(network(joint));
    assertThat(layout.parameters().stream().map(p -> p.name() + p.shape()))
        .containsExactly(
            "actor.0.weight[5, 4]",
            "actor.0.bias[5]",
            "actor.1.weight[6, 5]",
            "actor.1.bias[6]",
            "log_std.0[3]",
            "log_std.2[1]");
    float[] values = layout.initialize(new Random(1));
    assertThat(values[layout.size() - 2]).isEqualTo(-1);
    assertThat(values[layout.size() - 1]).isEqualTo(0.5f);
    assertThat(joint.layer()).isEqualTo(Layer.Dense.torch(6));
    assertThat(joint.parameterCount()).isEqualTo(6 + 2 + 2);
    assertThat(joint.actionSize()).isEqualTo(3 + 1 + 1);
    assertThat(joint.freeParameterCount()).isEqualTo(4);
    assertThat(joint.freeLogStd()).isNull();
    assertThat(joint.exploration()).isNull();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> network(head(exploration(4, true, false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 features behind an actor that yields 5; give 5");
    assertThatThrownBy(() -> exploration(0, true, false)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new LogStd.Exploration(Float.NaN, 1, true, false, false))
        .hasMessageContaining("give a finite number");
    LogStd exploration = exploration(5, true, false);
    assertThatThrownBy(() -> new PolicyHead.TanhGaussian(Layer.Dense.torch(2), exploration))
        .hasMessageContaining("use one that is not squashed");
    assertThatThrownBy(() -> new PolicyHead.Joint(List.of()))
        .hasMessageContaining("give at least one");
    assertThatThrownBy(() -> new PolicyHead.Joint(List.of(head(exploration))))
        .hasMessageContaining("use a free log standard deviation");
    PolicyHead squashedMean =
        new PolicyHead.Gaussian(
            Layer.Dense.torch(1), new LogStd.Free(0), ActivationFunction.TANH, 0);
    assertThatThrownBy(() -> new PolicyHead.Joint(List.of(squashedMean)))
        .hasMessageContaining("leave the mean as it is");
    PolicyHead choice = new PolicyHead.Categorical(Layer.Dense.torch(2));
    assertThatThrownBy(() -> new PolicyHead.Joint(List.of(new PolicyHead.Joint(List.of(choice)))))
        .hasMessageContaining("inside another one");
    assertThatThrownBy(
            () ->
                new PolicyHead.Joint(
                    List.of(choice, new PolicyHead.Bernoulli(Layer.Dense.orthogonal(2, 1)))))
        .hasMessageContaining("start them alike");
    assertThatThrownBy(
            () ->
                new PolicyHead.Joint(
                    List.of(
                        choice, new PolicyHead.Bernoulli(Layer.Dense.torch(Integer.MAX_VALUE)))))
        .hasMessageContaining("at most 2^31-1");
  }
}
