package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.result.EpisodeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpisodeLogTest {
  private static final String WRITTEN =
      """
      episode,steps,return,length,seconds
      1,10,-3,10,0.25
      2,25,0.5,15,0.25
      3,40,7,15,1.5
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("episodes.csv");
  }

  private static EpisodeSummary episode(long number, long steps, double totalReward, int length) {
    return new EpisodeSummary(number, steps, totalReward, length, 0, 0);
  }

  private void write() throws IOException {
    try (EpisodeLog log = EpisodeLog.start(file)) {
      log.append(List.of(episode(1, 10, -3, 10), episode(2, 25, 0.5, 15)), 0.25);
      log.append(List.of(), 1);
      log.append(List.of(episode(3, 40, 7, 15)), 1.5);
    }
  }

  @Test
  void everyEpisodeIsARow() throws IOException {
    write();
    assertThat(file).hasContent(WRITTEN);
    assertThat(EpisodeLog.read(file))
        .containsExactly(
            new EpisodeLog.Row(1, 10, -3, 10, 0.25),
            new EpisodeLog.Row(2, 25, 0.5, 15, 0.25),
            new EpisodeLog.Row(3, 40, 7, 15, 1.5));
  }

  private static EpisodeSummary saying(long number, double x) {
    return new EpisodeSummary(number, 10 * number, 1, 10, 0, 0, Map.of("x", x));
  }

  @Test
  void whatLastStepsSaidIsBehindTheRestAndFollowsTheEnvironmentOnResume() throws IOException {
    try (EpisodeLog log = EpisodeLog.start(file, List.of("x"))) {
      log.append(List.of(saying(1, 0.5), saying(2, Double.NaN)), 1);
    }
    assertThat(file)
        .hasContent(
            """
            episode,steps,return,length,seconds,info/x_final
            1,10,1,10,1,0.5
            2,20,1,10,1,
            """);
    try (EpisodeLog log = EpisodeLog.resumeAt(file, 20, List.of("y", "x"))) {
      log.append(List.of(saying(3, 7)), 2);
    }
    assertThat(EpisodeLog.read(file))
        .extracting(EpisodeLog.Row::infos)
        .containsExactly(
            Map.of("y", Double.NaN, "x", 0.5),
            Map.of("y", Double.NaN, "x", Double.NaN),
            Map.of("y", Double.NaN, "x", 7.0));
    EpisodeLog.resumeAt(file, 10).close();
    assertThat(file).hasContent("episode,steps,return,length,seconds\n1,10,1,10,1\n");
    // As a run of before is gone on with.
    EpisodeLog.resumeAt(file, 10, List.of("x")).close();
    assertThat(file).hasContent("episode,steps,return,length,seconds,info/x_final\n1,10,1,10,1,\n");
  }

  @Test
  void rowsAreThereBeforeTheLogIsClosed() throws IOException {
    try (EpisodeLog log = EpisodeLog.start(file)) {
      assertThat(EpisodeLog.read(file)).isEmpty();
      log.append(List.of(episode(1, 10, -3, 10)), 0.25);
      assertThat(EpisodeLog.read(file)).hasSize(1);
    }
  }

  @Test
  void startingReplacesWhatWasThere() throws IOException {
    write();
    EpisodeLog.start(file).close();
    assertThat(EpisodeLog.read(file)).isEmpty();
  }

  @Test
  void resumingDropsWhatACheckpointDoesNotKnowAndWhatAKillLeftHalf() throws IOException {
    write();
    Files.writeString(file, WRITTEN + "4,55,8,1");
    try (EpisodeLog log = EpisodeLog.resumeAt(file, 25)) {
      log.append(List.of(episode(3, 40, 7, 15)), 1.5);
    }
    assertThat(file).hasContent(WRITTEN);
    EpisodeLog.resumeAt(file, 24).close();
    assertThat(EpisodeLog.read(file)).hasSize(1);
  }

  @Test
  void aMissingOrDamagedFileHasTheRowsThatCanBeRead() throws IOException {
    assertThat(EpisodeLog.read(file)).isEmpty();
    EpisodeLog.resumeAt(file, 100).close();
    assertThat(file).hasContent("episode,steps,return,length,seconds\n");
    Files.writeString(file, "\0\n1,2\n1,10,-3,10,0.25\nx,25,0.5,15,0.25\n");
    assertThat(EpisodeLog.read(file)).containsExactly(new EpisodeLog.Row(1, 10, -3, 10, 0.25));
  }
}
