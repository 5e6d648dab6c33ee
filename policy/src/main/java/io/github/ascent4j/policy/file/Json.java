package io.github.ascent4j.policy.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value (RFC 8259), read strictly and written the same way every time.
 *
 * <p>Objects keep the order of their members and refuse a key given twice. Numbers keep their text,
 * so nothing is lost before the reader says which type it wants; a float or double written by
 * {@link #of(float)} or {@link #of(double)} reads back to the same bits. JSON has no infinities or
 * NaN: they are written, and accepted by {@link #asFloat} and {@link #asDouble}, as the strings
 * {@code "Infinity"}, {@code "-Infinity"} and {@code "NaN"}.
 *
 * <p>An accessor that finds another kind of value throws a {@link JsonException} with the path of
 * the value in the parsed text, such as {@code network.actor[2].outputs}.
 *
 * <p>Thread safety: immutable, and all threads may share one.
 */
public final class Json {
  /** Longest text {@link #parse} takes, in UTF-16 units. */
  public static final int MAX_LENGTH = 16 << 20;

  /** Deepest nesting {@link #parse} takes. */
  public static final int MAX_DEPTH = 64;

  /** Most values, counting every array element and object member, that {@link #parse} takes. */
  public static final int MAX_VALUES = 500_000;

  /** What a value can be. */
  public enum Kind {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
  }

  private final Kind kind;

  /** Text of a null, boolean, number or string; List of Json; Map of String to Json. */
  private final Object content;

  private final @Nullable Json parent;
  private final Object place;

  /**
   * @param parent the value around this one, for paths in messages
   * @param place key or index in the parent
   */
  Json(Kind kind, Object content, @Nullable Json parent, Object place) {
    this.kind = kind;
    this.content = content;
    this.parent = parent;
    this.place = place;
  }

  private Json(Kind kind, Object content) {
    this(kind, content, null, "");
  }

  /** Reads a text that holds one value and nothing else. */
  public static Json parse(String text) {
    return new JsonParser(text).parse();
  }

  public static Json of(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isHighSurrogate(value.charAt(i))
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(value.charAt(i))) {
        throw new IllegalArgumentException(
            "half of a surrogate pair at character " + i + " is no text and cannot be written");
      }
    }
    return new Json(Kind.STRING, value);
  }

  public static Json of(boolean value) {
    return new Json(Kind.BOOLEAN, Boolean.toString(value));
  }

  public static Json of(long value) {
    return new Json(Kind.NUMBER, Long.toString(value));
  }

  public static Json of(float value) {
    if (!Float.isFinite(value)) {
      return of(Float.toString(value));
    }
    return number(value, value < 0 || 1 / value < 0, 9, s -> Float.parseFloat(s) == value);
  }

  public static Json of(double value) {
    if (!Double.isFinite(value)) {
      return of(Double.toString(value));
    }
    return number(value, value < 0 || 1 / value < 0, 17, s -> Double.parseDouble(s) == value);
  }

  private interface Reads {
    boolean back(String decimal);
  }

  /**
   * The shortest decimal that reads back, searched for rather than taken from toString, whose
   * digits changed with JDK 19: the same value has to give the same file everywhere.
   */
  private static Json number(double value, boolean negative, int maxDigits, Reads reads) {
    String text = negative ? "-0.0" : "0.0";
    for (int digits = 1; value != 0 && digits <= maxDigits; digits++) {
      BigDecimal decimal = new BigDecimal(value).round(new MathContext(digits));
      text = plain(decimal);
      if (reads.back(text)) {
        break;
      }
    }
    return new Json(Kind.NUMBER, text);
  }

  private static String plain(BigDecimal decimal) {
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent < -5 || exponent > 15) {
      return decimal.toString().toLowerCase(Locale.ROOT).replace("+", "");
    }
    String text = decimal.toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  /** An array of the given elements. */
  public static Json array(List<Json> elements) {
    return new Json(Kind.ARRAY, List.copyOf(elements));
  }

  /** An object with the given members, in their order. */
  public static Json object(Map<String, Json> members) {
    return new Json(Kind.OBJECT, Collections.unmodifiableMap(new LinkedHashMap<>(members)));
  }

  /** A builder of an object. */
  public static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /** Collects the members of an object. */
  public static final class ObjectBuilder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private ObjectBuilder() {}

    /** Adds a member, whose key must be new. */
    public ObjectBuilder put(String key, Json value) {
      if (members.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("key \"" + key + "\" was put before");
      }
      return this;
    }

    public ObjectBuilder put(String key, String value) {
      return put(key, of(value));
    }

    public ObjectBuilder put(String key, long value) {
      return put(key, of(value));
    }

    public ObjectBuilder put(String key, boolean value) {
      return put(key, of(value));
    }

    public Json build() {
      return object(members);
    }
  }

  public Kind kind() {
    return kind;
  }

  public String asString() {
    return (String) expect(Kind.STRING, "a string");
  }

  public boolean asBoolean() {
    return Boolean.parseBoolean((String) expect(Kind.BOOLEAN, "true or false"));
  }

  /** The integer this number is; a fraction or exponent, even of value 0, is refused. */
  public int asInt() {
    long value = asLong();
    if (value != (int) value) {
      throw mismatch("an integer of 32 bits");
    }
    return (int) value;
  }

  /** The integer this number is; a fraction or exponent, even of value 0, is refused. */
  public long asLong() {
    try {
      return Long.parseLong((String) expect(Kind.NUMBER, "an integer"));
    } catch (NumberFormatException e) {
      throw mismatch("an integer of 64 bits");
    }
  }

  /** The float nearest to this number; one too large for a float is refused. */
  public float asFloat() {
    float value = Float.parseFloat(numberText());
    if (Float.isInfinite(value) && kind == Kind.NUMBER) {
      throw mismatch("a number in the range of float");
    }
    return value;
  }

  /** The double nearest to this number; one too large for a double is refused. */
  public double asDouble() {
    double value = Double.parseDouble(numberText());
    if (Double.isInfinite(value) && kind == Kind.NUMBER) {
      throw mismatch("a number in the range of double");
    }
    return value;
  }

  String numberText() {
    boolean named =
        kind == Kind.STRING
            && (content.equals("Infinity") || content.equals("-Infinity") || content.equals("NaN"));
    return (String) (named ? content : expect(Kind.NUMBER, "a number"));
  }

  /** The elements of this array. */
  public List<Json> elements() {
    @SuppressWarnings("unchecked")
    List<Json> elements = (List<Json>) expect(Kind.ARRAY, "an array");
    return elements;
  }

  /** The members of this object, in their order. */
  public Map<String, Json> members() {
    @SuppressWarnings("unchecked")
    Map<String, Json> members = (Map<String, Json>) expect(Kind.OBJECT, "an object");
    return members;
  }

  /** The member of that key, which must be there. */
  public Json get(String key) {
    Json member = members().get(key);
    if (member == null) {
      throw new JsonException(where() + "has no \"" + key + "\"");
    }
    return member;
  }

  /** The member of that key, if it is there. */
  public Optional<Json> find(String key) {
    return Optional.ofNullable(members().get(key));
  }

  /** Refuses members of any other key than these. */
  public void allowOnly(String... keys) {
    for (String key : members().keySet()) {
      if (!List.of(keys).contains(key)) {
        throw new JsonException(
            where()
                + "has unknown member "
                + quote(key)
                + "; known are "
                + String.join(", ", keys));
      }
    }
  }

  private Object expect(Kind expected, String description) {
    if (kind != expected) {
      throw mismatch(description);
    }
    return content;
  }

  /** An exception that says where this value stands, what it is and what was expected instead. */
  JsonException mismatch(String expected) {
    String found =
        switch (kind) {
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          case STRING -> quote((String) content);
          case NULL, BOOLEAN, NUMBER -> shorten((String) content);
        };
    return new JsonException(where() + "is " + found + "; expected " + expected);
  }

  private String where() {
    String path = path();
    return path.isEmpty() ? "the value " : path + " ";
  }

  /** Where in the parsed text this value stands, such as {@code a.b[3]}; empty at the top. */
  String path() {
    List<Json> chain = new ArrayList<>();
    for (Json value = this; value.parent != null; value = value.parent) {
      chain.add(0, value);
    }
    StringBuilder path = new StringBuilder();
    for (Json value : chain) {
      if (value.place instanceof Integer) {
        path.append('[').append(value.place).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(shorten((String) value.place));
      }
    }
    return path.toString();
  }

  /** Quoted and escaped, and cut where it is too long for a message. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder();
    JsonWriter.string(shorten(text), out);
    return out.toString();
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Json json && kind == json.kind && content.equals(json.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  /** This value as JSON without white space. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    JsonWriter.write(this, out);
    return out.toString();
  }
}
