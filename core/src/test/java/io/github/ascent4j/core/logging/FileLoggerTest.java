package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileLoggerTest {
  @TempDir Path temporary;
  private Path folder;
  private Path scalars;

  @BeforeEach
  void name() {
    folder = temporary.resolve("run/log");
    scalars = folder.resolve("scalars.json");
  }

  @Test
  void parametersAreAnObject() throws IOException {
    try (FileLogger logger = new FileLogger(folder)) {
      logger.parameters(Map.of("learningRate", Json.of("linear(0.001,0)")));
      assertThat(folder.resolve("parameters.json"))
          .hasContent("{\n  \"learningRate\": \"linear(0.001,0)\"\n}\n");
      logger.parameters(Map.of());
    }
    assertThat(new ObjectMapper().readTree(folder.resolve("parameters.json").toFile())).isEmpty();
    assertThat(scalars).doesNotExist();
  }

  @Test
  void scalarsAreListsOfStepsAndValues() throws IOException {
    try (FileLogger logger = new FileLogger(folder)) {
      logger.scalars(64, Figures.of("a", 0.5, "b", Double.NaN));
      logger.scalars(128, Figures.of("a", 2));
      assertThat(scalars).hasContent("{\n\"a\": [[64,0.5], [128,2.0]],\n\"b\": [[64,null]]\n}\n");
    }
    assertThat(new ObjectMapper().readTree(scalars.toFile()).get("a").get(1).get(1).asDouble())
        .isEqualTo(2);
  }

  @Test
  void theFileIsWrittenAtTheFrequencyAndInTheEnd() throws IOException {
    try (FileLogger logger = new FileLogger(folder, 100)) {
      logger.scalars(64, Figures.of("a", 1));
      assertThat(scalars).doesNotExist();
      logger.scalars(128, Figures.of("a", 2));
      assertThat(scalars).hasContent("{\n\"a\": [[64,1.0], [128,2.0]]\n}\n");
      logger.scalars(192, Figures.of("a", 3));
      assertThat(scalars).hasContent("{\n\"a\": [[64,1.0], [128,2.0]]\n}\n");
    }
    assertThat(scalars).hasContent("{\n\"a\": [[64,1.0], [128,2.0], [192,3.0]]\n}\n");
  }

  @Test
  void resumingDropsFiguresBeyondTheStep() throws IOException {
    try (FileLogger logger = new FileLogger(folder)) {
      for (int step = 64; step <= 256; step += 64) {
        logger.scalars(step, Figures.of("a,\n\"b\"", step, "late", step > 128 ? 1 : Double.NaN));
      }
    }
    try (FileLogger logger = FileLogger.resumeAt(folder, 1, 128)) {
      logger.scalars(192, Figures.of("a,\n\"b\"", 7));
    }
    assertThat(scalars)
        .hasContent(
            """
            {
            "a,\\n\\"b\\"": [[64,64.0], [128,128.0], [192,7.0]],
            "late": [[64,null], [128,null]]
            }
            """);
    FileLogger.resumeAt(folder, 1, 0).close();
    assertThat(scalars).hasContent("{\n}\n");
    FileLogger.resumeAt(folder, 1, 0).close();
  }

  @Test
  void aFileOfSomethingElseIsNotTouched() throws IOException {
    Files.createDirectories(folder);
    for (String content : new String[] {"{\"a\":\n[[1,2]]}", "\"a\": [[1]]", "\"a\": 5", "[1,2]"}) {
      Files.writeString(scalars, content);
      assertThatThrownBy(() -> FileLogger.resumeAt(folder, 1, 9))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(scalars + ": ")
          .hasMessageEndingWith("; move the file away");
      assertThat(scalars).hasContent(content);
    }
  }
}
