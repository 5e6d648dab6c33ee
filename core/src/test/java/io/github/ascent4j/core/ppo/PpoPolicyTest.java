package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.simd.SimdEngine;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.testing.TinyEnvironment;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.NormalizationConfig;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PpoPolicyTest {
  private static final PpoConfig CONFIG =
      PpoConfig.sb3()
          .withRolloutSteps(40)
          .withNormalization(
              NormalizationConfig.NONE.withObservations(ObservationNormalization.SB3))
          .withPolicy(PpoConfig.sb3().policy().withLogStdInit(0.5));

  private static TinyEnvironment environment(boolean discrete) {
    return discrete ? Wander.discrete(4) : Wander.continuous(4);
  }

  private static PpoAgent trained(boolean discrete, PpoConfig config) {
    PpoAgent agent = PpoAgent.create(environment(discrete), config, 2);
    agent.train(environment(discrete), 400);
    return agent;
  }

  private static float[] observations(int count) {
    Random random = new Random(1);
    float[] observations = new float[3 * count];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) random.nextGaussian();
    }
    return observations;
  }

  /** So that a ratio is exactly 1 before the first step of an update. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void evaluatingAnActionGivesTheBitsItWasTakenWith(boolean discrete) {
    try (PpoAgent agent = trained(discrete, CONFIG)) {
      float[] observations = observations(100);
      PpoPolicy.Decision decision =
          agent.policy().act(observations, false, new TrainingRandom(1, 1));
      PpoPolicy.ActionEvaluation evaluation =
          agent.policy().evaluateActions(observations, decision.rawActions());
      assertThat(evaluation.logProbs()).isEqualTo(decision.logProbs());
      assertThat(evaluation.values()).isEqualTo(decision.values());
      assertThat(agent.policy().values(observations)).isEqualTo(decision.values());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, TANH, CLIP",
    "true, true, SILU, CLIP",
    "false, false, TANH, CLIP",
    "false, true, RELU, TANH"
  })
  void theServedPolicyHasTheBitsOfTraining(
      boolean discrete,
      boolean shared,
      ActivationFunction activation,
      ActionMapping.Bound bound,
      @TempDir Path folder)
      throws IOException {
    PpoConfig config =
        CONFIG.withPolicy(
            CONFIG
                .policy()
                .withSharedTrunk(shared)
                .withActivation(activation)
                .withActionBound(bound));
    try (PpoAgent agent = trained(discrete, config)) {
      Path file = folder.resolve("policy");
      agent.policy().save(file);
      Policy served = Policy.load(file);
      float[] observations = observations(100);
      PpoPolicy.Decision modes = agent.policy().act(observations, true, new TrainingRandom(1, 1));
      int size = modes.actions().length / 100;
      for (int i = 0; i < 100; i++) {
        float[] observation = Arrays.copyOfRange(observations, 3 * i, 3 * i + 3);
        float[] action = Arrays.copyOfRange(modes.actions(), i * size, (i + 1) * size);
        assertThat(served.act(observation)).isEqualTo(action);
        assertThat(served.value(observation)).isEqualTo(modes.values()[i]);
        float[] drawn = new float[size];
        served.sample(observation, new TrainingRandom(i, 1), drawn);
        PpoPolicy.Decision draw = agent.policy().act(observation, false, new TrainingRandom(i, 1));
        assertThat(drawn).isEqualTo(draw.actions());
      }
    }
  }

  @Test
  void actingManyAtATimeIsActingOneByOne() {
    try (PpoAgent agent = trained(false, CONFIG)) {
      float[] observations = observations(70);
      float[] together =
          agent.policy().act(observations, true, new TrainingRandom(1, 1)).rawActions();
      for (int i = 0; i < 70; i++) {
        float[] observation = Arrays.copyOfRange(observations, 3 * i, 3 * i + 3);
        float[] alone =
            agent.policy().act(observation, true, new TrainingRandom(1, 1)).rawActions();
        assertThat(alone).isEqualTo(Arrays.copyOfRange(together, 2 * i, 2 * i + 2));
      }
    }
  }

  @Test
  void aPolicyFileCanBeTrainedOn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("policy");
    try (PpoAgent agent = trained(true, CONFIG)) {
      agent.policy().save(file);
      SimdEngine engine = SimdEngine.create(1);
      PpoPolicy policy = PpoPolicy.load(file, CONFIG, engine);
      try (PpoAgent second = PpoAgent.of(policy, CONFIG, 3, engine)) {
        assertThat(policy.parameters()).isEqualTo(agent.policy().parameters());
        second.train(environment(true), 200);
        assertThat(policy.parameters()).isNotEqualTo(agent.policy().parameters());
      }
    }
  }

  @Test
  void observationsThatAreNotWholeAreRefused() {
    try (PpoAgent agent = PpoAgent.create(environment(true), CONFIG, 2)) {
      assertThatThrownBy(() -> agent.act(new float[4], true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4 floats are no whole number of observations of 3 floats");
      assertThatThrownBy(() -> agent.policy().evaluateActions(new float[6], new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3 action floats for 2 observations; give 2");
    }
  }

  @Test
  void actingLeavesTheObservationAlone() {
    try (PpoAgent agent = trained(true, CONFIG)) {
      float[] observation = {1, 2, 3};
      agent.act(observation, false);
      assertThat(observation).containsExactly(1, 2, 3);
    }
  }
}
