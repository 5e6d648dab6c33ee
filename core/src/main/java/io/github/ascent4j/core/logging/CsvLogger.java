package io.github.ascent4j.core.logging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes a table of comma-separated values (RFC 4180): a row for each call, the steps in the first
 * column, an empty field where a row has no such figure or NaN.
 *
 * <p>Rows are appended while the columns stay the same. A figure that comes later adds a column:
 * then the file is replaced, atomically, by a wider one.
 */
public final class CsvLogger implements TrainingLogger {
  /** The column of the steps. */
  public static final String STEPS = "time/total_timesteps";

  private final AppendedFile file;
  private List<String> columns;

  /** A table that starts; the first row replaces what {@code path} holds. */
  public CsvLogger(Path path) {
    this(new AppendedFile(path), List.of());
  }

  private CsvLogger(AppendedFile file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * Goes on with the table of a training that resumes at {@code step}. Rows beyond that step, and
   * those that a kill left incomplete, are dropped. A file that does not exist has no rows.
   *
   * @throws IOException if the file cannot be read, or is no such table
   */
  public static CsvLogger resumeAt(Path path, long step) throws IOException {
    AppendedFile file = new AppendedFile(path);
    List<List<String>> records = CsvText.parse(file.read());
    if (records.isEmpty()) {
      return new CsvLogger(path);
    }
    List<String> columns = records.getFirst();
    int steps = columns.indexOf(STEPS);
    if (steps < 0) {
      throw new IOException(
          path + ": has no column " + STEPS + " and is no log to go on with; move it away");
    }
    List<List<String>> kept = new ArrayList<>();
    for (List<String> row : records.subList(1, records.size())) {
      if (row.size() == columns.size() && reached(row.get(steps), step)) {
        kept.add(row);
      }
    }
    file.replace(text(columns, kept));
    return new CsvLogger(file, columns);
  }

  private static boolean reached(String field, long step) {
    try {
      return Long.parseLong(field) <= step;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) throws IOException {
    List<String> wider = new ArrayList<>(columns.isEmpty() ? List.of(STEPS) : columns);
    for (String name : figures.keySet()) {
      if (!wider.contains(name)) {
        wider.add(name);
      }
    }
    if (wider.size() > columns.size()) {
      file.replace(text(wider, rows()));
      columns = List.copyOf(wider);
    }
    List<String> row = new ArrayList<>();
    for (String column : columns) {
      row.add(
          column.equals(STEPS)
              ? Long.toString(step)
              : text(figures.getOrDefault(column, Double.NaN)));
    }
    StringBuilder line = new StringBuilder();
    CsvText.append(row, line);
    file.append(line);
  }

  private List<List<String>> rows() throws IOException {
    List<List<String>> records = columns.isEmpty() ? List.of() : CsvText.parse(file.read());
    return records.isEmpty() ? records : records.subList(1, records.size());
  }

  /** The table, its rows filled up with empty fields. */
  private static String text(List<String> columns, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    CsvText.append(columns, text);
    for (List<String> row : rows) {
      List<String> fields = new ArrayList<>(row);
      fields.addAll(Collections.nCopies(columns.size() - row.size(), ""));
      CsvText.append(fields, text);
    }
    return text.toString();
  }

  /** Whole numbers without a fraction, nothing for NaN. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return "CsvLogger " + file.path();
  }
}
