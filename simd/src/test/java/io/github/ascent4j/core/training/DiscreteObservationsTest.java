package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.DiscreteObservations;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Labels;
import io.github.ascent4j.core.testing.Parts;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Observations that are choices, as categories and as numbers. */
final class DiscreteObservationsTest {
  private static final PpoConfig CONFIG =
      PpoConfig.sb3()
          .withRolloutSteps(32)
          .withMinibatchSize(48)
          .withEpochs(3)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3);
  private static final PpoConfig RAW =
      CONFIG.withPolicy(PolicyConfig.DEFAULT.withDiscreteObservations(DiscreteObservations.RAW));

  private static Agent<PpoConfig> agent(VectorEnvironment environment, PpoConfig config) {
    return PpoAgent.create(environment, config, 1, SimdEngine.create(1));
  }

  private static String trained(VectorEnvironment environment, PpoConfig config) {
    try (Agent<PpoConfig> agent = agent(environment, config)) {
      agent.train(environment, 300);
      return PolicyFile.parametersSha256(agent.policy().parameters());
    }
  }

  /** The bits of when there was no other way. */
  @Test
  void numbersAreReadAsTheyAlwaysWere() {
    assertThat(trained(new Parts(4), RAW))
        .isEqualTo("39200b4e5cae6c7e46f2e906c9ea4cc100bfcafb10a826a67ee8f4d2fe346d5c");
    assertThat(trained(new Labels(4, 64), RAW))
        .isEqualTo("52f2071971538ab892ef4627db697b6c8fb95cebff01a1873edef191e219028b");
  }

  @Test
  void settingsOfBeforeMeanNumbers() {
    Json now = ConfigRecords.toJson(CONFIG);
    assertThat(DiscreteObservations.completed(now)).isEqualTo(now);
    Json before = Json.parse(now.toString().replace("\"discreteObservations\":\"ONE_HOT\",", ""));
    assertThat(before).isNotEqualTo(now);
    assertThat(ConfigRecords.fromJson(PpoConfig.sb3(), DiscreteObservations.completed(before)))
        .isEqualTo(RAW);
  }

  @Test
  void everyPartIsOfItsKind() {
    try (Agent<PpoConfig> agent = agent(new Parts(1), CONFIG)) {
      assertThat(agent.policy().description().network().parts())
          .containsExactly(
              Input.categories(List.of(Parts.LABELS)),
              Input.numbers(1),
              Input.categories(List.of(2, 5)),
              new Input(Input.Kind.BITS, List.of(1), List.of()));
      int first = agent.policy().actorCritic().program().layout().parameters().get(0).columns();
      assertThat(first).isEqualTo(Parts.LABELS + 1 + 2 + 5 + 1);
    }
    try (Agent<PpoConfig> agent = agent(new Parts(1), RAW)) {
      assertThat(agent.policy().description().network().parts())
          .extracting(Input::kind)
          .containsOnly(Input.Kind.NUMBERS);
    }
  }

  /** Where it comes from and what it should be, before any network reads it. */
  @Test
  void anObservationThatIsNoCategoryIsNamed() {
    VectorEnvironment lying = new Labels(2, 5, new Discrete(3));
    try (Agent<PpoConfig> agent = agent(lying, CONFIG)) {
      assertThatThrownBy(() -> agent.train(lying, 1000))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageMatching(
              "Labels, copy [01]: observation\\[0\\] after \\d+ steps of the rollout is [34].0; it"
                  + " is one of 3 categories, so every value must be a whole number from 0 to 2");
      assertThatThrownBy(() -> Evaluation.run(agent.policy().actorCritic(), lying, 3, null))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageMatching(
              "Labels, copy [01], after \\d+ steps: number 0 of the observation is [34].0; .*");
      assertThatThrownBy(() -> agent.act(new float[] {1.5f}, true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("row 0: number 0 of the observation is 1.5; it is one of 3");
    }
  }
}
