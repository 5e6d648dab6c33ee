package io.github.ascent4j.envs.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  @Test
  void exampleSolvesCartPole(@TempDir Path folder) throws IOException {
    assertThat(TrainCartPole.run(folder.resolve("cartpole.safetensors"))).isGreaterThan(475);
  }

  @Test
  void readmeShowsTheExampleThatIsRun() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/github/ascent4j/envs/example/TrainCartPole.java"));
    int start = source.indexOf('\n', source.indexOf("// @start")) + 1;
    String region = source.substring(start, source.indexOf("// @end")).stripIndent().strip();
    assertThat(Files.readString(Path.of("../README.md"))).contains(region);
  }
}
