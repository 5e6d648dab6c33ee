package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.simd.SimdEngine;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.logging.TrainingProgress;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.NormalizationConfig;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.policy.file.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was saved and resumed is the training that was not. */
final class ResumeTest {
  private static final int ENVIRONMENTS = 4;

  /** Not a multiple of the episodes' length, so that saving falls into the middle of some. */
  private static final int ROLLOUT = 32;

  private static final int ITERATIONS = 8;
  private static final long TOTAL = (long) ITERATIONS * ROLLOUT * ENVIRONMENTS;

  @TempDir Path folder;

  private static PpoConfig plain() {
    return PpoConfig.sb3()
        .withRolloutSteps(ROLLOUT)
        .withMinibatchSize(48)
        .withEpochs(3)
        .withLearningRate(Schedule.constant(0.01))
        .withPolicy(PpoConfig.sb3().policy().withHiddenSizes(List.of(9)));
  }

  private static PpoConfig full() {
    return plain()
        .withNormalization(NormalizationConfig.SB3)
        .withLearningRate(Schedule.linear(0.02))
        .withClipRange(new Schedule.Linear(0.3, 0.1))
        .withTargetKl(0.02)
        .withEntropyCoefficient(0.01);
  }

  private static VectorEnvironment environment(boolean discrete) {
    return discrete ? Wander.discrete(ENVIRONMENTS) : Wander.continuous(ENVIRONMENTS);
  }

  private static List<Map<String, Double>> iterate(Training<PpoConfig> training, int iterations) {
    List<Map<String, Double>> figures = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      figures.add(lasting(training.iterate()));
    }
    return figures;
  }

  /** All figures but those of the clock. */
  private static Map<String, Double> lasting(TrainingProgress progress) {
    Map<String, Double> figures = new LinkedHashMap<>(progress.byName());
    figures.remove("time/time_elapsed");
    figures.remove("time/fps");
    return figures;
  }

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void halfAndHalfIsTheWhole(boolean discrete, boolean everything) throws IOException {
    PpoConfig config = everything ? full() : plain();
    PpoAgent agent = PpoAgent.create(environment(discrete), config, 3);
    Training<PpoConfig> whole = Training.start(agent, environment(discrete), TOTAL);
    List<Map<String, Double>> expected = iterate(whole, ITERATIONS);

    Training<PpoConfig> half =
        Training.start(
            PpoAgent.create(environment(discrete), config, 3), environment(discrete), TOTAL);
    List<Map<String, Double>> actual = iterate(half, ITERATIONS / 2);
    Path file = folder.resolve("half");
    half.save(file);
    // More threads and no vectors, as on another machine.
    Training<PpoConfig> rest =
        Training.resume(
            file, PpoAgent.ALGORITHM, environment(discrete), TOTAL, SimdEngine.scalar(2));
    assertThat(rest.steps()).isEqualTo(TOTAL / 2);
    actual.addAll(iterate(rest, ITERATIONS / 2));

    assertThat(actual).isEqualTo(expected);
    assertThat(rest.finished()).isTrue();
    assertThat(whole.finished()).isTrue();
    assertThat(saved(rest.trainedAgent())).isEqualTo(saved(whole.trainedAgent()));
    rest.trainedAgent().close();
  }

  /** Everything about an agent: parameters, moments, normaliser and generators. */
  private byte[] saved(Agent<PpoConfig> agent) throws IOException {
    Path file = folder.resolve("agent");
    agent.save(file);
    return Files.readAllBytes(file);
  }

  @Test
  void savingChangesNothing() throws IOException {
    Training<PpoConfig> quiet = start(full());
    Training<PpoConfig> saving = start(full());
    for (int i = 0; i < 4; i++) {
      saving.save(folder.resolve("often"));
      saving.save(folder.resolve("often"));
      assertThat(lasting(saving.iterate())).isEqualTo(lasting(quiet.iterate()));
    }
    assertThat(saved(saving.trainedAgent())).isEqualTo(saved(quiet.trainedAgent()));
  }

  private static Training<PpoConfig> start(PpoConfig config) {
    VectorEnvironment environment = environment(true);
    return Training.start(PpoAgent.create(environment, config, 3), environment, TOTAL);
  }

  @Test
  void timeAndStepsOfEarlierSessionsAreCounted() throws IOException {
    Training<PpoConfig> first = start(plain());
    TrainingProgress before = first.iterate();
    first.save(folder.resolve("one"));
    Training<PpoConfig> second =
        Training.resume(
            folder.resolve("one"),
            PpoAgent.ALGORITHM,
            environment(true),
            TOTAL,
            SimdEngine.create(1));
    TrainingProgress after = second.iterate();
    assertThat(after.seconds()).isGreaterThan(before.seconds());
    assertThat(after.steps()).isEqualTo(2 * before.steps());
    assertThat(after.sessionSteps()).isEqualTo(before.steps());
    assertThat(after.sessionSeconds()).isLessThan(after.seconds());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLoadedAgentActsAsTheSavedOne(boolean discrete) throws IOException {
    PpoAgent agent = PpoAgent.create(environment(discrete), full(), 5);
    agent.train(environment(discrete), 500);
    Path file = folder.resolve("agent");
    agent.save(file);
    try (PpoAgent loaded = PpoAgent.load(file)) {
      assertThat(loaded.config()).isEqualTo(agent.config());
      assertThat(loaded.seed()).isEqualTo(agent.seed());
      assertThat(loaded.policy().parameters()).isEqualTo(agent.policy().parameters());
      float[] observation = {0.3f, -0.2f, 2};
      for (int i = 0; i < 50; i++) {
        observation[0] += 0.01f;
        assertThat(loaded.act(observation, true)).isEqualTo(agent.act(observation, true));
        assertThat(loaded.act(observation, false)).isEqualTo(agent.act(observation, false));
      }
    }
  }

  @Test
  void aLoadedAgentTrainsOnAsTheSavedOne() throws IOException {
    PpoAgent agent = PpoAgent.create(environment(true), full(), 5);
    agent.train(environment(true), 500);
    agent.save(folder.resolve("agent"));
    try (PpoAgent loaded = PpoAgent.load(folder.resolve("agent"))) {
      agent.train(environment(true), 500);
      loaded.train(environment(true), 500);
      assertThat(saved(loaded)).isEqualTo(saved(agent));
    }
  }

  @Test
  void aTrainingsFileIsAlsoAnAgents() throws IOException {
    Training<PpoConfig> training = start(full());
    training.iterate();
    Path file = folder.resolve("training");
    training.save(file);
    try (PpoAgent loaded = PpoAgent.load(file)) {
      assertThat(saved(loaded)).isEqualTo(saved(training.trainedAgent()));
    }
  }

  @Test
  void anAgentsFileIsNoTrainings() throws IOException {
    Path file = folder.resolve("agent");
    PpoAgent.create(environment(true), plain(), 3).save(file);
    assertThatThrownBy(
            () ->
                Training.resume(
                    file, PpoAgent.ALGORITHM, environment(true), TOTAL, SimdEngine.create(1)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environment");
  }

  @Test
  void aPolicyFileIsNoCheckpoint() throws IOException {
    Path file = folder.resolve("policy");
    PpoAgent.create(environment(true), plain(), 3).policy().save(file);
    assertThatThrownBy(() -> PpoAgent.load(file))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("this is no checkpoint");
  }

  @Test
  void anotherEnvironmentIsRefused() throws IOException {
    Path file = folder.resolve("training");
    start(plain()).save(file);
    assertThatThrownBy(
            () ->
                Training.resume(
                    file,
                    PpoAgent.ALGORITHM,
                    Identity.discrete(ENVIRONMENTS, 4),
                    TOTAL,
                    SimdEngine.create(1)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environment is 'Wander', not 'Identity'");
    assertThatThrownBy(
            () ->
                Training.resume(
                    file, PpoAgent.ALGORITHM, Wander.discrete(5), TOTAL, SimdEngine.create(1)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("environments is '4', not '5'");
  }

  @Test
  void anEnvironmentWithOtherSpacesIsRefused() {
    PpoAgent agent = PpoAgent.create(environment(true), plain(), 3);
    assertThatThrownBy(() -> agent.train(environment(false), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Discrete[n=4]")
        .hasMessageContaining("Wander has")
        .hasMessageContaining("low -0.5 high 0.75");
  }

  @Test
  void noFlippedByteIsTakenForAnAgent() throws IOException {
    Path file = folder.resolve("small");
    PpoConfig linear = full().withPolicy(full().policy().withHiddenSizes(List.of()));
    Training<PpoConfig> training = start(linear);
    training.iterate();
    training.save(file);
    byte[] bytes = Files.readAllBytes(file);
    String hash = PolicyFile.parametersSha256(training.trainedAgent().policy().parameters());
    try (Engine engine = SimdEngine.create(1)) {
      for (int i = 0; i < bytes.length; i += 3) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << i % 8);
        assertRefused(file, damaged, engine, "byte " + i);
      }
      for (int length = 0; length < bytes.length; length += 29) {
        assertRefused(file, Arrays.copyOf(bytes, length), engine, "length " + length);
      }
      assertRefused(file, Arrays.copyOf(bytes, bytes.length + 1), engine, "a byte more");
      Files.write(file, bytes);
      float[] parameters = PpoAgent.load(file, engine).policy().parameters();
      assertThat(PolicyFile.parametersSha256(parameters)).isEqualTo(hash);
    }
  }

  private static void assertRefused(Path file, byte[] damaged, Engine engine, String how)
      throws IOException {
    Files.write(file, damaged);
    assertThatThrownBy(() -> PpoAgent.load(file, engine))
        .as(how)
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("small");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("nowhere");
    assertThatThrownBy(() -> PpoAgent.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  /** Files that are whole but hold something else, one change each. */
  @Test
  void everyPartThatIsMissingOrDoesNotFitIsNamed() throws IOException {
    Path file = folder.resolve("parts");
    Training<PpoConfig> training = start(plain());
    training.iterate();
    training.save(file);
    TensorFile whole = Safetensors.read(file);
    for (String key : whole.metadata().keySet()) {
      Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
      metadata.remove(key);
      boolean derived = key.equals("steps");
      if (!derived) {
        assertNamed(file, new TensorFile(metadata, whole.tensors()), key);
      }
      metadata.put(key, "{");
      if (!derived) {
        assertNamed(file, new TensorFile(metadata, whole.tensors()), "");
      }
    }
    for (Tensor tensor : whole.tensors()) {
      List<Tensor> tensors = new ArrayList<>(whole.tensors());
      tensors.remove(tensor);
      assertNamed(file, new TensorFile(whole.metadata(), tensors), tensor.name());
      if (tensor.type() == TensorType.U8) {
        byte[] bytes = tensor.bytes();
        for (int length : new int[] {0, bytes.length - 1, bytes.length + 1}) {
          tensors.add(Tensor.of(tensor.name(), List.of(length), Arrays.copyOf(bytes, length)));
          assertNamed(file, new TensorFile(whole.metadata(), tensors), "");
          tensors.removeLast();
        }
      } else if (tensor.type() == TensorType.F32) {
        tensors.add(Tensor.of(tensor.name(), new float[3]));
        assertNamed(file, new TensorFile(whole.metadata(), tensors), tensor.name());
      }
    }
  }

  private static void assertNamed(Path file, TensorFile content, String part) throws IOException {
    Safetensors.write(file, content);
    assertThatThrownBy(
            () ->
                Training.resume(
                    file, PpoAgent.ALGORITHM, environment(true), TOTAL, SimdEngine.create(1)))
        .as("without " + part)
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("parts: ")
        .hasMessageContaining(part);
  }
}
