package io.github.ascent4j.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeRecorderTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("episodes.jsonl");
  }

  private static StepBatch play(VectorEnvironment environment, int steps) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(0, batch);
    float[] actions = new float[environment.copies()];
    Arrays.fill(actions, 2);
    for (int t = 0; t < steps; t++) {
      environment.step(actions, batch);
    }
    return batch;
  }

  @Test
  void everyEpisodeIsALineAsSoonAsItEnds() throws IOException {
    try (VectorEnvironment recorded =
        new EpisodeRecorder(Count.copies(Box.uniform(1, 9, 1), 2, 2), file(), 3)) {
      play(recorded, 5);
      assertThat(Files.readAllLines(file()))
          .hasSize(3)
          .startsWith(
              "{\"env\":\"Count-v7\",\"copy\":0,\"episode\":1,\"length\":2,\"return\":5.0,"
                  + "\"terminated\":true,\"truncated\":false,\"actions\":[[2],[2]],"
                  + "\"rewards\":[2.0,3.0],\"observations\":[[1],[2],[3]],"
                  + "\"infos\":{\"count\":[2.0,3.0]}}");
    }
  }

  /** Whichever is inside, the limit ends the episode that is written. */
  @Test
  void anEpisodeThatIsCutShortIsTruncated() throws IOException {
    VectorEnvironment count = Count.copies(Box.uniform(1, 9, 1), 9, 1);
    Path other = folder.resolve("other.jsonl");
    try (VectorEnvironment inside = new TimeLimit(new EpisodeRecorder(count, file(), 1), 2);
        VectorEnvironment around =
            new EpisodeRecorder(
                new TimeLimit(Count.copies(Box.uniform(1, 9, 1), 9, 1), 2), other, 1)) {
      play(inside, 4);
      play(around, 4);
    }
    assertThat(Files.readString(file()))
        .contains("\"length\":2", "\"terminated\":false,\"truncated\":true", "[[1],[2],[3]]")
        .isEqualTo(Files.readString(other));
  }

  @Test
  void imagesAreBase64() throws IOException {
    Box image = Box.uniform(List.of(1, 1, 3), DType.UINT8, 0, 255);
    try (VectorEnvironment recorded = new EpisodeRecorder(Count.copies(image, 1, 1), file(), 1)) {
      play(recorded, 1);
    }
    assertThat(Files.readString(file()))
        .contains("\"images\":[\"AQEB\",\"AgIC\"]")
        .doesNotContain("observations");
  }

  @Test
  void whatRanWhenAStateWasRestoredIsLeftOut() throws IOException {
    VectorEnvironment bare = Count.copies(Box.uniform(1, 9, 1), 3, 1);
    StepBatch batch = play(bare, 1);
    byte[] state = StateBytes.of(bare::save);
    try (VectorEnvironment recorded =
        new EpisodeRecorder(Count.copies(Box.uniform(1, 9, 1), 3, 1), file(), 9)) {
      StateBytes.read(state, recorded::restore);
      for (int t = 0; t < 5; t++) {
        recorded.step(new float[1], batch);
      }
      assertThat(StateBytes.of(recorded::save)).isNotEmpty();
    }
    assertThat(Files.readAllLines(file())).hasSize(1).first().asString().contains("[[1],[2]");
  }

  @Test
  void aFileThatExistsIsNotTouched() throws IOException {
    Files.writeString(file(), "mine");
    VectorEnvironment count = Count.copies(Count.PAIR, 3, 1);
    assertThatThrownBy(() -> new EpisodeRecorder(count, file(), 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists already; name another file, or delete it");
    assertThat(Files.readString(file())).isEqualTo("mine");
    assertThatThrownBy(() -> new EpisodeRecorder(count, folder.resolve("no/file"), 3))
        .hasMessageContaining("folder that does not exist");
    assertThatThrownBy(() -> new EpisodeRecorder(count, folder.resolve("x"), 0))
        .hasMessageContaining("record of 0 episodes");
  }
}
