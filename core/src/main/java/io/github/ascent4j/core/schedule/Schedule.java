package io.github.ascent4j.core.schedule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A number as a function of how far a training has come. What a schedule is plotted over, its x, is
 * the part of the training that is done, 0 to 1, or the number of environment steps: see {@link
 * Unit}.
 *
 * <p>Every value lies between the least and the greatest of the numbers that the schedule is made
 * of, whatever the rounding.
 */
public sealed interface Schedule {
  /** What a schedule is plotted over. */
  enum Unit {
    /** The part of the training that is done, 0 to 1. */
    PROGRESS(""),
    /** Steps taken so far over all environments. */
    STEPS(" by steps");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }

    double x(Progress progress) {
      return this == PROGRESS ? Math.clamp(1 - progress.remaining(), 0, 1) : progress.steps();
    }

    /** Steps have no end of their own, the part that is done has: 1. */
    double last() {
      return this == PROGRESS ? 1 : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * The value at {@code progress}.
   *
   * @param held the value computed last, {@link #start} before the first; only {@link Piecewise}
   *     reads it, and {@link ScheduledSettings} remembers it
   */
  double at(Progress progress, double held);

  /** The value at the start of a training. */
  double start();

  /** Whether all values are from {@code low} to {@code high}. */
  boolean within(double low, double high);

  /**
   * The value when {@code remaining} of the training is still to come, 1 to 0.
   *
   * @throws IllegalArgumentException if that alone does not decide it: by steps and piecewise
   */
  default double at(double remaining) {
    throw new IllegalArgumentException(
        this + " depends on more than the part that remains; ask at(Progress, held)");
  }

  /** The same number throughout. */
  record Constant(double value) implements Schedule {
    @Override
    public double at(Progress progress, double held) {
      return value;
    }

    @Override
    public double at(double remaining) {
      return value;
    }

    @Override
    public double start() {
      return value;
    }

    @Override
    public boolean within(double low, double high) {
      return value >= low && value <= high;
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /**
   * {@code start} up to {@code from}, {@code end} beyond {@code to}, and a straight line between.
   */
  record Linear(double start, double end, double from, double to, Unit unit) implements Schedule {
    public Linear {
      Schedule.finite("linear", start, end);
      Schedule.range("linear", from, to, unit);
    }

    /** A straight line over the whole training. */
    public Linear(double start, double end) {
      this(start, end, 0, 1, Unit.PROGRESS);
    }

    @Override
    public double at(Progress progress, double held) {
      // Counted from the end, so that what remains of the whole training enters without rounding.
      double left = unit == Unit.PROGRESS ? progress.remaining() - (1 - to) : to - progress.steps();
      double part = Math.min(1, Math.max(0, left / (to - from)));
      return Schedule.between(start, end, end + (start - end) * part);
    }

    @Override
    public double at(double remaining) {
      return unit == Unit.PROGRESS
          ? at(new Progress(remaining, 0), start)
          : Schedule.super.at(remaining);
    }

    @Override
    public boolean within(double low, double high) {
      return Math.min(start, end) >= low && Math.max(start, end) <= high;
    }

    @Override
    public String toString() {
      boolean whole = unit == Unit.PROGRESS && from == 0 && to == 1;
      return "linear("
          + start
          + ","
          + end
          + (whole ? "" : "," + from + "," + to)
          + ")"
          + unit.suffix;
    }
  }

  /** {@code end + (start - end) exp(-rate x)}. */
  record Exponential(double start, double end, double rate, Unit unit) implements Schedule {
    public Exponential {
      Schedule.finite("exponential", start, end);
      if (!(rate >= 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException(
            "exponential: rate " + rate + " must be finite and not negative");
      }
    }

    @Override
    public double at(Progress progress, double held) {
      double x = unit.x(progress);
      return Schedule.between(start, end, end + (start - end) * StrictMath.exp(-rate * x));
    }

    @Override
    public double at(double remaining) {
      return unit == Unit.PROGRESS
          ? at(new Progress(remaining, 0), start)
          : Schedule.super.at(remaining);
    }

    @Override
    public boolean within(double low, double high) {
      return Math.min(start, end) >= low && Math.max(start, end) <= high;
    }

    @Override
    public String toString() {
      return "exponential(" + start + "," + end + "," + rate + ")" + unit.suffix;
    }
  }

  /**
   * Straight lines over intervals, as prt_rl's LinearScheduler. In the first interval, in the order
   * given, that holds x, its ends included, the value runs to the interval's end from that of the
   * interval given before it, or from {@code start} in the first. Outside every interval the value
   * stays as it was computed last, even if x has jumped over an interval.
   */
  record Piecewise(double start, List<Interval> intervals, Unit unit) implements Schedule {
    /** A line that reaches {@code end} at x = {@code to}. */
    public record Interval(double from, double to, double end) {}

    public Piecewise {
      intervals = List.copyOf(intervals);
      Schedule.finite("piecewise", start, start);
      if (intervals.isEmpty()) {
        throw new IllegalArgumentException("piecewise: give at least one interval from:to:end");
      }
      for (int i = 0; i < intervals.size(); i++) {
        Interval interval = intervals.get(i);
        Schedule.finite("piecewise", start, interval.end);
        Schedule.range("piecewise", interval.from, interval.to, unit);
        for (Interval other : intervals.subList(0, i)) {
          if (Math.max(interval.from, other.from) < Math.min(interval.to, other.to)) {
            throw new IllegalArgumentException(
                "piecewise: the intervals "
                    + Schedule.text(other)
                    + " and "
                    + Schedule.text(interval)
                    + " overlap; they may share an end at most");
          }
        }
      }
    }

    @Override
    public double at(Progress progress, double held) {
      double x = unit.x(progress);
      double before = start;
      for (Interval interval : intervals) {
        if (x >= interval.from && x <= interval.to) {
          double part = (x - interval.from) * (interval.end - before);
          double value = before + part / (interval.to - interval.from);
          return Schedule.between(before, interval.end, value);
        }
        before = interval.end;
      }
      return held;
    }

    @Override
    public boolean within(double low, double high) {
      return start >= low
          && start <= high
          && intervals.stream().allMatch(i -> i.end >= low && i.end <= high);
    }

    @Override
    public String toString() {
      return intervals.stream()
          .map(Schedule::text)
          .collect(Collectors.joining(",", "piecewise(" + start + ",", ")" + unit.suffix));
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

  /**
   * Reads what {@code toString} writes, and rl-zoo's {@code lin_0.001}:
   *
   * <pre>
   * 0.001                                the same throughout
   * lin_0.001                            from 0.001 down to 0
   * linear(1e-3,1e-5)                    from 1e-3 to 1e-5
   * linear(1e-3,1e-5,0,0.5)              the same in the first half, then 1e-5
   * exponential(1,0.05,3)                0.05 + 0.95 exp(-3 x)
   * piecewise(1,0:0.2:0.1,0.5:1:0.01)    from 1 to 0.1 in the first fifth, ...
   * linear(1,0,0,50000) by steps         the last three may be given over environment steps
   * </pre>
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Schedule parse(String text) {
    return ScheduleText.parse(text);
  }

  private static void finite(String kind, double start, double end) {
    if (!Double.isFinite(start) || !Double.isFinite(end)) {
      throw new IllegalArgumentException(
          kind + ": start " + start + " and end " + end + " must be finite");
    }
  }

  private static void range(String kind, double from, double to, Unit unit) {
    if (!(from >= 0 && from < to) || to > unit.last() || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          kind
              + ": from "
              + from
              + " must be below to "
              + to
              + (unit == Unit.PROGRESS
                  ? " and both in 0 to 1, the part of the training that is done; write ' by"
                      + " steps' behind the schedule to give steps"
                  : ", finite and not negative"));
    }
  }

  private static double between(double a, double b, double value) {
    return Math.min(Math.max(a, b), Math.max(Math.min(a, b), value));
  }

  private static String text(Piecewise.Interval interval) {
    return interval.from + ":" + interval.to + ":" + interval.end;
  }
}
