package io.github.ascent4j.core.config;

import io.github.ascent4j.core.schedule.Schedule;

/** Checks that config records share; each message names the setting, the value and the range. */
public final class Ranges {
  private Ranges() {}

  /** A whole number of at least {@code low}. */
  public static void atLeast(String name, int value, int low) {
    if (value < low) {
      throw new IllegalArgumentException(name + " " + value + " must be at least " + low);
    }
  }

  /** A number between two limits, both allowed. */
  public static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be from " + low + " to " + high);
    }
  }

  /** A schedule whose every value lies between two limits. */
  public static void within(String name, Schedule schedule, double low, double high) {
    if (!schedule.within(low, high)) {
      throw new IllegalArgumentException(
          name + " " + schedule + " must stay from " + low + " to " + high);
    }
  }

  /** A schedule that starts above 0 and stays from 0 to {@code high}. */
  public static void startsAboveZero(String name, Schedule schedule, double high) {
    if (!schedule.within(0, high) || !(schedule.start() > 0)) {
      throw new IllegalArgumentException(
          name + " " + schedule + " must start above 0 and stay from 0 to " + high);
    }
  }
}
