package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

final class TensorBoardLoggerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_250L));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void name() {
    folder = temporary.resolve("run/tensorboard");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private TensorBoardLogger started() {
    return new TensorBoardLogger(folder, -1, CLOCK);
  }

  private TensorBoardLogger resumed(long step) {
    return new TensorBoardLogger(folder, step, CLOCK);
  }

  @Test
  void eventsAreWhatTensorFlowReads() throws IOException {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("rollout/ep_rew_mean", 187.3);
    figures.put("train/approx_kl", Double.NaN);
    figures.put("train/loss", Double.NEGATIVE_INFINITY);
    figures.put("ünï", 1e-300);
    try (TensorBoardLogger logger = started()) {
      logger.scalars(Long.MAX_VALUE, figures);
    }
    List<Event> events = EventFile.read(Files.readAllBytes(files().getFirst()));
    assertThat(events).hasSize(2);
    assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.getFirst().getStep()).isZero();
    assertThat(events).allSatisfy(e -> assertThat(e.getWallTime()).isEqualTo(1_700_000_000.25));
    Event event = events.get(1);
    assertThat(event.getStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(event.getUnknownFields().asMap()).isEmpty();
    List<Summary.Value> values = event.getSummary().getValueList();
    assertThat(values)
        .extracting(Summary.Value::getTag)
        .containsExactly("rollout/ep_rew_mean", "train/loss", "ünï");
    assertThat(values)
        .extracting(Summary.Value::getSimpleValue)
        .containsExactly(187.3f, Float.NEGATIVE_INFINITY, 0f);
    assertThat(values).allMatch(Summary.Value::hasSimpleValue);
  }

  /**
   * Numbers from files that TensorFlow wrote: the frame that every event file starts with, and the
   * checksum that TensorBoard's own reader is tested with.
   */
  @Test
  void framesAreTensorFlowsOwn() {
    byte[] start = TensorRecord.of(TensorBoardEvent.fileVersion(1.7e9));
    assertThat(Arrays.copyOf(start, 13))
        .containsExactly(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09);
    byte[] known = "\u001a\u0011CRC test, one two".getBytes(StandardCharsets.US_ASCII);
    assertThat(TensorRecord.maskedChecksum(known, known.length)).isEqualTo(0x5794d08a);
    assertThat(EventFile.maskedChecksum(known)).isEqualTo(0x5794d08a);
  }

  @Test
  void figuresAreThereAsSoonAsTheyAreLogged() throws IOException {
    try (TensorBoardLogger logger = started()) {
      logger.scalars(0, Figures.of("x", 1));
      assertThat(EventFile.read(Files.readAllBytes(files().getFirst()))).hasSize(2);
      logger.scalars(1, Figures.of("x", 2));
      assertThat(EventFile.read(Files.readAllBytes(files().getFirst()))).hasSize(3);
      logger.scalars(2, Figures.of("x", Double.NaN));
      assertThat(EventFile.read(Files.readAllBytes(files().getFirst()))).hasSize(3);
    }
  }

  /** A kill within a write: the events before it can be read. */
  @Test
  void aFileCutAnywhereKeepsItsWholeEvents() throws IOException {
    try (TensorBoardLogger logger = started()) {
      logger.scalars(1, Figures.of("x", 1));
    }
    byte[] bytes = Files.readAllBytes(files().getFirst());
    for (int length = 0; length < bytes.length; length++) {
      assertThat(EventFile.read(Arrays.copyOf(bytes, length))).hasSize(length < 40 ? 0 : 1);
    }
  }

  @Test
  void resumingOpensALaterFileThatTakesBackWhatIsBeyondTheStep() throws IOException {
    try (TensorBoardLogger logger = started()) {
      for (int step = 1; step <= 4; step++) {
        logger.scalars(step, Figures.of("x", step));
      }
    }
    byte[] first = Files.readAllBytes(files().getFirst());
    try (TensorBoardLogger logger = resumed(2)) {
      logger.scalars(3, Figures.of("x", 30));
      logger.scalars(4, Figures.of("x", 40));
    }
    assertThat(files()).hasSize(2);
    assertThat(files().getFirst()).hasBinaryContent(first);
    Event start = EventFile.read(Files.readAllBytes(files().get(1))).get(1);
    assertThat(start.getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    assertThat(start.getStep()).isEqualTo(3);
    assertThat(shown()).containsExactly("1 1.0", "2 2.0", "3 30.0", "4 40.0");
  }

  /** What TensorBoard shows: a start event removes what was read of its step and later ones. */
  private List<String> shown() throws IOException {
    List<Event> shown = new ArrayList<>();
    for (Path file : files()) {
      for (Event event : EventFile.read(Files.readAllBytes(file))) {
        if (event.getSessionLog().getStatus() == SessionStatus.START) {
          shown.removeIf(earlier -> earlier.getStep() >= event.getStep());
        } else if (event.hasSummary()) {
          shown.add(event);
        }
      }
    }
    return shown.stream()
        .map(event -> event.getStep() + " " + event.getSummary().getValue(0).getSimpleValue())
        .toList();
  }

  /** Within one second, and even if the clock was set back. */
  @Test
  void filesSortInTheOrderTheyWereOpened() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (TensorBoardLogger logger =
          new TensorBoardLogger(folder, i, InstantSource.offset(CLOCK, Duration.ofDays(-i)))) {
        logger.scalars(i + 1, Figures.of("x", i));
      }
    }
    assertThat(files())
        .extracting(file -> file.getFileName().toString().substring(0, 30))
        .containsExactly(
            "events.out.tfevents.1700000000",
            "events.out.tfevents.1700000001",
            "events.out.tfevents.1700000002");
    assertThat(shown()).containsExactly("1 0.0", "2 1.0", "3 2.0");
  }

  @Test
  void theSystemClockIsTheDefault() throws IOException {
    double before = System.currentTimeMillis() * 1e-3;
    try (TensorBoardLogger logger = new TensorBoardLogger(folder);
        TensorBoardLogger second = TensorBoardLogger.resumeAt(folder, 1)) {
      logger.scalars(1, Figures.of("x", 1));
      second.scalars(2, Figures.of("x", 1));
    }
    assertThat(files()).hasSize(2);
    assertThat(EventFile.read(Files.readAllBytes(files().getFirst())).getFirst().getWallTime())
        .isBetween(before, before + 60);
  }
}
