package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvLoggerTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("metrics.csv");
  }

  @Test
  void aRowIsThereAsSoonAsItIsLogged() throws IOException {
    try (CsvLogger logger = new CsvLogger(path)) {
      logger.scalars(64, Figures.of("time/total_timesteps", 64, "train/loss", 0.5));
      assertThat(path).hasContent("time/total_timesteps,train/loss\n64,0.5\n");
      logger.scalars(128, Figures.of("train/loss", Double.NaN));
      logger.scalars(192, Figures.of("train/loss", Double.NEGATIVE_INFINITY));
      assertThat(path).hasContent("time/total_timesteps,train/loss\n64,0.5\n128,\n192,-Infinity\n");
    }
  }

  @Test
  void aLaterFigureAddsAColumn() throws IOException {
    try (CsvLogger logger = new CsvLogger(path)) {
      logger.scalars(64, Figures.of("train/loss", 0.5));
      logger.scalars(128, Figures.of("eval/mean_reward", 9, "train/loss", 0.25));
      logger.scalars(192, Figures.of("train/loss", 1e-7));
    }
    assertThat(path)
        .hasContent(
            """
            time/total_timesteps,train/loss,eval/mean_reward
            64,0.5,
            128,0.25,9
            192,1.0E-7,
            """);
    assertThat(folder.toFile().list()).containsExactly("metrics.csv");
  }

  @Test
  void awkwardNamesAreQuoted() throws IOException {
    String name = "a,\"b\"\nc";
    try (CsvLogger logger = new CsvLogger(path)) {
      logger.scalars(1, Figures.of(name, 2));
    }
    assertThat(Files.readString(path)).isEqualTo("time/total_timesteps,\"a,\"\"b\"\"\nc\"\n1,2\n");
    try (CsvLogger logger = CsvLogger.resumeAt(path, 1)) {
      logger.scalars(2, Figures.of(name, 3));
    }
    assertThat(CsvText.parse(Files.readString(path)))
        .containsExactly(List.of(CsvLogger.STEPS, name), List.of("1", "2"), List.of("2", "3"));
  }

  /** A kill between a checkpoint and later rows leaves rows that will be logged again. */
  @Test
  void resumingDropsRowsBeyondTheStep() throws IOException {
    Files.writeString(path, "time/total_timesteps,x\r\n64,1\r\n128,2\r\n192,3\r\n");
    try (CsvLogger logger = CsvLogger.resumeAt(path, 128)) {
      assertThat(path).hasContent("time/total_timesteps,x\n64,1\n128,2\n");
      logger.scalars(192, Figures.of("x", 4, "y", 5));
    }
    assertThat(path).hasContent("time/total_timesteps,x,y\n64,1,\n128,2,\n192,4,5\n");
  }

  /** The last row lacks nothing but digits: 12 may have been meant to be 125. */
  @Test
  void resumingDropsWhatAKillLeftIncomplete() throws IOException {
    Files.writeString(path, "time/total_timesteps,x\n64,1\n65\nsixty,3\n66,12");
    try (CsvLogger logger = CsvLogger.resumeAt(path, 1000)) {
      logger.scalars(67, Figures.of("x", 5));
    }
    assertThat(path).hasContent("time/total_timesteps,x\n64,1\n67,5\n");
  }

  @Test
  void resumingStartsAfreshWhereThereIsNothing() throws IOException {
    for (String content : new String[] {"", "time/total_times"}) {
      Files.writeString(path, content);
      try (CsvLogger logger = CsvLogger.resumeAt(path, 5)) {
        logger.scalars(6, Figures.of("x", 1));
      }
      assertThat(path).hasContent("time/total_timesteps,x\n6,1\n");
    }
    try (CsvLogger logger = CsvLogger.resumeAt(folder.resolve("none.csv"), 5)) {
      logger.scalars(6, Map.of());
    }
    assertThat(folder.resolve("none.csv")).hasContent("time/total_timesteps\n6\n");
  }

  @Test
  void anInterruptedAndResumedLogEqualsAnUninterruptedOne() throws IOException {
    Path whole = folder.resolve("whole.csv");
    try (CsvLogger logger = new CsvLogger(whole)) {
      for (int i = 1; i <= 6; i++) {
        logger.scalars(i, Figures.of("x", i / 3.0));
      }
    }
    CsvLogger killed = new CsvLogger(path);
    for (int i = 1; i <= 5; i++) {
      killed.scalars(i, Figures.of("x", i / 3.0));
    }
    try (CsvLogger logger = CsvLogger.resumeAt(path, 3)) {
      for (int i = 4; i <= 6; i++) {
        logger.scalars(i, Figures.of("x", i / 3.0));
      }
    }
    killed.close();
    assertThat(path).hasSameTextualContentAs(whole);
  }

  @Test
  void aTableOfSomethingElseIsNotTouched() throws IOException {
    Files.writeString(path, "epoch,loss\n1,2\n");
    assertThatThrownBy(() -> CsvLogger.resumeAt(path, 5))
        .isInstanceOf(IOException.class)
        .hasMessage(
            path
                + ": has no column time/total_timesteps and is no log to go on with; move it away");
    assertThat(path).hasContent("epoch,loss\n1,2\n");
  }

  @Test
  void aPathThatCannotBeWrittenIsAnError() throws IOException {
    Files.createDirectory(path);
    try (CsvLogger logger = new CsvLogger(path)) {
      assertThatThrownBy(() -> logger.scalars(1, Figures.of("x", 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a folder has that name");
    }
    assertThatThrownBy(() -> CsvLogger.resumeAt(path, 1)).isInstanceOf(IOException.class);
  }
}
