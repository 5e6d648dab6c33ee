package io.github.ascent4j.cli.run;

import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** JSON files: read with the file's name in every message, written with a member a line. */
public final class JsonFiles {
  private static final Json NULL = Json.parse("null");

  private JsonFiles() {}

  /** A number, or null where there is none (NaN). */
  public static Json number(double value) {
    return Double.isNaN(value) ? NULL : Json.of(value);
  }

  /** What {@link #number(double)} wrote. */
  static double number(Json json) {
    return json.equals(NULL) ? Double.NaN : json.asDouble();
  }

  /**
   * Reads a file.
   *
   * @param decode makes something of it; what it objects to is blamed on the file
   */
  public static <T> T read(Path path, Function<Json, T> decode) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UsageException(
          path + (Files.exists(path) ? " is no file" : " does not exist") + "; check the path");
    }
    try {
      if (Files.size(path) > Json.MAX_LENGTH) {
        throw new UsageException(path + " is too large for a config.json; check the path");
      }
      return decode.apply(Json.parse(TextFile.read(path)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(path + ": " + e.getMessage(), e);
    }
  }

  /** The value with a line for each member of objects, arrays in one line. */
  public static String indented(Json json) {
    StringBuilder out = new StringBuilder();
    write(json, "", out);
    return out.append('\n').toString();
  }

  private static void write(Json json, String indent, StringBuilder out) {
    if (json.kind() != Json.Kind.OBJECT || json.members().isEmpty()) {
      out.append(json);
      return;
    }
    String separator = "{\n";
    for (Map.Entry<String, Json> member : json.members().entrySet()) {
      out.append(separator).append(indent).append("  ").append(Json.of(member.getKey()));
      out.append(": ");
      write(member.getValue(), indent + "  ", out);
      separator = ",\n";
    }
    out.append('\n').append(indent).append('}');
  }
}
