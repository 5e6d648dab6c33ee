package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same bits, however the work is done. */
final class DeterminismTest {
  @ParameterizedTest
  @EnumSource
  void threadsDoNotMatter(ShortTrainings training) {
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(training.hash(true, SimdEngine.create(threads))).isEqualTo(training.discrete);
      assertThat(training.hash(false, SimdEngine.create(threads))).isEqualTo(training.continuous);
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsDoNotMatter(ShortTrainings training) {
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(training.hash(true, SimdEngine.scalar(threads))).isEqualTo(training.discrete);
      assertThat(training.hash(false, SimdEngine.scalar(threads))).isEqualTo(training.continuous);
    }
  }

  static List<TrainingCase<?>> everything() {
    return TrainingCases.all();
  }

  @ParameterizedTest
  @MethodSource
  void everything(TrainingCase<?> training) {
    float[] expected = parameters(training, SimdEngine.create(1));
    assertThat(parameters(training, SimdEngine.create(3))).isEqualTo(expected);
    assertThat(parameters(training, SimdEngine.scalar(2))).isEqualTo(expected);
  }

  private static float[] parameters(TrainingCase<?> training, Engine engine) {
    try (Agent<?> agent = training.agent(engine)) {
      float[] before = agent.policy().parameters();
      agent.train(training.newEnvironment(), 300);
      float[] after = agent.policy().parameters();
      assertThat(after).isNotEqualTo(before);
      return after;
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void anotherSeedIsAnotherTraining(TrainingCase<?> training) {
    assertThat(trainedWith(training, 1)).isNotEqualTo(trainedWith(training, 2));
  }

  static List<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms();
  }

  private static <C extends Record & AlgorithmConfig> float[] trainedWith(
      TrainingCase<C> training, long seed) {
    SimdEngine engine = SimdEngine.create(1);
    try (Agent<C> agent =
        training.algorithm().create(training.newEnvironment(), training.config(), seed, engine)) {
      agent.train(training.newEnvironment(), 1);
      return agent.policy().parameters();
    }
  }

  /** Vectors of 8 and of 16 floats, where the CPU has them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theWidthOfVectorsDoesNotMatter(int level) throws Exception {
    assertThat(
            linesOfAnotherJvm(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=" + level,
                "--add-modules",
                "jdk.incubator.vector"))
        .containsAll(expectedLines());
  }

  @Test
  void aJvmWithoutVectorsGivesTheSameBitsAndSaysThatItIsSlow() throws Exception {
    assertThat(linesOfAnotherJvm())
        .containsAll(expectedLines())
        .anyMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
  }

  private static List<String> expectedLines() {
    return Arrays.stream(ShortTrainings.values()).map(ShortTrainings::line).toList();
  }

  private static List<String> linesOfAnotherJvm(String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ShortTrainings.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.lines().toList();
  }
}
