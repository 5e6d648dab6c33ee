package io.github.ascent4j.cli.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A range of values laid out on a range of pixels.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 */
record Axis(double low, double high, double from, double to) {
  private static final int MOST_TICKS = 7;

  double pixel(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  double[] pixels(double[] values) {
    double[] pixels = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = pixel(values[i]);
    }
    return pixels;
  }

  /** Round values within the range: multiples of 1, 2 or 5 times a power of ten. */
  List<Double> ticks() {
    double step = step();
    List<Double> ticks = new ArrayList<>();
    // Of a range that no numbers lie in, or that has no width, there are none.
    if (!(step > 0) || !(high - low < Double.POSITIVE_INFINITY)) {
      return ticks;
    }
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private double step() {
    double power = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
    for (int factor : new int[] {1, 2, 5}) {
      if ((high - low) / (factor * power) <= MOST_TICKS) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A tick as text: -200, 0.5, 20k, 1.5M. */
  String label(double tick) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (largest >= 2e9) {
      return trimmed(tick / 1e9) + (tick == 0 ? "" : "B");
    }
    if (largest >= 2e6) {
      return trimmed(tick / 1e6) + (tick == 0 ? "" : "M");
    }
    if (largest >= 1e6 && tick >= 1e6) {
      return trimmed(tick / 1e6) + "M";
    }
    if (largest >= 1e4) {
      return trimmed(tick / 1e3) + (tick == 0 ? "" : "k");
    }
    return trimmed(tick);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return text.equals("-0") ? "0" : text;
  }
}
