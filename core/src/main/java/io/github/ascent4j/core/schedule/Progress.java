package io.github.ascent4j.core.schedule;

/**
 * How far a training has come.
 *
 * @param remaining part that is still to come, 1 at the start and 0 at the end; what lies outside
 *     is cut, so that the last update, which may go beyond the end, does not overshoot
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
    remaining = Math.min(1, Math.max(0, remaining));
  }

  /** The progress after {@code steps} steps of a training of {@code totalSteps}. */
  public static Progress of(long steps, long totalSteps) {
    return new Progress(1 - (double) steps / totalSteps, steps);
  }
}
