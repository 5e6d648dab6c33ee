package io.github.ascent4j.environment.check;

import java.time.Duration;

/**
 * How much is tried.
 *
 * @param steps in which values are looked at; comparisons repeat the first thousand of them
 * @param seed of the first episode
 * @param timeLimit steps after which episodes are known to end, though the environment does not say
 *     so itself; {@link Integer#MAX_VALUE} if none is known
 * @param callLimit how long one call may take
 * @param budget how long all of it may take; what is left then is omitted
 */
public record CheckSettings(
    int steps, long seed, int timeLimit, Duration callLimit, Duration budget) {
  /** Ten thousand steps, half a minute for a call, a minute and a half in all. */
  public static final CheckSettings DEFAULT =
      new CheckSettings(
          10_000, 0, Integer.MAX_VALUE, Duration.ofSeconds(30), Duration.ofSeconds(90));

  /** What {@link EnvironmentCheck#firstLook} takes: five thousand steps, half a second in all. */
  public static final CheckSettings FIRST_LOOK =
      DEFAULT.withSteps(5_000).withBudget(Duration.ofMillis(500));

  private static final int MOST_STEPS = 100_000_000;

  /** Seeds of further episodes and copies are counted up from the first. */
  private static final long MOST_SEED = Long.MAX_VALUE - 2L * MOST_STEPS;

  public CheckSettings {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new IllegalArgumentException("steps " + steps + " must be from 1 to " + MOST_STEPS);
    }
    if (seed < 0 || seed > MOST_SEED) {
      throw new IllegalArgumentException("seed " + seed + " must be from 0 to " + MOST_SEED);
    }
    if (timeLimit < 1) {
      throw new IllegalArgumentException("timeLimit " + timeLimit + " must be at least 1");
    }
    if (callLimit.compareTo(Duration.ZERO) <= 0 || budget.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException(
          "callLimit " + callLimit + " and budget " + budget + " must be above 0");
    }
  }

  public CheckSettings withSteps(int value) {
    return new CheckSettings(value, seed, timeLimit, callLimit, budget);
  }

  public CheckSettings withSeed(long value) {
    return new CheckSettings(steps, value, timeLimit, callLimit, budget);
  }

  public CheckSettings withTimeLimit(int value) {
    return new CheckSettings(steps, seed, value, callLimit, budget);
  }

  public CheckSettings withCallLimit(Duration value) {
    return new CheckSettings(steps, seed, timeLimit, value, budget);
  }

  public CheckSettings withBudget(Duration value) {
    return new CheckSettings(steps, seed, timeLimit, callLimit, value);
  }
}
