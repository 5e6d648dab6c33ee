package io.github.ascent4j.examples.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmCatalog;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.examples.Thermostat;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwrTest {
  private static final Awr AWR = new Awr();

  private static VectorEnvironment rooms() {
    return VectorEnvironments.of(Thermostat::new, 8);
  }

  @Test
  void isTrainedAndSavedByAProgram(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("policy");
    // @start region="program"
    Awr awr = new Awr();
    try (var rooms = VectorEnvironments.of(Thermostat::new, 8);
        var agent = awr.create(rooms, awr.defaults().withGamma(0.9), 42)) {
      agent.train(rooms, 40_000);
      agent.policy().save(file);
    }
    // @end
    Policy policy = Policy.load(file);
    float[] cold = {5};
    float[] hot = {35};
    assertThat(policy.choose(cold)).isEqualTo(1);
    assertThat(policy.choose(hot)).isZero();
  }

  @Test
  void learnsToHeatARoom() {
    try (VectorEnvironment rooms = rooms();
        Agent<Awr.Config> agent = AWR.create(rooms, AWR.defaults(), 42)) {
      double atFirst = agent.train(rooms, 8 * 200).meanReturn();
      double atLast = agent.train(rooms, 60_000).meanReturn();
      assertThat(atLast).isGreaterThan(atFirst + 5);
    }
  }

  @Test
  void isFoundAsAService() {
    Algorithm<?> found = AlgorithmCatalog.load(Awr.class.getClassLoader()).get("awr");
    assertThat(found).isInstanceOf(Awr.class);
    assertThat(found.presets()).extracting("name").containsExactly("awr", "awr-greedy");
  }

  @Test
  void settingsAreChangedByName() {
    Awr.Config config = ConfigRecords.with(AWR.defaults(), "beta", "0.25");
    assertThat(config.beta()).isEqualTo(0.25);
    assertThat(ConfigRecords.with(config, "gamma", "0.9").gamma().start()).isEqualTo(0.9);
    assertThat(ConfigRecords.settings(config)).containsKeys("beta", "gamma", "policy.hiddenSizes");
    assertThatThrownBy(() -> config.with("largestWeight", 0.5))
        .hasMessageContaining("largestWeight 0.5");
  }

  @Test
  void goesOnFromACheckpointToTheSameBits(@TempDir Path folder) throws IOException {
    Awr.Config config = AWR.defaults().with("rolloutSteps", 16);
    Path file = folder.resolve("half");
    float[] whole;
    try (VectorEnvironment rooms = rooms();
        Agent<Awr.Config> agent = AWR.create(rooms, config, 42, SimdEngine.create(1))) {
      Training<Awr.Config> training = Training.start(agent, rooms, 8 * 16 * 4);
      training.iterate();
      training.iterate();
      training.save(file);
      training.iterate();
      training.iterate();
      whole = agent.policy().parameters();
    }
    try (VectorEnvironment rooms = rooms()) {
      Training<Awr.Config> training =
          Training.resume(file, AWR, rooms, 8 * 16 * 4, SimdEngine.create(1));
      training.iterate();
      training.iterate();
      assertThat(training.trainedAgent().policy().parameters()).isEqualTo(whole);
      training.trainedAgent().close();
    }
  }
}
