package io.github.ascent4j.core.schedule;

/**
 * How far a training has come.
 *
 * @param remaining part that is still to come, 1 at the start and 0 at the end; a little below 0
 *     after a last rollout that went beyond the end, where schedules stay at their end
 * @param steps steps taken so far over all environments
 */
public record Progress(double remaining, long steps) {
  /** Before the first step. */
  public static final Progress START = new Progress(1, 0);

  public Progress {
    if (Double.isNaN(remaining) || steps < 0) {
      throw new IllegalArgumentException(
          "remaining " + remaining + " must be a number and steps " + steps + " not negative");
    }
  }

  /** The progress after {@code steps} steps of a training of {@code totalSteps}. */
  public static Progress of(long steps, long totalSteps) {
    return new Progress(1 - (double) steps / totalSteps, steps);
  }
}
