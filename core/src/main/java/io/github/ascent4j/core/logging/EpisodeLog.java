package io.github.ascent4j.core.logging;

import io.github.ascent4j.core.result.EpisodeSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a table of comma-separated values with a row for every episode: its number, the steps that
 * had been taken over all environments when it ended, its return, its length, and the time spent
 * training up to the end of the iteration it ended in, in seconds.
 */
public final class EpisodeLog implements AutoCloseable {
  private static final List<String> COLUMNS =
      List.of("episode", "steps", "return", "length", "seconds");

  /**
   * An episode as the table has it.
   *
   * @param number 1 for the first of the training
   */
  public record Row(long number, long steps, double totalReward, int length, double seconds) {}

  private final AppendedFile file;

  private EpisodeLog(AppendedFile file) {
    this.file = file;
  }

  /** A table that starts, in place of what {@code path} holds. */
  public static EpisodeLog start(Path path) throws IOException {
    AppendedFile file = new AppendedFile(path);
    file.replace(header());
    return new EpisodeLog(file);
  }

  /**
   * Goes on with the table of a training that resumes at {@code step}. Rows beyond that step, and
   * those that a kill left incomplete, are dropped. A file that does not exist has no rows.
   */
  public static EpisodeLog resumeAt(Path path, long step) throws IOException {
    AppendedFile file = new AppendedFile(path);
    StringBuilder kept = header();
    for (Row row : rows(file)) {
      if (row.steps <= step) {
        append(row, kept);
      }
    }
    file.replace(kept);
    return new EpisodeLog(file);
  }

  /** The rows of a table; none where there is no file. What is no row is left out. */
  public static List<Row> read(Path path) throws IOException {
    return rows(new AppendedFile(path));
  }

  private static List<Row> rows(AppendedFile file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (List<String> fields : CsvText.parse(file.read())) {
      if (fields.size() != COLUMNS.size() || fields.equals(COLUMNS)) {
        continue;
      }
      try {
        rows.add(
            new Row(
                Long.parseLong(fields.get(0)),
                Long.parseLong(fields.get(1)),
                Double.parseDouble(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Double.parseDouble(fields.get(4))));
      } catch (NumberFormatException e) {
        continue;
      }
    }
    return rows;
  }

  private static StringBuilder header() {
    StringBuilder text = new StringBuilder();
    CsvText.append(COLUMNS, text);
    return text;
  }

  private static void append(Row row, StringBuilder text) {
    CsvText.append(
        List.of(
            Long.toString(row.number),
            Long.toString(row.steps),
            CsvLogger.text(row.totalReward),
            Integer.toString(row.length),
            CsvLogger.text(row.seconds)),
        text);
  }

  /**
   * Adds episodes.
   *
   * @param seconds spent training when the last of them had ended
   */
  public void append(List<EpisodeSummary> episodes, double seconds) throws IOException {
    if (episodes.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (EpisodeSummary episode : episodes) {
      append(
          new Row(
              episode.number(), episode.steps(), episode.totalReward(), episode.length(), seconds),
          lines);
    }
    file.append(lines);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
