package io.github.ascent4j.environment;

import org.jspecify.annotations.Nullable;

/** An environment broke its contract or failed; the message names the environment and the copy. */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EnvironmentException(String message) {
    super(message);
  }

  public EnvironmentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
