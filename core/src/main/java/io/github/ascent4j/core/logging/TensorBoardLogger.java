package io.github.ascent4j.core.logging;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event file for TensorBoard, which may read along: each call's figures are handed to the
 * operating system at once. NaN is left out.
 */
public final class TensorBoardLogger implements TrainingLogger {
  /** What the event files of a folder are called, as {@link Files#newDirectoryStream} reads it. */
  public static final String FILES = "events.out.tfevents.*.ascent.*";

  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");
  private static final long START = -1;

  private final Path folder;
  private final long resumedStep;
  private final InstantSource clock;
  private @Nullable OutputStream out;

  /**
   * A log that starts, in an event file of its own that the first figures open.
   *
   * @param folder made if it does not exist
   */
  public TensorBoardLogger(Path folder) {
    this(folder, START, InstantSource.system());
  }

  TensorBoardLogger(Path folder, long resumedStep, InstantSource clock) {
    this.folder = folder;
    this.resumedStep = resumedStep;
    this.clock = clock;
  }

  /**
   * Goes on with the log of a training that resumes at {@code step}, in a new event file of the
   * same folder. The earlier files stay as they are: the new one tells TensorBoard to forget what
   * they say beyond that step.
   */
  public static TensorBoardLogger resumeAt(Path folder, long step) {
    return new TensorBoardLogger(folder, step, InstantSource.system());
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) throws IOException {
    if (figures.values().stream().allMatch(value -> value.isNaN())) {
      return;
    }
    OutputStream open = out;
    if (open == null) {
      open = open();
      out = open;
    }
    open.write(TensorRecord.of(TensorBoardEvent.scalars(wallTime(), step, figures)));
  }

  private OutputStream open() throws IOException {
    Files.createDirectories(folder);
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.ascent.%d",
            fileSeconds(),
            ProcessHandle.current().pid());
    Path path = folder.resolve(name);
    Files.createFile(path);
    // Not a channel, which an interrupt of this thread (Ctrl-C in training) would close.
    OutputStream file = new FileOutputStream(path.toFile());
    file.write(TensorRecord.of(TensorBoardEvent.fileVersion(wallTime())));
    if (resumedStep != START) {
      file.write(TensorRecord.of(TensorBoardEvent.start(wallTime(), resumedStep + 1)));
    }
    return file;
  }

  /**
   * Seconds for the name, after those of every other file here: TensorBoard reads files in the
   * order of their names, so one that sorts before its forerunner could not take anything back.
   */
  private long fileSeconds() throws IOException {
    long seconds = clock.instant().getEpochSecond();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          seconds = Math.max(seconds, Long.parseLong(matcher.group(1)) + 1);
        }
      }
    }
    return seconds;
  }

  private double wallTime() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos() * 1e-9;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  @Override
  public String toString() {
    return "TensorBoardLogger " + folder;
  }
}
