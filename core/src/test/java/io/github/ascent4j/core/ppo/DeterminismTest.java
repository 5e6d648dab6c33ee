package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.simd.SimdEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same bits, however the work is done. */
final class DeterminismTest {
  /** Parameters of {@link ShortTraining}; a change that changes them has to say why. */
  private static final String DISCRETE =
      "078a610ad5120bd1a5a0a392fb70d8e039dae96a238067950ead09570cbcbb86";

  private static final String CONTINUOUS =
      "b9f1bbbf6aeacac092d888b463d3f1e414f3e19f86d9a5979658234cbb4ad462";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void threadsDoNotMatter(int threads) {
    assertThat(ShortTraining.hash(true, SimdEngine.create(threads))).isEqualTo(DISCRETE);
    assertThat(ShortTraining.hash(false, SimdEngine.create(threads))).isEqualTo(CONTINUOUS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void vectorsDoNotMatter(int threads) {
    assertThat(ShortTraining.hash(true, SimdEngine.scalar(threads))).isEqualTo(DISCRETE);
    assertThat(ShortTraining.hash(false, SimdEngine.scalar(threads))).isEqualTo(CONTINUOUS);
  }

  /** Vectors of 8 and of 16 floats, where the CPU has them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theWidthOfVectorsDoesNotMatter(int level) throws Exception {
    assertThat(
            hashesOfAnotherJvm(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=" + level,
                "--add-modules",
                "jdk.incubator.vector"))
        .contains("hashes " + DISCRETE + " " + CONTINUOUS);
  }

  @Test
  void aJvmWithoutVectorsGivesTheSameBitsAndSaysThatItIsSlow() throws Exception {
    assertThat(hashesOfAnotherJvm())
        .contains("hashes " + DISCRETE + " " + CONTINUOUS)
        .contains("--add-modules jdk.incubator.vector");
  }

  private static String hashesOfAnotherJvm(String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ShortTraining.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
