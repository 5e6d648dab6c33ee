package io.github.ascent4j.cli.plot;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts runs into a {@link Chart}: runs that differ by no more than their seed become one line. */
public final class LearningCurves {
  /** Smoothing that is used unless another is asked for. */
  public static final int DEFAULT_WINDOW = 10;

  private static final int GRID_POINTS = 200;

  /** Of runs that end within this factor of one another, nothing worth a word is left out. */
  private static final double LENGTHS_ALIKE = 1.1;

  private static final double[] NONE = {};

  private LearningCurves() {}

  /**
   * Draws runs.
   *
   * @param time whether over time instead of steps
   * @param window rows that smoothing is over; 1 for none
   * @param tell told what of the runs is not shown, and why
   * @return false where no run has a point yet
   */
  public static boolean draw(
      List<RunFolder> folders, Path file, boolean time, int window, Consumer<String> tell)
      throws IOException {
    List<RunCurve> runs = new ArrayList<>();
    for (RunFolder folder : folders) {
      runs.add(RunCurve.read(folder));
    }
    return drawCurves(runs, file, time, window, tell);
  }

  private static boolean drawCurves(
      List<RunCurve> all, Path file, boolean time, int window, Consumer<String> tell)
      throws IOException {
    List<RunCurve> runs = all.stream().filter(run -> run.returns().length > 0).toList();
    if (runs.isEmpty()) {
      return false;
    }
    Map<Object, List<RunCurve>> settings =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> setting(run.config()), LinkedHashMap::new, Collectors.toList()));
    List<String> labels =
        SettingLabels.of(
            settings.values().stream().map(group -> group.getFirst().config()).toList());
    double unit = time ? timeUnit(runs) : 1;
    List<Chart.Line> lines = new ArrayList<>();
    List<String> cut = new ArrayList<>();
    for (List<RunCurve> group : settings.values()) {
      String label = labels.get(lines.size());
      cutShort(group).ifPresent(what -> cut.add(label + ": " + what));
      lines.add(
          group.size() == 1
              ? single(label, group.getFirst(), time, unit, window)
              : band(label + ", " + group.size() + " seeds", group, time, unit, window));
    }
    String xLabel = !time ? "environment steps" : "training time, " + unitName(unit);
    boolean bands = lines.stream().anyMatch(Chart.Line::band);
    boolean singles = lines.stream().anyMatch(line -> !line.band());
    List<String> caption = new ArrayList<>();
    if (bands) {
      caption.add(
          (lines.size() == 1
                  ? "Mean of " + runs.size() + " seeds; band"
                  : "Lines are means over seeds; bands")
              + " one sample deviation, within what the seeds reached.");
    }
    if (singles) {
      caption.add(
          (bands ? "Lines without a band: 1 seed" : "1 seed")
              + (window > 1 ? "; faint before smoothing over " + window + " rows." : "."));
    }
    caption.addAll(cut);
    cut.forEach(tell);
    new Chart(title(runs), xLabel, "mean return of 100 episodes", lines, caption).write(file);
    return true;
  }

  /** What to say of runs of one setting that are not equally long, of which all have a part. */
  private static Optional<String> cutShort(List<RunCurve> group) {
    Comparator<RunCurve> length = Comparator.comparingDouble(run -> last(run.steps()));
    RunCurve shortest = group.stream().min(length).orElseThrow();
    RunCurve longest = group.stream().max(length).orElseThrow();
    double end = last(shortest.steps());
    if (last(longest.steps()) <= LENGTHS_ALIKE * end) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "runs are of unequal length, so the mean ends at %,.0f steps with seed %d, and seed %d"
                + " goes on to %,.0f.",
            end,
            shortest.config().seed(),
            longest.config().seed(),
            last(longest.steps())));
  }

  /** What two runs have in common that a band may be drawn around. */
  private static Object setting(RunConfig config) {
    boolean scheduled =
        ConfigRecords.settings(config.settings()).values().stream()
            .anyMatch(value -> value instanceof Schedule && !(value instanceof Schedule.Constant));
    return List.of(
        config.environment(),
        config.environmentOptions(),
        config.algorithm(),
        config.envs(),
        // A schedule over another length is another setting.
        scheduled ? config.steps() : 0L,
        config.settings());
  }

  private static String title(List<RunCurve> runs) {
    String environments = distinct(runs, RunConfig::environment);
    String algorithms = distinct(runs, RunConfig::algorithm);
    if (runs.size() == 1) {
      RunConfig config = runs.getFirst().config();
      return environments + ", " + algorithms + ", " + config.preset() + ", seed " + config.seed();
    }
    return environments + ", " + algorithms;
  }

  private static String distinct(List<RunCurve> runs, Function<RunConfig, String> part) {
    return runs.stream()
        .map(run -> part.apply(run.config()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Chart.Line single(
      String label, RunCurve run, boolean time, double unit, int window) {
    double[] faint = window > 1 ? run.returns() : NONE;
    return new Chart.Line(
        label, scaled(run.xs(time), unit), run.smoothed(window), NONE, NONE, faint);
  }

  /**
   * Mean and one sample standard deviation on a grid of the range that all runs have. The band
   * stays within the runs' own values: beyond them may lie what no run can reach.
   */
  private static Chart.Line band(
      String label, List<RunCurve> runs, boolean time, double unit, int window) {
    double from = runs.stream().mapToDouble(run -> run.xs(time)[0]).max().orElseThrow();
    double to = runs.stream().mapToDouble(run -> last(run.xs(time))).min().orElseThrow();
    int points = to > from ? GRID_POINTS : 1;
    double[] xs = new double[points];
    double[] means = new double[points];
    double[] low = new double[points];
    double[] high = new double[points];
    double[][] smoothed = runs.stream().map(run -> run.smoothed(window)).toArray(double[][]::new);
    for (int i = 0; i < points; i++) {
      xs[i] = from + (to - from) * i / Math.max(1, points - 1);
      double[] values = new double[runs.size()];
      for (int r = 0; r < values.length; r++) {
        values[r] = interpolate(runs.get(r).xs(time), smoothed[r], xs[i]);
      }
      means[i] = Arrays.stream(values).average().orElseThrow();
      double mean = means[i];
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double deviation = Math.sqrt(squares / (values.length - 1));
      low[i] = Math.max(mean - deviation, Arrays.stream(values).min().orElseThrow());
      high[i] = Math.min(mean + deviation, Arrays.stream(values).max().orElseThrow());
    }
    return new Chart.Line(label, scaled(xs, unit), means, low, high, NONE);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  /** Between the two points around {@code x}; beyond the ends the value there. */
  static double interpolate(double[] xs, double[] ys, double x) {
    int found = Arrays.binarySearch(xs, x);
    if (found >= 0) {
      return ys[found];
    }
    int after = -found - 1;
    if (after == 0) {
      return ys[0];
    }
    if (after == xs.length) {
      return last(ys);
    }
    double share = (x - xs[after - 1]) / (xs[after] - xs[after - 1]);
    return ys[after - 1] + share * (ys[after] - ys[after - 1]);
  }

  private static double timeUnit(List<RunCurve> runs) {
    double longest = runs.stream().mapToDouble(run -> last(run.seconds())).max().orElseThrow();
    return longest < 300 ? 1 : longest < 18_000 ? 60 : 3600;
  }

  private static String unitName(double unit) {
    return unit == 1 ? "seconds" : unit == 60 ? "minutes" : "hours";
  }

  private static double[] scaled(double[] values, double unit) {
    return Arrays.stream(values).map(value -> value / unit).toArray();
  }
}
