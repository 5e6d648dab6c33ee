package io.github.ascent4j.cli.run;

/**
 * The command line, or a file given on it, is wrong: exit code 2. The message is shown to the user
 * as it is and says what was given, what is allowed and what to do.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
