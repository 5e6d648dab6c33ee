package io.github.ascent4j.core.logging;

/**
 * Says at which steps to log: whenever {@code floor((step + 1) / every)} has grown since the last
 * time, as prt_rl's {@code should_log}. Steps may come in any stride; one that crosses several
 * intervals is logged once.
 */
public final class LoggingFrequency {
  private final long every;
  private long last;

  /**
   * A frequency for a training that starts.
   *
   * @param every steps between two loggings, at least 1
   */
  public LoggingFrequency(long every) {
    this(every, 0);
  }

  private LoggingFrequency(long every, long last) {
    if (every < 1) {
      throw new IllegalArgumentException(
          "logging frequency " + every + " must be at least 1; 1 logs every step");
    }
    this.every = every;
    this.last = last;
  }

  /** A frequency that goes on as if it had been asked at every step up to {@code step}. */
  public static LoggingFrequency resumeAt(long every, long step) {
    return new LoggingFrequency(every, step + 1);
  }

  /** Whether to log at {@code step}; asking again at the same step says no. */
  public boolean shouldLog(long step) {
    long next = step + 1;
    if (next / every <= last / every) {
      return false;
    }
    last = next;
    return true;
  }
}
