package io.github.ascent4j.benchmarks;

import java.util.Locale;

/**
 * Numbers as the page prints them: three significant digits, which is more than a machine keeps.
 */
final class Figures {
  private Figures() {}

  /** For example 0.0123, 1.23, 12.3, 123 and 12,300. */
  static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return Double.toString(value);
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
    if (magnitude >= 2) {
      double unit = Math.pow(10, magnitude - 2);
      return String.format(Locale.ROOT, "%,.0f", Math.round(value / unit) * unit);
    }
    return String.format(Locale.ROOT, "%." + (2 - magnitude) + "f", value);
  }

  /** Nanoseconds in a unit that suits them. */
  static String duration(double nanos) {
    return nanos < 1e3
        ? number(nanos) + " ns"
        : nanos < 1e6 ? number(nanos * 1e-3) + " µs" : number(nanos * 1e-6) + " ms";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
