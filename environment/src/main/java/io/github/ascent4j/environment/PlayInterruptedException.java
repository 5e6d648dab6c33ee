package io.github.ascent4j.environment;

/**
 * The thread that plays an environment was interrupted, and stopped between two steps. It stays
 * interrupted, for those above it to see.
 */
public final class PlayInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where what was going on, for the message
   */
  public PlayInterruptedException(String where) {
    super(where + " was interrupted");
  }

  /**
   * To be called between two steps.
   *
   * @param environment what is played
   * @throws PlayInterruptedException if the thread has been interrupted
   */
  public static void check(VectorEnvironment environment) {
    if (Thread.currentThread().isInterrupted()) {
      throw new PlayInterruptedException("playing " + environment.name());
    }
  }
}
