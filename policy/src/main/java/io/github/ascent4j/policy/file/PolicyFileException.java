package io.github.ascent4j.policy.file;

import java.io.IOException;

/**
 * A file that cannot be used: missing, damaged, of another kind or from a newer version. The
 * message names the file, what is wrong and what to do, and is fit to be shown to a user as it is.
 */
public final class PolicyFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param source the file's name
   * @param problem what is wrong with it, and what to do
   */
  public PolicyFileException(String source, String problem) {
    super(source + ": " + problem);
  }

  /**
   * @param source the file's name
   * @param problem what is wrong with it, and what to do
   * @param cause what was thrown when it was read
   */
  public PolicyFileException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
