package io.github.ascent4j.core.logging;

import io.github.ascent4j.policy.file.AtomicFile;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes what prt_rl's FileLogger does: {@code parameters.json}, and {@code scalars.json} with a
 * list of {@code [step, value]} for each figure. Both are whole files, replaced atomically: the
 * first when the settings come, the second at a {@link LoggingFrequency} and in the end.
 */
public final class FileLogger implements TrainingLogger {
  private static final Json NULL = Json.parse("null");
  private static final String PARAMETERS = "parameters.json";
  private static final String SCALARS = "scalars.json";

  private final Path folder;
  private final LoggingFrequency frequency;

  /**
   * The pairs of each figure as they stand in the file: formatting all of them again for every
   * writing would take longer than the training.
   */
  private final Map<String, StringBuilder> pairs = new LinkedHashMap<>();

  private boolean changed;

  /** A logger that writes at every step it is given. */
  public FileLogger(Path folder) {
    this(folder, 1);
  }

  /**
   * @param folder made if it does not exist
   * @param every steps between two writings; all figures are kept whatever it is
   */
  public FileLogger(Path folder, long every) {
    this(folder, new LoggingFrequency(every));
  }

  private FileLogger(Path folder, LoggingFrequency frequency) {
    this.folder = folder;
    this.frequency = frequency;
  }

  /**
   * Goes on with the files of a training that resumes at {@code step}; figures beyond that step are
   * dropped. A file that does not exist has none.
   *
   * @throws IOException if the file cannot be read, or was not written by this class
   */
  public static FileLogger resumeAt(Path folder, long every, long step) throws IOException {
    FileLogger logger = new FileLogger(folder, LoggingFrequency.resumeAt(every, step));
    Path path = folder.resolve(SCALARS);
    if (Files.exists(path)) {
      try {
        TextFile.read(path).lines().forEach(line -> logger.take(line, step));
      } catch (IllegalArgumentException e) {
        throw new IOException(path + ": " + e.getMessage() + "; move the file away", e);
      }
      logger.write();
    }
    return logger;
  }

  /** One figure a line, so that no line comes near the limits of {@link Json#parse}. */
  private void take(String line, long step) {
    if (line.equals("{") || line.equals("}") || line.equals("{}")) {
      return;
    }
    String member = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    Json.parse("{" + member + "}").members().forEach((name, series) -> take(name, series, step));
  }

  private void take(String name, Json series, long step) {
    for (Json pair : series.elements()) {
      if (pair.elements().size() != 2) {
        throw new IllegalArgumentException(
            name + " has " + pair + " in place of a step and a value");
      }
      if (pair.elements().getFirst().asLong() <= step) {
        add(name, pair);
      }
    }
  }

  private void add(String name, Object pair) {
    StringBuilder series = pairs.computeIfAbsent(name, first -> new StringBuilder());
    series.append(series.isEmpty() ? "" : ", ").append(pair);
  }

  /** A number, or null where there is none (NaN). */
  static Json number(double value) {
    return Double.isNaN(value) ? NULL : Json.of(value);
  }

  @Override
  public void parameters(Map<String, Json> settings) throws IOException {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n  ";
    for (Map.Entry<String, Json> setting : settings.entrySet()) {
      text.append(separator).append(Json.of(setting.getKey())).append(": ");
      text.append(setting.getValue());
      separator = ",\n  ";
    }
    write(PARAMETERS, text.append("\n}\n"));
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) throws IOException {
    figures.forEach((name, value) -> add(name, "[" + step + "," + number(value) + "]"));
    changed = true;
    if (frequency.shouldLog(step)) {
      write();
    }
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n";
    for (Map.Entry<String, StringBuilder> series : pairs.entrySet()) {
      text.append(separator).append(Json.of(series.getKey())).append(": [");
      text.append(series.getValue()).append(']');
      separator = ",\n";
    }
    write(SCALARS, text.append("\n}\n"));
    changed = false;
  }

  private void write(String name, CharSequence text) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve(name), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (changed) {
      write();
    }
  }

  @Override
  public String toString() {
    return "FileLogger " + folder;
  }
}
