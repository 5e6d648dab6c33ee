package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Corridor;
import io.github.ascent4j.core.testing.Identity;
import org.junit.jupiter.api.Test;

/** Tasks that PPO learns in seconds; every run is the same to the bit. */
final class LearningTest {
  private static final PpoConfig CONFIG =
      PpoConfig.sb3()
          .withRolloutSteps(32)
          .withMinibatchSize(64)
          .withEpochs(5)
          .withLearningRate(Schedule.constant(3e-3));

  private static PpoAgent trained(VectorEnvironment environment, PpoConfig config, int steps) {
    PpoAgent agent = PpoAgent.create(environment, config, 1);
    agent.train(environment, steps);
    return agent;
  }

  @Test
  void aChoiceIsLearntForEveryObservation() {
    PpoConfig config = CONFIG.withGamma(0.5);
    try (PpoAgent agent = trained(Identity.discrete(8, 4), config, 10_000)) {
      for (int k = 0; k < 4; k++) {
        float[] observation = new float[4];
        observation[k] = 1;
        assertThat(agent.act(observation, true)).containsExactly(k);
      }
    }
  }

  @Test
  void aNumberIsLearntForEveryObservation() {
    PpoConfig config = CONFIG.withGamma(0.5).withLearningRate(Schedule.linear(1e-2));
    Identity environment = Identity.continuous(8);
    try (PpoAgent agent = PpoAgent.create(environment, config, 1)) {
      double meanReturn = agent.train(environment, 40_000).meanReturn();
      assertThat(meanReturn).as("of 20 negative squares").isGreaterThan(-1);
      for (float x = -0.9f; x < 1; x += 0.2f) {
        assertThat(Math.abs(agent.act(new float[] {x}, true)[0] - x)).isLessThan(0.1f);
      }
    }
  }

  @Test
  void theBestArmOfABanditIsFound() {
    Bandit bandit = new Bandit(8, 5);
    try (PpoAgent agent = PpoAgent.create(bandit, CONFIG, 1)) {
      assertThat(agent.train(bandit, 10_000).meanReturn()).isGreaterThan(1.3);
      assertThat(agent.act(new float[] {1}, true)).containsExactly(3);
    }
  }

  /** The far door is reached by value alone, since no episode is long enough to walk there. */
  @Test
  void valuesBehindACutLeadToTheFarDoor() {
    try (PpoAgent agent = trained(new Corridor(16), corridorConfig(), 20_000)) {
      for (int cell = 0; cell < Corridor.CELLS; cell++) {
        assertThat(doorFrom(agent, cell)).as("cell " + cell).isEqualTo(Corridor.RIGHT);
      }
    }
  }

  @Test
  void withoutThemTheNearDoorIsTaken() {
    PpoConfig config = corridorConfig().withBootstrapTruncated(false);
    try (PpoAgent agent = trained(new Corridor(16), config, 20_000)) {
      assertThat(doorFrom(agent, 0)).isEqualTo(Corridor.LEFT);
      assertThat(doorFrom(agent, 1)).isEqualTo(Corridor.LEFT);
      assertThat(doorFrom(agent, Corridor.CELLS - 1)).isEqualTo(Corridor.RIGHT);
    }
  }

  private static PpoConfig corridorConfig() {
    return CONFIG.withGamma(0.95).withEntropyCoefficient(0.01).withMinibatchSize(128);
  }

  private static int doorFrom(PpoAgent agent, int cell) {
    float[] observation = new float[Corridor.CELLS];
    observation[cell] = 1;
    return (int) agent.act(observation, true)[0];
  }
}
