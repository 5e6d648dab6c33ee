package io.github.ascent4j.core.logging;

import java.io.Flushable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints figures as a table for people to read, as Stable-Baselines3 does: sorted, those of one
 * prefix under a heading, values to three digits. NaN is left out.
 *
 * <pre>{@code
 * ----------------------------------
 * | rollout/            |          |
 * |    ep_len_mean      | 187      |
 * |    ep_rew_mean      | 187      |
 * | time/               |          |
 * |    total_timesteps  | 20480    |
 * ----------------------------------
 * }</pre>
 */
public final class ConsoleTableLogger implements TrainingLogger {
  private static final String INDENT = "   ";
  private static final int DIGITS = 3;
  private static final int LEAST_VALUE_WIDTH = 8;

  private final Appendable out;

  /**
   * @param out receives one table at a time and is flushed if it can be; stays open
   */
  public ConsoleTableLogger(Appendable out) {
    this.out = out;
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) throws IOException {
    Map<String, Map<String, String>> groups = groups(step, figures);
    int nameWidth = 0;
    int valueWidth = LEAST_VALUE_WIDTH;
    for (Map.Entry<String, Map<String, String>> group : groups.entrySet()) {
      nameWidth = Math.max(nameWidth, group.getKey().length());
      for (Map.Entry<String, String> figure : group.getValue().entrySet()) {
        nameWidth = Math.max(nameWidth, name(group.getKey(), figure.getKey()).length());
        valueWidth = Math.max(valueWidth, figure.getValue().length());
      }
    }
    String row = "| %-" + nameWidth + "s | %-" + valueWidth + "s |%n";
    String edge = "-".repeat(nameWidth + valueWidth + 7) + System.lineSeparator();
    StringBuilder table = new StringBuilder(edge);
    for (Map.Entry<String, Map<String, String>> group : groups.entrySet()) {
      if (!group.getKey().isEmpty()) {
        table.append(String.format(Locale.ROOT, row, group.getKey(), ""));
      }
      for (Map.Entry<String, String> figure : group.getValue().entrySet()) {
        String name = name(group.getKey(), figure.getKey());
        table.append(String.format(Locale.ROOT, row, name, figure.getValue()));
      }
    }
    out.append(table.append(edge));
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  private static Map<String, Map<String, String>> groups(long step, Map<String, Double> figures) {
    Map<String, Map<String, String>> groups = new TreeMap<>();
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      if (!figure.getValue().isNaN()) {
        add(groups, figure.getKey(), text(figure.getValue()));
      }
    }
    add(groups, CsvLogger.STEPS, Long.toString(step));
    return groups;
  }

  private static void add(Map<String, Map<String, String>> groups, String name, String value) {
    int end = name.indexOf('/') + 1;
    groups
        .computeIfAbsent(name.substring(0, end), prefix -> new TreeMap<>())
        .put(name.substring(end), value);
  }

  private static String name(String prefix, String rest) {
    return prefix.isEmpty() ? rest : INDENT + rest;
  }

  /** Three digits, but all of an integer part that is not too long to read. */
  static String text(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (size == Math.rint(size) && size < 1e15) {
      return Long.toString((long) value);
    }
    if (size < 1e-4 || size >= 1e9) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    BigDecimal exact = new BigDecimal(value);
    int integerDigits = exact.precision() - exact.scale();
    return exact
        .round(new MathContext(Math.max(DIGITS, integerDigits)))
        .stripTrailingZeros()
        .toPlainString();
  }

  @Override
  public String toString() {
    return "ConsoleTableLogger";
  }
}
