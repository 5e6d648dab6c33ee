package io.github.ascent4j.core.logging;

import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.InfoFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a table of comma-separated values with a row for every episode: its number, the steps that
 * had been taken over all environments when it ended, its return, its length, and the time spent
 * training up to the end of the iteration it ended in, in seconds. Behind them what its last step
 * said beside the reward, in columns {@code info/NAME_final}; a field is empty where it said
 * nothing.
 */
public final class EpisodeLog implements AutoCloseable {
  private static final List<String> COLUMNS =
      List.of("episode", "steps", "return", "length", "seconds");

  /**
   * An episode as the table has it.
   *
   * @param number 1 for the first of the training
   * @param infos what its last step said, by name
   */
  public record Row(
      long number,
      long steps,
      double totalReward,
      int length,
      double seconds,
      Map<String, Double> infos) {
    /** An episode whose last step said nothing. */
    public Row(long number, long steps, double totalReward, int length, double seconds) {
      this(number, steps, totalReward, length, seconds, Map.of());
    }
  }

  private final AppendedFile file;
  private final List<String> infoNames;

  private EpisodeLog(AppendedFile file, List<String> infoNames) {
    this.file = file;
    this.infoNames = List.copyOf(infoNames);
  }

  /** A table that starts, in place of what {@code path} holds, without what last steps said. */
  public static EpisodeLog start(Path path) throws IOException {
    return start(path, List.of());
  }

  /**
   * A table that starts, in place of what {@code path} holds.
   *
   * @param infoNames of what last steps say
   */
  public static EpisodeLog start(Path path, List<String> infoNames) throws IOException {
    EpisodeLog log = new EpisodeLog(new AppendedFile(path), infoNames);
    log.file.replace(log.header());
    return log;
  }

  /**
   * Goes on with the table of a training that resumes at {@code step}. Rows beyond that step, and
   * those that a kill left incomplete, are dropped. A file that does not exist has no rows.
   */
  public static EpisodeLog resumeAt(Path path, long step) throws IOException {
    return resumeAt(path, step, List.of());
  }

  /**
   * As {@link #resumeAt(Path, long)}.
   *
   * @param infoNames of what last steps say; columns of other names are dropped
   */
  public static EpisodeLog resumeAt(Path path, long step, List<String> infoNames)
      throws IOException {
    EpisodeLog log = new EpisodeLog(new AppendedFile(path), infoNames);
    StringBuilder kept = log.header();
    for (Row row : rows(log.file)) {
      if (row.steps <= step) {
        log.append(row, kept);
      }
    }
    log.file.replace(kept);
    return log;
  }

  /** The rows of a table; none where there is no file. What is no row is left out. */
  public static List<Row> read(Path path) throws IOException {
    return rows(new AppendedFile(path));
  }

  private static List<Row> rows(AppendedFile file) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<List<String>> records = CsvText.parse(file.read());
    List<String> columns = COLUMNS;
    if (!records.isEmpty() && Collections.indexOfSubList(records.getFirst(), COLUMNS) == 0) {
      columns = records.getFirst();
    }
    for (List<String> fields : records) {
      if (fields.size() != columns.size() || fields.equals(columns)) {
        continue;
      }
      try {
        rows.add(
            new Row(
                Long.parseLong(fields.get(0)),
                Long.parseLong(fields.get(1)),
                Double.parseDouble(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Double.parseDouble(fields.get(4)),
                infos(columns, fields)));
      } catch (NumberFormatException e) {
        continue;
      }
    }
    return rows;
  }

  private static Map<String, Double> infos(List<String> columns, List<String> fields) {
    Map<String, Double> infos = new LinkedHashMap<>();
    for (int i = COLUMNS.size(); i < columns.size(); i++) {
      String column = columns.get(i);
      if (InfoFigures.isLast(column)) {
        String field = fields.get(i);
        infos.put(
            InfoFigures.nameOfLast(column),
            field.isEmpty() ? Double.NaN : Double.parseDouble(field));
      }
    }
    return infos;
  }

  private StringBuilder header() {
    List<String> columns = new ArrayList<>(COLUMNS);
    for (String name : infoNames) {
      columns.add(InfoFigures.last(name));
    }
    StringBuilder text = new StringBuilder();
    CsvText.append(columns, text);
    return text;
  }

  private void append(Row row, StringBuilder text) {
    List<String> fields = new ArrayList<>();
    fields.add(Long.toString(row.number));
    fields.add(Long.toString(row.steps));
    fields.add(CsvLogger.text(row.totalReward));
    fields.add(Integer.toString(row.length));
    fields.add(CsvLogger.text(row.seconds));
    for (String name : infoNames) {
      fields.add(CsvLogger.text(row.infos.getOrDefault(name, Double.NaN)));
    }
    CsvText.append(fields, text);
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
              episode.number(),
              episode.steps(),
              episode.totalReward(),
              episode.length(),
              seconds,
              episode.infos()),
          lines);
    }
    file.append(lines);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
