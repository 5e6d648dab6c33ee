package io.github.ascent4j.core.logging;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them, with lines that end in a line feed alone. */
final class CsvText {
  private CsvText() {}

  /** Adds a record with its line end. */
  static void append(List<String> fields, StringBuilder out) {
    String separator = "";
    for (String field : fields) {
      out.append(separator).append(quoted(field));
      separator = ",";
    }
    out.append('\n');
  }

  private static String quoted(String field) {
    boolean plain = true;
    for (int i = 0; i < field.length() && plain; i++) {
      plain = ",\"\r\n".indexOf(field.charAt(i)) < 0;
    }
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  /**
   * All records that have their line end. What stands after the last one is a record whose writing
   * was cut short: even if it looks whole, digits may be missing from its last number.
   */
  static List<List<String>> parse(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          inQuotes = false;
        }
      } else if (c == '"') {
        inQuotes = true;
      } else if (c == ',') {
        take(field, fields);
      } else if (c == '\n') {
        take(field, fields);
        records.add(List.copyOf(fields));
        fields.clear();
      } else if (c != '\r') {
        field.append(c);
      }
    }
    return records;
  }

  private static void take(StringBuilder field, List<String> fields) {
    fields.add(field.toString());
    field.setLength(0);
  }
}
