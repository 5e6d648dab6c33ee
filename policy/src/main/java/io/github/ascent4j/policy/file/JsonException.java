package io.github.ascent4j.policy.file;

/** A text that is not JSON, or a JSON value that is not what it has to be; says where. */
public final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  JsonException(String message) {
    super(message);
  }
}
