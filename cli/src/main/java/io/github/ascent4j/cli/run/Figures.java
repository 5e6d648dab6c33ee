package io.github.ascent4j.cli.run;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private Figures() {}

  /** A count with separators: 100,352. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A measured value to a tenth, or a dash where there is none. */
  public static String decimal(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Steps a second: 163k steps/s. */
  public static String rate(double stepsPerSecond) {
    return (stepsPerSecond < 10_000
            ? String.format(Locale.ROOT, "%.0f", stepsPerSecond)
            : String.format(Locale.ROOT, "%.0fk", stepsPerSecond / 1000))
        + " steps/s";
  }

  /** A duration: 0.9 s, 75 s, 12 min, 3.5 h. */
  public static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
