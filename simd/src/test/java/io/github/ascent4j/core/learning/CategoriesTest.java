package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.DiscreteObservations;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Labels;
import io.github.ascent4j.core.testing.Lake;
import io.github.ascent4j.core.testing.Parts;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What has no order is learnt as such. */
final class CategoriesTest {
  private static final int COPIES = 8;
  private static final PpoConfig FAST =
      PpoConfig.sb3().withRolloutSteps(128).withLearningRate(Schedule.linear(3e-3));

  private static Agent<PpoConfig> trained(
      IntFunction<VectorEnvironment> environment, PpoConfig config, long steps) {
    Agent<PpoConfig> agent =
        PpoAgent.create(environment.apply(COPIES), config, 1, SimdEngine.create(1));
    agent.train(environment.apply(COPIES), steps);
    return agent;
  }

  private static double score(Agent<?> agent, VectorEnvironment environment) {
    return Evaluation.run(agent.policy().actorCritic(), environment, 1000, null).meanReturn();
  }

  @Test
  void labelsWithoutAnOrderAreToldApart() {
    try (Agent<PpoConfig> agent = trained(copies -> new Labels(copies, 64), FAST, 20_000)) {
      assertThat(score(agent, new Labels(100, 64))).isEqualTo(10);
    }
  }

  /** The option that there was before. */
  @Test
  void asNumbersTheyAreNot() {
    PpoConfig raw =
        FAST.withPolicy(PolicyConfig.DEFAULT.withDiscreteObservations(DiscreteObservations.RAW));
    try (Agent<PpoConfig> agent = trained(copies -> new Labels(copies, 64), raw, 20_000)) {
      assertThat(score(agent, new Labels(100, 64))).isLessThan(7);
    }
  }

  @Test
  void theLakeIsCrossed() {
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(256);
    try (Agent<PpoConfig> agent = trained(Lake::new, config, 20_000)) {
      assertThat(score(agent, new Lake(1))).isEqualTo(1);
    }
  }

  /** Of the parts, the number alone is normalised. */
  @Test
  void everyPartIsReadInItsOwnWay() {
    PpoConfig config = FAST.withNormalization(NormalizationConfig.SB3);
    try (Agent<PpoConfig> agent = trained(Parts::new, config, 30_000)) {
      assertThat(score(agent, new Parts(100))).isEqualTo(10);
      ObservationNormalizer normalizer =
          Objects.requireNonNull(agent.policy().actorCritic().normalizer());
      assertThat(normalizer.statistics().size()).isEqualTo(1);
      assertThat(normalizer.statistics().mean(0)).isBetween(480.0, 520.0);
    }
  }
}
