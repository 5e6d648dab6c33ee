package io.github.ascent4j.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.envs.classic.CartPole;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {
  @Test
  void everyListedEnvironmentIsMadeAsListed() {
    for (EnvironmentInfo info : Environments.list()) {
      try (VectorEnvironment environment = Environments.make(info.id(), 2)) {
        assertThat(environment.name()).isEqualTo(info.id());
        assertThat(environment.copies()).isEqualTo(2);
        assertThat(environment.observationSpace()).isEqualTo(info.observationSpace());
        assertThat(environment.actionSpace()).isEqualTo(info.actionSpace());
      }
    }
  }

  @Test
  void listIsInOrderOfIds() {
    assertThat(Environments.list().stream().map(EnvironmentInfo::id))
        .isSorted()
        .contains("CartPole-v1", "Pendulum-v1");
  }

  @Test
  void cartPoleHasTheBoundsAndTheThresholdOfGymnasium() {
    EnvironmentInfo info = info("CartPole-v1");
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(info.observationSpace())
        .isEqualTo(
            Box.of(
                new float[] {-4.8f, -infinity, -0.41887903f, -infinity},
                new float[] {4.8f, infinity, 0.41887903f, infinity}));
    assertThat(info.actionSpace()).isEqualTo(new Discrete(2));
    assertThat(info.timeLimit()).isEqualTo(500);
    assertThat(info.rewardThreshold()).hasValue(475);
  }

  @Test
  void acrobotHasTheBoundsOfGymnasium() {
    assertThat(info("Acrobot-v1").observationSpace())
        .isEqualTo(
            Box.of(
                new float[] {-1, -1, -1, -1, -12.566371f, -28.274334f},
                new float[] {1, 1, 1, 1, 12.566371f, 28.274334f}));
  }

  @Test
  void continuousTasksHaveTheActionBoundsOfGymnasium() {
    assertThat(info("Pendulum-v1").actionSpace()).isEqualTo(Box.uniform(-2, 2, 1));
    assertThat(info("MountainCarContinuous-v0").actionSpace()).isEqualTo(Box.uniform(-1, 1, 1));
  }

  @Test
  void pendulumHasNoThreshold() {
    assertThat(info("Pendulum-v1").rewardThreshold()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void misspeltIdIsAnsweredWithNearOnes() {
    assertThatThrownBy(() -> Environments.make("cartpole", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no environment \"cartpole\"; did you mean CartPole-v1 or CartPole-v0?"
                + " `ascent envs` lists all");
    assertThatThrownBy(() -> Environments.make("Pendulum-v0", 1))
        .hasMessageContaining("did you mean Pendulum-v1?");
  }

  @Test
  void farFetchedIdIsAnsweredWithTheCommandThatListsAll() {
    assertThatThrownBy(() -> Environments.make("chess", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no environment \"chess\"; `ascent envs` lists all");
  }

  @Test
  void numberOfCopiesReachesTheEnvironment() {
    assertThat(Environments.make("CartPole-v1", 7)).isInstanceOf(CartPole.class);
    assertThatThrownBy(() -> Environments.make("CartPole-v1", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 copies");
  }

  private static EnvironmentInfo info(String id) {
    return Environments.list().stream()
        .filter(info -> info.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
