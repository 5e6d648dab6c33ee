package io.github.ascent4j.core.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a training stands after an update.
 *
 * @param steps steps taken over all environments
 * @param totalSteps steps asked for
 * @param iteration updates made
 * @param episodes episodes finished
 * @param meanReturn mean return of the last episodes (up to 100), NaN before the first ends
 * @param meanLength mean length of the same episodes
 * @param seconds time spent training so far, earlier sessions included
 * @param sessionSteps steps taken since this session of the training started
 * @param sessionSeconds time spent training in this session
 * @param metrics figures of the algorithm
 * @param optimizerSteps steps of the policy's optimiser in the whole training
 * @param learntSamples samples that those steps learnt from, each as often as it was used
 * @param finished the episodes that ended in this iteration, in their order
 * @param infos figures of what environments say of their steps: {@code info/NAME}, the mean over
 *     the steps of the same last episodes, and {@code info/NAME_final}, the mean over their ends
 */
public record TrainingProgress(
    long steps,
    long totalSteps,
    long iteration,
    long episodes,
    double meanReturn,
    double meanLength,
    double seconds,
    long sessionSteps,
    double sessionSeconds,
    AlgorithmMetrics metrics,
    long optimizerSteps,
    long learntSamples,
    List<EpisodeSummary> finished,
    Map<String, Double> infos) {

  public TrainingProgress {
    finished = List.copyOf(finished);
  }

  /** Where a training stands whose environments say nothing of their steps. */
  public TrainingProgress(
      long steps,
      long totalSteps,
      long iteration,
      long episodes,
      double meanReturn,
      double meanLength,
      double seconds,
      long sessionSteps,
      double sessionSeconds,
      AlgorithmMetrics metrics,
      long optimizerSteps,
      long learntSamples,
      List<EpisodeSummary> finished) {
    this(
        steps,
        totalSteps,
        iteration,
        episodes,
        meanReturn,
        meanLength,
        seconds,
        sessionSteps,
        sessionSeconds,
        metrics,
        optimizerSteps,
        learntSamples,
        finished,
        Map.of());
  }

  /** Where a training of that many steps stands before its first update. */
  public static TrainingProgress start(long totalSteps) {
    return new TrainingProgress(
        0, totalSteps, 0, 0, Double.NaN, Double.NaN, 0, 0, 0, Map::of, 0, 0, List.of());
  }

  /** Steps per second in this session. */
  public double stepsPerSecond() {
    return sessionSeconds > 0 ? sessionSteps / sessionSeconds : 0;
  }

  /** All figures under Stable-Baselines3's names, in a fixed order. */
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("time/total_timesteps", (double) steps);
    figures.put("time/iterations", (double) iteration);
    figures.put("time/time_elapsed", seconds);
    figures.put("time/fps", stepsPerSecond());
    figures.put("rollout/episodes", (double) episodes);
    figures.put("rollout/ep_rew_mean", meanReturn);
    figures.put("rollout/ep_len_mean", meanLength);
    figures.putAll(infos);
    figures.putAll(metrics.byName());
    return figures;
  }
}
