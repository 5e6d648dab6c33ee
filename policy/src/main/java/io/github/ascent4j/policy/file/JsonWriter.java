package io.github.ascent4j.policy.file;

import java.util.Map;

/** {@link Json} to text, compact, members in their order. */
final class JsonWriter {
  private JsonWriter() {}

  static void write(Json value, StringBuilder out) {
    switch (value.kind()) {
      case NULL -> out.append("null");
      case BOOLEAN -> out.append(value.asBoolean());
      case NUMBER -> out.append(value.numberText());
      case STRING -> string(value.asString(), out);
      case ARRAY -> {
        String separator = "";
        out.append('[');
        for (Json element : value.elements()) {
          out.append(separator);
          write(element, out);
          separator = ",";
        }
        out.append(']');
      }
      case OBJECT -> {
        String separator = "";
        out.append('{');
        for (Map.Entry<String, Json> member : value.members().entrySet()) {
          out.append(separator);
          string(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
