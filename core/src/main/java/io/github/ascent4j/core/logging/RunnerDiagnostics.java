package io.github.ascent4j.core.logging;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What rlpyt's runners report, under its names: how far the training is, how fast it goes, and of
 * every figure of trajectories and updates the average, the deviation over n, the median, the least
 * and the greatest value. An update's figures are means over its minibatches.
 *
 * <p>Trajectories are the last 100 of the training, as in rlpyt's {@code MinibatchRl}, or those of
 * an evaluation, as in its {@code MinibatchRlEval}. Updates and speeds are those since the last
 * report, or since the training was resumed.
 */
public final class RunnerDiagnostics {
  private static final String PREFIX = "Diagnostics/";
  private static final int WINDOW = 100;

  private final Deque<EpisodeSummary> window = new ArrayDeque<>();
  private final Map<String, List<Double>> ofUpdates = new LinkedHashMap<>();
  private long finished;
  private long optimizerSteps;
  private long learntSamples;
  private long sessionStepsBefore;
  private double sessionSecondsBefore;
  private double evaluationSeconds;

  /**
   * Diagnostics of a training that starts or resumes.
   *
   * @param last the last episodes so far, oldest first
   */
  public RunnerDiagnostics(List<EpisodeSummary> last) {
    last.forEach(this::note);
  }

  private void note(EpisodeSummary episode) {
    if (window.size() == WINDOW) {
      window.removeFirst();
    }
    window.addLast(episode);
  }

  /** Takes in an update. */
  public void update(TrainingProgress progress) {
    progress.finished().forEach(this::note);
    finished += progress.finished().size();
    AlgorithmMetrics metrics = progress.metrics();
    optimizerSteps += metrics.optimizerSteps();
    learntSamples += metrics.learntSamples();
    metrics.byName().forEach(this::note);
  }

  private void note(String name, double value) {
    boolean entropy = name.equals("train/entropy_loss");
    String own = entropy ? "entropy" : camelCase(name.substring(name.indexOf('/') + 1));
    List<Double> values = ofUpdates.computeIfAbsent(own, unused -> new ArrayList<>());
    if (!Double.isNaN(value)) {
      values.add(entropy ? -value : value);
    }
  }

  /** grad_norm is gradNorm. */
  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("_", -1)) {
      boolean first = camel.isEmpty() || part.isEmpty();
      camel.append(first ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return camel.toString();
  }

  /** Reports on the training and its last trajectories, and begins anew. */
  public Map<String, Double> report(TrainingProgress progress) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(PREFIX + "NewCompletedTrajs", (double) finished);
    figures.put(PREFIX + "StepsInTrajWindow", steps(window));
    return report(progress, window, figures);
  }

  /**
   * Reports on the training and the trajectories of an evaluation, and begins anew.
   *
   * @param trajectories the evaluation's
   * @param seconds what it took
   */
  public Map<String, Double> report(
      TrainingProgress progress, List<EpisodeSummary> trajectories, double seconds) {
    evaluationSeconds += seconds;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(PREFIX + "StepsInEval", steps(trajectories));
    figures.put(PREFIX + "TrajsInEval", (double) trajectories.size());
    figures.put(PREFIX + "CumEvalTime", evaluationSeconds);
    figures.put(PREFIX + "CumTrainTime", progress.seconds());
    return report(progress, trajectories, figures);
  }

  private static double steps(Collection<EpisodeSummary> trajectories) {
    return trajectories.stream().mapToInt(EpisodeSummary::length).sum();
  }

  private Map<String, Double> report(
      TrainingProgress progress,
      Collection<EpisodeSummary> trajectories,
      Map<String, Double> figures) {
    double steps = progress.sessionSteps() - sessionStepsBefore;
    double seconds = progress.sessionSeconds() - sessionSecondsBefore;
    figures.put(PREFIX + "Iteration", (double) progress.iteration());
    figures.put(PREFIX + "CumTime (s)", progress.seconds() + evaluationSeconds);
    figures.put(PREFIX + "CumSteps", (double) progress.steps());
    figures.put(PREFIX + "CumCompletedTrajs", (double) progress.episodes());
    figures.put(PREFIX + "CumUpdates", (double) progress.optimizerSteps());
    // 0 / 0 where nothing has happened yet is NaN, as in rlpyt.
    figures.put(PREFIX + "StepsPerSecond", steps / seconds);
    figures.put(PREFIX + "UpdatesPerSecond", optimizerSteps / seconds);
    figures.put(PREFIX + "ReplayRatio", learntSamples / steps);
    figures.put(
        PREFIX + "CumReplayRatio", (double) progress.learntSamples() / (double) progress.steps());
    put(figures, "Length", trajectories, EpisodeSummary::length);
    put(figures, "Return", trajectories, EpisodeSummary::totalReward);
    put(figures, "NonzeroRewards", trajectories, EpisodeSummary::nonzeroRewards);
    put(figures, "DiscountedReturn", trajectories, EpisodeSummary::discountedReward);
    ofUpdates.forEach(
        (name, values) ->
            put(figures, name, values.stream().mapToDouble(Double::doubleValue).toArray()));
    ofUpdates.values().forEach(List::clear);
    finished = 0;
    optimizerSteps = 0;
    learntSamples = 0;
    sessionStepsBefore = progress.sessionSteps();
    sessionSecondsBefore = progress.sessionSeconds();
    return figures;
  }

  private static void put(
      Map<String, Double> figures,
      String name,
      Collection<EpisodeSummary> trajectories,
      ToDoubleFunction<EpisodeSummary> figure) {
    put(figures, name, trajectories.stream().mapToDouble(figure).toArray());
  }

  private static void put(Map<String, Double> figures, String name, double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    int n = sorted.length;
    double mean = DoubleStream.of(values).average().orElse(Double.NaN);
    double variance =
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    figures.put(name + "Average", mean);
    figures.put(name + "Std", Math.sqrt(variance));
    figures.put(name + "Median", n == 0 ? Double.NaN : sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2);
    figures.put(name + "Min", n == 0 ? Double.NaN : sorted[0]);
    figures.put(name + "Max", n == 0 ? Double.NaN : sorted[n - 1]);
  }
}
