package io.github.ascent4j.core.schedule;

import io.github.ascent4j.core.schedule.Schedule.Constant;
import io.github.ascent4j.core.schedule.Schedule.Exponential;
import io.github.ascent4j.core.schedule.Schedule.Linear;
import io.github.ascent4j.core.schedule.Schedule.Piecewise;
import io.github.ascent4j.core.schedule.Schedule.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads schedules from text; their {@code toString} writes them. */
final class ScheduleText {
  private static final Pattern CALL =
      Pattern.compile("(linear|exponential|piecewise)\\s*\\(([^()]*)\\)(\\s*by\\s+steps)?");

  private static final String FORMS =
      "write a number, lin_start, linear(start,end), linear(start,end,from,to),"
          + " exponential(start,end,rate) or piecewise(start,from:to:end,...); the last three may"
          + " end in ' by steps'";

  private ScheduleText() {}

  static Schedule parse(String text) {
    String trimmed = text.strip();
    Matcher call = CALL.matcher(trimmed);
    try {
      if (trimmed.startsWith("lin_")) {
        return Schedule.linear(Double.parseDouble(trimmed.substring(4)));
      }
      if (!call.matches()) {
        return new Constant(Double.parseDouble(trimmed));
      }
      Unit unit = call.group(3) == null ? Unit.PROGRESS : Unit.STEPS;
      String[] parts = call.group(2).split(",", -1);
      return switch (call.group(1)) {
        case "linear" -> linear(text, numbers(parts), unit);
        case "exponential" -> exponential(text, numbers(parts), unit);
        default -> piecewise(text, parts, unit);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no schedule; " + FORMS, e);
    }
  }

  private static Schedule linear(String text, double[] numbers, Unit unit) {
    if (numbers.length == 2 && unit == Unit.PROGRESS) {
      return new Linear(numbers[0], numbers[1]);
    }
    expect(text, numbers.length == 4);
    return new Linear(numbers[0], numbers[1], numbers[2], numbers[3], unit);
  }

  private static Schedule exponential(String text, double[] numbers, Unit unit) {
    expect(text, numbers.length == 3);
    return new Exponential(numbers[0], numbers[1], numbers[2], unit);
  }

  private static Schedule piecewise(String text, String[] parts, Unit unit) {
    double start = Double.parseDouble(parts[0]);
    List<Piecewise.Interval> intervals = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      double[] numbers = numbers(parts[i].split(":", -1));
      expect(text, numbers.length == 3);
      intervals.add(new Piecewise.Interval(numbers[0], numbers[1], numbers[2]));
    }
    return new Piecewise(start, intervals, unit);
  }

  private static double[] numbers(String[] parts) {
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i]);
    }
    return numbers;
  }

  private static void expect(String text, boolean expected) {
    if (!expected) {
      throw new IllegalArgumentException("'" + text + "' is no schedule; " + FORMS);
    }
  }
}
