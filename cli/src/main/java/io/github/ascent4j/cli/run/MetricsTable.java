package io.github.ascent4j.cli.run;

import io.github.ascent4j.policy.file.AtomicFile;
import io.github.ascent4j.policy.file.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of {@code metrics.csv}: columns by name, an empty field where a row has no such figure.
 * Held whole in memory, since a run has a few hundred rows, and written whole.
 */
public final class MetricsTable {
  public static final String STEPS = "time/total_timesteps";
  public static final String SECONDS = "time/time_elapsed";
  public static final String EPISODES = "rollout/episodes";
  public static final String RETURN = "rollout/ep_rew_mean";
  public static final String LENGTH = "rollout/ep_len_mean";
  public static final String EVALUATION = "eval/mean_reward";

  private static final long MOST_BYTES = 1 << 26;
  private static final long MOST_FIGURES = 1 << 23;

  /** What a row costs beside its figures, in figures. */
  private static final int ROW = 2;

  private final Set<String> columns = new LinkedHashSet<>();
  private final List<Map<String, Double>> rows = new ArrayList<>();

  /** Adds a row; a figure that comes for the first time adds a column behind the others. */
  public void add(Map<String, Double> row) {
    columns.addAll(row.keySet());
    rows.add(row);
  }

  public List<String> columns() {
    return List.copyOf(columns);
  }

  /** All rows in order. */
  public List<Map<String, Double>> rows() {
    return rows;
  }

  /** A figure of a row; NaN where it has none. */
  public static double figure(Map<String, Double> row, String column) {
    return row.getOrDefault(column, Double.NaN);
  }

  /** Drops the rows beyond that many steps. */
  public void truncate(long steps) {
    rows.removeIf(row -> !(figure(row, STEPS) <= steps));
  }

  /** Writes the table. */
  public void write(Path path) throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, Double> row : rows) {
      String separator = "";
      for (String column : columns) {
        text.append(separator).append(text(figure(row, column)));
        separator = ",";
      }
      text.append('\n');
    }
    AtomicFile.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Reads a table; a file that does not exist has no rows. What is no number is no figure, and a
   * line of another length is no row: nothing but a picture depends on them.
   */
  public static MetricsTable read(Path path) throws IOException {
    MetricsTable table = new MetricsTable();
    BufferedReader lines =
        new BufferedReader(new StringReader(TextFile.readDamaged(path, MOST_BYTES)));
    String header = lines.readLine();
    List<String> columns =
        header == null || header.isBlank() ? List.of() : List.of(header.strip().split(",", -1));
    table.columns.addAll(columns);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] fields = line.strip().split(",", -1);
      if (fields.length == columns.size()) {
        table.rows.add(row(columns, fields));
      }
      if ((long) table.rows.size() * (columns.size() + ROW) > MOST_FIGURES) {
        throw new IOException(
            path
                + " has more than "
                + table.rows.size()
                + " rows, which no training writes; move it away");
      }
    }
    return table;
  }

  private static Map<String, Double> row(List<String> columns, String[] fields) {
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      try {
        row.put(columns.get(i), Double.valueOf(fields[i]));
      } catch (NumberFormatException e) {
        row.put(columns.get(i), Double.NaN);
      }
    }
    return row;
  }
}
