package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoggerGroupTest {
  private final List<String> warnings = new ArrayList<>();

  /** Notes what it is told and fails when told to. */
  private static final class Recorder implements TrainingLogger {
    final List<String> calls = new ArrayList<>();
    @Nullable IOException checked;
    @Nullable RuntimeException unchecked;
    @Nullable Error error;

    private void note(String call) throws IOException {
      calls.add(call);
      if (checked != null) {
        throw checked;
      }
      if (unchecked != null) {
        throw unchecked;
      }
      if (error != null) {
        throw error;
      }
    }

    @Override
    public void parameters(Map<String, Json> settings) throws IOException {
      note("parameters");
    }

    @Override
    public void scalars(long step, Map<String, Double> figures) throws IOException {
      note("scalars " + step);
    }

    @Override
    public void close() throws IOException {
      note("close");
    }

    @Override
    public String toString() {
      return "Recorder";
    }
  }

  @Test
  void allLoggersAreTold() {
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    try (LoggerGroup group = new LoggerGroup(List.of(first, second), warnings::add)) {
      group.parameters(Map.of());
      group.scalars(1, Map.of());
    }
    assertThat(first.calls).containsExactly("parameters", "scalars 1", "close");
    assertThat(second.calls).isEqualTo(first.calls);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLoggerThatFailsIsReportedOnceAndLeftOut() {
    Recorder broken = new Recorder();
    Recorder sound = new Recorder();
    try (LoggerGroup group = new LoggerGroup(List.of(broken, sound), warnings::add)) {
      group.scalars(1, Map.of());
      broken.checked = new IOException("No space left on device");
      group.scalars(2, Map.of());
      group.scalars(3, Map.of());
      assertThat(group.size()).isEqualTo(1);
    }
    assertThat(broken.calls).containsExactly("scalars 1", "scalars 2", "close");
    assertThat(sound.calls).containsExactly("scalars 1", "scalars 2", "scalars 3", "close");
    assertThat(warnings)
        .containsExactly(
            "the logger Recorder failed at step 2 and is left out: IOException: No space left on"
                + " device");
  }

  @Test
  void exceptionsOfEveryKindAndMomentAreCaught() {
    for (RuntimeException exception :
        List.of(
            new UncheckedIOException(new IOException("gone")),
            new NullPointerException(),
            new IllegalStateException("closed"))) {
      Recorder broken = new Recorder();
      broken.unchecked = exception;
      new LoggerGroup(List.of(broken), warnings::add).parameters(Map.of());
      new LoggerGroup(List.of(broken), warnings::add).scalars(1, Map.of());
      new LoggerGroup(List.of(broken), warnings::add).close();
    }
    assertThat(warnings).hasSize(9);
    assertThat(warnings.get(3))
        .isEqualTo(
            "the logger Recorder failed at the settings and is left out: NullPointerException");
    assertThat(warnings.get(8))
        .isEqualTo(
            "the logger Recorder failed when closed and is left out: IllegalStateException:"
                + " closed");
  }

  @Test
  void anErrorOfTheJvmPasses() {
    Recorder broken = new Recorder();
    broken.error = new StackOverflowError();
    LoggerGroup group = new LoggerGroup(List.of(broken), warnings::add);
    assertThatThrownBy(() -> group.scalars(1, Map.of())).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void withoutSomebodyToWarnTheLogIsUsed() {
    Recorder broken = new Recorder();
    broken.checked = new IOException("of a test");
    LoggerGroup group = new LoggerGroup(List.of(broken));
    assertThatCode(() -> group.scalars(1, Map.of())).doesNotThrowAnyException();
    assertThat(group.size()).isZero();
  }

  /** Every file logger on a path it cannot write to: the table on the console goes on. */
  @Test
  void filesThatCannotBeWrittenLeaveTheRest(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path taken = Files.createDirectory(folder.resolve("taken"));
    StringBuilder console = new StringBuilder();
    List<TrainingLogger> loggers =
        List.of(
            new CsvLogger(taken),
            new JsonLinesLogger(folder.resolve("missing/metrics.jsonl")),
            new FileLogger(file),
            new TensorBoardLogger(file),
            new ConsoleTableLogger(console));
    try (LoggerGroup group = new LoggerGroup(loggers, warnings::add)) {
      group.scalars(1, Figures.of("x", 1));
      group.scalars(2, Figures.of("x", 1));
      assertThat(group.size()).isEqualTo(1);
    }
    assertThat(warnings).hasSize(4);
    assertThat(warnings.getFirst())
        .startsWith("the logger CsvLogger " + taken + " failed at step 1 and is left out: ");
    assertThat(console.toString()).contains("| 2 ");
  }

  @Test
  void aLoggerThatCannotBeOpenedIsLeftOut(@TempDir Path folder) throws IOException {
    Path csv = Files.writeString(folder.resolve("metrics.csv"), "epoch\n1\n");
    Recorder sound = new Recorder();
    try (LoggerGroup group =
        LoggerGroup.open(List.of(() -> CsvLogger.resumeAt(csv, 5), () -> sound), warnings::add)) {
      group.scalars(6, Map.of());
    }
    assertThat(sound.calls).containsExactly("scalars 6", "close");
    assertThat(warnings).singleElement().asString().contains(csv + ": has no column");
  }

  /** The stream behind a table is closed while the training runs, as a pipe whose reader left. */
  @Test
  void aClosedStreamIsReported() {
    Appendable closed =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("Stream Closed");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text);
          }

          @Override
          public Appendable append(char c) throws IOException {
            return append(Character.toString(c));
          }
        };
    LoggerGroup group = new LoggerGroup(List.of(new ConsoleTableLogger(closed)), warnings::add);
    group.scalars(1, Map.of());
    assertThat(warnings)
        .containsExactly(
            "the logger ConsoleTableLogger failed at step 1 and is left out: IOException: Stream"
                + " Closed");
  }
}
