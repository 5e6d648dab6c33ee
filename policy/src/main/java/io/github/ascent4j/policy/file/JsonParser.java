package io.github.ascent4j.policy.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strict recursive-descent reader of {@link Json}, bounded in length, depth and number of values.
 */
final class JsonParser {
  /** More digits than any double needs; keeps a hostile number from costing time. */
  private static final int MAX_NUMBER_LENGTH = 1100;

  private final String text;
  private int position;
  private int values;

  JsonParser(String text) {
    this.text = text;
  }

  Json parse() {
    if (text.length() > Json.MAX_LENGTH) {
      throw new JsonException(
          "JSON of " + text.length() + " characters; at most " + Json.MAX_LENGTH + " are read");
    }
    skipSpace();
    Json value = value(null, "", 0);
    skipSpace();
    if (position < text.length()) {
      throw error("expected the end, but found " + found());
    }
    return value;
  }

  private Json value(@Nullable Json parent, Object place, int depth) {
    if (++values > Json.MAX_VALUES) {
      throw error("more than " + Json.MAX_VALUES + " values");
    }
    if (depth > Json.MAX_DEPTH) {
      throw error("nested deeper than " + Json.MAX_DEPTH);
    }
    return switch (peek()) {
      case '{' -> object(parent, place, depth);
      case '[' -> array(parent, place, depth);
      case '"' -> new Json(Json.Kind.STRING, string(), parent, place);
      case 't' -> literal("true", Json.Kind.BOOLEAN, parent, place);
      case 'f' -> literal("false", Json.Kind.BOOLEAN, parent, place);
      case 'n' -> literal("null", Json.Kind.NULL, parent, place);
      default -> new Json(Json.Kind.NUMBER, number(), parent, place);
    };
  }

  private Json object(@Nullable Json parent, Object place, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    Json object = new Json(Json.Kind.OBJECT, Collections.unmodifiableMap(members), parent, place);
    position++;
    skipSpace();
    if (accept('}')) {
      return object;
    }
    do {
      skipSpace();
      int start = position;
      if (peek() != '"') {
        throw error("expected a key in quotes, but found " + found());
      }
      String key = string();
      if (members.containsKey(key)) {
        position = start;
        throw error("key " + Json.quote(key) + " is there twice");
      }
      skipSpace();
      expect(':');
      skipSpace();
      members.put(key, value(object, key, depth + 1));
      skipSpace();
    } while (accept(','));
    expect('}');
    return object;
  }

  private Json array(@Nullable Json parent, Object place, int depth) {
    List<Json> elements = new ArrayList<>();
    Json array = new Json(Json.Kind.ARRAY, Collections.unmodifiableList(elements), parent, place);
    position++;
    skipSpace();
    if (accept(']')) {
      return array;
    }
    do {
      skipSpace();
      elements.add(value(array, elements.size(), depth + 1));
      skipSpace();
    } while (accept(','));
    expect(']');
    return array;
  }

  private Json literal(String word, Json.Kind kind, @Nullable Json parent, Object place) {
    if (!text.startsWith(word, position)) {
      throw error("expected a value, but found " + found());
    }
    position += word.length();
    return new Json(kind, word, parent, place);
  }

  private String number() {
    int start = position;
    accept('-');
    if (!accept('0') && digits() == 0) {
      throw error("expected a value, but found " + found());
    }
    if (accept('.') && digits() == 0) {
      throw error("expected a digit, but found " + found());
    }
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      if (digits() == 0) {
        throw error("expected a digit, but found " + found());
      }
    }
    if (position - start > MAX_NUMBER_LENGTH) {
      position = start;
      throw error("number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    return text.substring(start, position);
  }

  private int digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    return position - start;
  }

  private String string() {
    int start = position++;
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = peek();
      if (position >= text.length()) {
        position = start;
        throw error("string without an end");
      }
      if (c < ' ') {
        throw error("control character in a string; write it as an escape");
      }
      if (c == '\\') {
        position++;
        out.append(escaped());
      } else {
        position++;
        out.append(c);
      }
      surrogates(out);
    }
    position++;
    if (out.length() > 0 && Character.isHighSurrogate(out.charAt(out.length() - 1))) {
      throw error("half of a surrogate pair in a string");
    }
    return out.toString();
  }

  /**
   * Refuses a low surrogate without its high one, and a high one that another character follows.
   */
  private void surrogates(StringBuilder out) {
    int last = out.length() - 1;
    boolean afterHigh = last > 0 && Character.isHighSurrogate(out.charAt(last - 1));
    if (afterHigh != Character.isLowSurrogate(out.charAt(last))) {
      throw error("half of a surrogate pair in a string");
    }
  }

  private char escaped() {
    char c = peek();
    position++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> {
        position--;
        throw error("unknown escape " + found());
      }
    };
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(peek()));
      if (digit < 0) {
        throw error("expected four hexadecimal digits, but found " + found());
      }
      code = code * 16 + digit;
      position++;
    }
    return (char) code;
  }

  /** The next character, NUL at the end; a NUL in the text is refused wherever it could stand. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("expected '" + c + "', but found " + found());
    }
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      position++;
    }
  }

  private String found() {
    if (position >= text.length()) {
      return "the end";
    }
    char c = text.charAt(position);
    return c > ' ' && c < 127 ? "'" + c + "'" : String.format("character U+%04X", (int) c);
  }

  private JsonException error(String problem) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < position; i++) {
      boolean newline = text.charAt(i) == '\n';
      line += newline ? 1 : 0;
      column = newline ? 1 : column + 1;
    }
    return new JsonException("JSON line " + line + ", column " + column + ": " + problem);
  }
}
