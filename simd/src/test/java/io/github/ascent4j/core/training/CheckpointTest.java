package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.TinyEnvironment;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.policy.file.TensorType;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents and trainings as files. */
final class CheckpointTest {
  private static final long TOTAL = 1000;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("checkpoint");
  }

  /** One of each algorithm, in a box and normalised so that there is more to save. */
  static List<TrainingCase<?>> algorithms() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (TrainingCase<?> algorithm : TrainingCases.algorithms()) {
      cases.add(
          algorithm
              .in("a box", () -> Wander.continuous(TrainingCases.ENVIRONMENTS))
              .with("normalization.observations=SB3", "normalization.rewards=SB3"));
    }
    return cases;
  }

  /** Loads as a user of that algorithm does. */
  private static Agent<?> load(String algorithm, Path path) throws IOException {
    return switch (algorithm) {
      case "ppo" -> PpoAgent.load(path);
      case "a2c" -> A2cAgent.load(path);
      case "pg" -> PolicyGradientAgent.load(path);
      case "reinforce" -> ReinforceAgent.load(path);
      case "vpg" -> VpgAgent.load(path);
      case "trpo" -> TrpoAgent.load(path);
      case "npg" -> NpgAgent.load(path);
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  private static <C extends Record & AlgorithmConfig> Training<C> resume(
      TrainingCase<C> training, Path path, VectorEnvironment environment) throws IOException {
    return Training.resume(path, training.algorithm(), environment, TOTAL, SimdEngine.create(1));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aLoadedAgentIsTheSavedOneAndTrainsOnAsIt(TrainingCase<?> training) throws IOException {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      agent.train(training.newEnvironment(), 300);
      agent.save(file);
      try (Agent<?> loaded = load(training.algorithm().name(), file)) {
        assertThat(loaded.config()).isEqualTo(agent.config());
        assertThat(loaded.seed()).isEqualTo(agent.seed());
        assertThat(loaded.algorithm()).isEqualTo(agent.algorithm());
        assertThat(loaded.policy().saved(Map.of())).isEqualTo(agent.policy().saved(Map.of()));
        float[] observation = {0.3f, -0.2f, 2};
        for (int i = 0; i < 20; i++) {
          observation[0] += 0.01f;
          assertThat(loaded.act(observation, true)).isEqualTo(agent.act(observation, true));
          assertThat(loaded.act(observation, false)).isEqualTo(agent.act(observation, false));
        }
        agent.train(training.newEnvironment(), 300);
        loaded.train(training.newEnvironment(), 300);
        assertThat(Snapshots.of(loaded)).isEqualTo(Snapshots.of(agent));
      }
    }
  }

  /** A training that has not begun can be saved, too. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aTrainingGoesThroughItsFile(TrainingCase<?> training) throws IOException {
    for (int iterations = 0; iterations < 3; iterations++) {
      Training<?> first = training.start(SimdEngine.create(1), TOTAL);
      for (int i = 0; i < iterations; i++) {
        first.iterate();
      }
      first.save(file);
      Training<?> second = resume(training, file, training.newEnvironment());
      first.iterate();
      second.iterate();
      assertThat(Snapshots.of(second.trainedAgent())).isEqualTo(Snapshots.of(first.trainedAgent()));
      assertThat(second.iteration()).isEqualTo(iterations + 1);
      first.trainedAgent().close();
      second.trainedAgent().close();
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aTrainingsFileIsAlsoAnAgents(TrainingCase<?> training) throws IOException {
    Training<?> saved = training.start(SimdEngine.create(1), TOTAL);
    saved.iterate();
    saved.save(file);
    try (Agent<?> loaded = load(training.algorithm().name(), file)) {
      assertThat(Snapshots.of(loaded)).isEqualTo(Snapshots.of(saved.trainedAgent()));
    }
    saved.trainedAgent().close();
  }

  @Test
  void timeAndStepsOfEarlierSessionsAreCounted() throws IOException {
    Training<?> first = TrainingCases.PPO.start(SimdEngine.create(1), TOTAL);
    TrainingProgress before = first.iterate();
    first.save(file);
    Training<?> second = resume(TrainingCases.PPO, file, TrainingCases.PPO.newEnvironment());
    TrainingProgress after = second.iterate();
    assertThat(after.seconds()).isGreaterThan(before.seconds());
    assertThat(after.steps()).isEqualTo(2 * before.steps());
    assertThat(after.sessionSteps()).isEqualTo(before.steps());
    assertThat(after.sessionSeconds()).isLessThan(after.seconds());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void anotherAlgorithmsFileIsRefused(TrainingCase<?> training) throws IOException {
    String own = training.algorithm().name();
    Training<?> saved = training.start(SimdEngine.create(1), TOTAL);
    saved.save(file);
    saved.trainedAgent().close();
    for (TrainingCase<?> other : algorithms()) {
      String name = other.algorithm().name();
      if (!name.equals(own)) {
        assertThatThrownBy(() -> load(name, file))
            .isInstanceOf(PolicyFileException.class)
            .hasMessageContaining("checkpoint: algorithm is '" + own + "', not '" + name + "'");
        assertThatThrownBy(() -> resume(other, file, other.newEnvironment()))
            .isInstanceOf(PolicyFileException.class)
            .hasMessageContaining("another algorithm wrote it");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void anotherEnvironmentIsRefused(TrainingCase<?> training) throws IOException {
    Training<?> saved = training.start(SimdEngine.create(1), TOTAL);
    saved.save(file);
    saved.trainedAgent().close();
    assertThatThrownBy(() -> resume(training, file, Identity.continuous(4)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environment is 'Wander', not 'Identity'");
    assertThatThrownBy(() -> resume(training, file, Wander.continuous(5)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environments is '4', not '5'");
    assertThatThrownBy(() -> resume(training, file, Wander.discrete(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low -0.5 high 0.75")
        .hasMessageContaining("Wander has")
        .hasMessageContaining("Discrete[n=4]");
  }

  /** The same name with and without masks, and with other observations. */
  private static TinyEnvironment gate(float high, boolean masks) {
    return new TinyEnvironment(4, Box.uniform(0, high, 1), new Discrete(2), 1, 5) {
      @Override
      public String name() {
        return "Gate";
      }

      @Override
      public int actionMaskSize() {
        return masks ? 2 : 0;
      }

      @Override
      protected void mask(float[] states, int offset, boolean[] out, int outOffset) {
        out[outOffset] = true;
      }

      @Override
      protected void begin(int copy, float[] states, int offset) {
        states[offset] = nextFloat(copy);
      }

      @Override
      protected double move(
          int copy, float[] states, int offset, float[] actions, int actionOffset) {
        begin(copy, states, offset);
        return states[offset];
      }
    };
  }

  @ParameterizedTest
  @MethodSource("all")
  void otherSpacesAndMasksAreRefused(TrainingCase<?> training) throws IOException {
    for (boolean masks : new boolean[] {true, false}) {
      TrainingCase<?> gate = training.in("Gate", () -> gate(1, masks));
      Training<?> saved = gate.start(SimdEngine.create(1), TOTAL);
      saved.iterate();
      saved.save(file);
      String withMasks = "Discrete[n=2] with masks";
      assertThatThrownBy(() -> resume(gate, file, gate(1, !masks)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(withMasks);
      assertThatThrownBy(() -> resume(gate, file, gate(2, masks)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Gate has")
          .hasMessageContaining("high 2");
      assertThatThrownBy(() -> saved.trainedAgent().train(gate(1, !masks), 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(withMasks);
      assertThatThrownBy(() -> saved.trainedAgent().train(gate(2, masks), 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("high 2");
      resume(gate, file, gate(1, masks)).trainedAgent().close();
      saved.trainedAgent().close();
    }
  }

  static List<TrainingCase<?>> all() {
    return TrainingCases.algorithms();
  }

  @Test
  void anEnvironmentWithOtherActionsIsRefused() {
    try (Agent<?> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
      assertThatThrownBy(() -> agent.train(Wander.continuous(4), 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Discrete[n=4]")
          .hasMessageContaining("Wander has")
          .hasMessageContaining("low -0.5 high 0.75");
    }
  }

  @Test
  void anAgentsFileIsNoTrainings() throws IOException {
    TrainingCases.PPO.agent(SimdEngine.create(1)).save(file);
    assertThatThrownBy(() -> resume(TrainingCases.PPO, file, TrainingCases.PPO.newEnvironment()))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environment");
  }

  @Test
  void aPolicyFileIsNoCheckpoint() throws IOException {
    TrainingCases.PPO.agent(SimdEngine.create(1)).policy().save(file);
    assertThatThrownBy(() -> PpoAgent.load(file))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("this is no checkpoint");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> PpoAgent.load(folder.resolve("nowhere")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  /** Files that are whole but hold something else, one change each. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void everyPartThatIsMissingOrDoesNotFitIsNamed(TrainingCase<?> training) throws IOException {
    Training<?> saved = training.start(SimdEngine.create(1), TOTAL);
    saved.iterate();
    TensorFile whole = saved.snapshot();
    saved.trainedAgent().close();
    for (String key : whole.metadata().keySet()) {
      Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
      metadata.remove(key);
      boolean derived = key.equals("steps");
      if (!derived) {
        assertNamed(training, new TensorFile(metadata, whole.tensors()), key);
      }
      metadata.put(key, "{");
      if (!derived) {
        assertNamed(training, new TensorFile(metadata, whole.tensors()), "");
      }
    }
    for (Tensor tensor : whole.tensors()) {
      List<Tensor> tensors = new ArrayList<>(whole.tensors());
      tensors.remove(tensor);
      assertNamed(training, new TensorFile(whole.metadata(), tensors), tensor.name());
      if (tensor.type() == TensorType.U8) {
        byte[] bytes = tensor.bytes();
        for (int length : new int[] {0, bytes.length - 1, bytes.length + 1}) {
          tensors.add(Tensor.of(tensor.name(), List.of(length), Arrays.copyOf(bytes, length)));
          assertNamed(training, new TensorFile(whole.metadata(), tensors), "");
          tensors.removeLast();
        }
      } else if (tensor.type() == TensorType.F32) {
        tensors.add(Tensor.of(tensor.name(), new float[3]));
        assertNamed(training, new TensorFile(whole.metadata(), tensors), tensor.name());
      }
    }
  }

  private static <C extends Record & AlgorithmConfig> void assertNamed(
      TrainingCase<C> training, TensorFile content, String part) {
    assertThatThrownBy(
            () ->
                Snapshots.training(
                    content,
                    training.algorithm(),
                    training.newEnvironment(),
                    TOTAL,
                    SimdEngine.create(1)))
        .as("without " + part)
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("unsaved content: ")
        .hasMessageContaining(part);
  }
}
