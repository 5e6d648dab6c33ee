package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesLoggerTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("metrics.jsonl");
  }

  @Test
  void aLineIsThereAsSoonAsItIsLogged() throws IOException {
    Files.writeString(path, "of an earlier training");
    try (JsonLinesLogger logger = new JsonLinesLogger(path)) {
      logger.scalars(64, Figures.of("train/loss", 0.1, "eval/mean_reward", Double.NaN));
      assertThat(path).hasContent("{\"step\":64,\"train/loss\":0.1,\"eval/mean_reward\":null}\n");
      logger.scalars(128, Figures.of("a\"\nä", Double.POSITIVE_INFINITY));
    }
    String second = Files.readAllLines(path).get(1);
    JsonNode node = new ObjectMapper().readTree(second);
    assertThat(node.get("step").longValue()).isEqualTo(128);
    assertThat(node.get("a\"\nä").textValue()).isEqualTo("Infinity");
  }

  @Test
  void resumingDropsLinesBeyondTheStep() throws IOException {
    Files.writeString(path, "{\"step\":1,\"x\":1.0}\n{\"step\":2}\n{\"step\":3}\n");
    try (JsonLinesLogger logger = JsonLinesLogger.resumeAt(path, 2)) {
      assertThat(path).hasContent("{\"step\":1,\"x\":1.0}\n{\"step\":2}\n");
      logger.scalars(3, Figures.of("x", 4));
    }
    assertThat(path).hasContent("{\"step\":1,\"x\":1.0}\n{\"step\":2}\n{\"step\":3,\"x\":4.0}\n");
  }

  /** Cut anywhere, even within a character, only the last line is lost. */
  @Test
  void resumingDropsWhatAKillLeftIncomplete() throws IOException {
    byte[] whole =
        "{\"step\":1,\"ä\":1.0}\n{\"step\":2,\"ä\":1.0}\n".getBytes(StandardCharsets.UTF_8);
    int first = whole.length / 2;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      try (JsonLinesLogger logger = JsonLinesLogger.resumeAt(path, 5)) {
        logger.scalars(6, Figures.of("x", 1));
      }
      int kept = length == whole.length ? whole.length : length >= first ? first : 0;
      String expected = new String(whole, 0, kept, StandardCharsets.UTF_8);
      assertThat(path).hasContent(expected + "{\"step\":6,\"x\":1.0}\n");
    }
  }

  @Test
  void linesThatAreNoLogLinesAreDropped() throws IOException {
    Files.writeString(path, "{\"step\":1}\n\n[1]\n{\"step\":\"1\"}\n\0\0\n{\"step\":2}\n");
    JsonLinesLogger.resumeAt(path, 5).close();
    assertThat(path).hasContent("{\"step\":1}\n{\"step\":2}\n");
  }
}
