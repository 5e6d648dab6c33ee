package io.github.ascent4j.core.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as a function of the progress that remains: 1 at the start of a training, 0 at its end.
 * Progress is cut to that range, so no schedule overshoots at the last update.
 */
public sealed interface Schedule {
  /** The value when {@code remaining} of the training is still to come. */
  double at(double remaining);

  /** The same number throughout. */
  record Constant(double value) implements Schedule {
    @Override
    public double at(double remaining) {
      return value;
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** A straight line from {@code start} to {@code end}. */
  record Linear(double start, double end) implements Schedule {
    @Override
    public double at(double remaining) {
      double r = Math.min(1, Math.max(0, remaining));
      return end + (start - end) * r;
    }

    @Override
    public String toString() {
      return "linear(" + start + "," + end + ")";
    }
  }

  /** A schedule that stays at {@code value}. */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /** A straight line from {@code start} down to 0, what rl-zoo writes as {@code lin_start}. */
  static Schedule linear(double start) {
    return new Linear(start, 0);
  }

  /** The largest and smallest values are at the ends, so checking both checks all. */
  default boolean within(double low, double high) {
    return at(1) >= low && at(1) <= high && at(0) >= low && at(0) <= high;
  }

  /**
   * Reads what {@code toString} writes, and rl-zoo's {@code lin_0.001}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Schedule parse(String text) {
    String trimmed = text.strip();
    Matcher linear = Patterns.LINEAR.matcher(trimmed);
    try {
      if (linear.matches()) {
        return new Linear(Double.parseDouble(linear.group(1)), Double.parseDouble(linear.group(2)));
      }
      if (trimmed.startsWith("lin_")) {
        return linear(Double.parseDouble(trimmed.substring(4)));
      }
      return constant(Double.parseDouble(trimmed));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no schedule; write a number, linear(start,end) or lin_start", e);
    }
  }

  /** Kept apart because an interface's fields would be public. */
  final class Patterns {
    private static final Pattern LINEAR =
        Pattern.compile("linear\\(\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+)\\s*\\)");

    private Patterns() {}
  }
}
