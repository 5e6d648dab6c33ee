package io.github.ascent4j.core.logging;

import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.JsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a JSON object a line: {@code "step"} first, then the figures by name. NaN is null; an
 * infinity is the string {@link Json} writes for it.
 */
public final class JsonLinesLogger implements TrainingLogger {
  private static final String STEP = "step";

  private final AppendedFile file;
  private boolean started;

  /** A log that starts; the first line replaces what {@code path} holds. */
  public JsonLinesLogger(Path path) {
    this(new AppendedFile(path), false);
  }

  private JsonLinesLogger(AppendedFile file, boolean started) {
    this.file = file;
    this.started = started;
  }

  /**
   * Goes on with the log of a training that resumes at {@code step}. Lines beyond that step, and
   * those that a kill left incomplete, are dropped. A file that does not exist has no lines.
   */
  public static JsonLinesLogger resumeAt(Path path, long step) throws IOException {
    AppendedFile file = new AppendedFile(path);
    String text = file.read();
    StringBuilder kept = new StringBuilder();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (reached(text.substring(start, end), step)) {
        kept.append(text, start, end + 1);
      }
      start = end + 1;
    }
    if (kept.isEmpty()) {
      return new JsonLinesLogger(path);
    }
    file.replace(kept);
    return new JsonLinesLogger(file, true);
  }

  private static boolean reached(String line, long step) {
    try {
      return Json.parse(line).get(STEP).asLong() <= step;
    } catch (JsonException e) {
      return false;
    }
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put(STEP, Json.of(step));
    figures.forEach((name, value) -> members.putIfAbsent(name, FileLogger.number(value)));
    String line = Json.object(members) + "\n";
    if (started) {
      file.append(line);
    } else {
      file.replace(line);
      started = true;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return "JsonLinesLogger " + file.path();
  }
}
