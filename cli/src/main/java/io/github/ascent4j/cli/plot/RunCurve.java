package io.github.ascent4j.cli.plot;

import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Mean training return of one run over steps and time, at the rows that have one.
 *
 * @param config what was trained
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
record RunCurve(RunConfig config, double[] steps, double[] seconds, double[] returns) {

  /** Reads a run; there may be no point yet. */
  static RunCurve read(RunFolder folder) throws IOException {
    MetricsTable metrics = MetricsTable.read(folder.metrics());
    List<Map<String, Double>> rows =
        metrics.rows().stream()
            .filter(row -> Double.isFinite(MetricsTable.figure(row, MetricsTable.RETURN)))
            .filter(row -> Double.isFinite(MetricsTable.figure(row, MetricsTable.STEPS)))
            .toList();
    return new RunCurve(
        folder.config(),
        column(rows, MetricsTable.STEPS),
        column(rows, MetricsTable.SECONDS),
        column(rows, MetricsTable.RETURN));
  }

  private static double[] column(List<Map<String, Double>> rows, String name) {
    return rows.stream().mapToDouble(row -> MetricsTable.figure(row, name)).toArray();
  }

  double[] xs(boolean time) {
    return time ? seconds : steps;
  }

  /** Each return as the mean of {@code window} around it, fewer at the ends. */
  double[] smoothed(int window) {
    double[] means = new double[returns.length];
    for (int i = 0; i < means.length; i++) {
      int reach = Math.min(Math.min(i, means.length - 1 - i), window / 2);
      means[i] = Arrays.stream(returns, i - reach, i + reach + 1).average().orElseThrow();
    }
    return means;
  }
}
