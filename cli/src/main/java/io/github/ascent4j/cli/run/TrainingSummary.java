package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.rollout.EpisodeStatistics;
import io.github.ascent4j.policy.file.Json;
import java.util.Arrays;

/**
 * How a session of training ended.
 *
 * @param steps steps of the whole training
 * @param episodes episodes of the whole training
 * @param seconds wall time of this session's loop
 * @param cpuSeconds what the process used of all cores meanwhile
 * @param stepsPerSecond of this session
 * @param meanReturn mean return of the {@link #averagedEpisodes} last training episodes; NaN before
 *     the first ends
 * @param stopped why the loop ended
 * @param parametersSha256 over all parameters
 */
public record TrainingSummary(
    RunConfig config,
    long steps,
    long episodes,
    double seconds,
    double cpuSeconds,
    double stepsPerSecond,
    double meanReturn,
    Stop stopped,
    String parametersSha256,
    String run) {

  /** Why a training loop ended. */
  public enum Stop {
    STEPS("steps"),
    STOP_AT("stop-at"),
    EPISODES("episodes"),
    INTERRUPTED("interrupted");

    private final String text;

    Stop(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** How many episodes {@code meanReturn} is over: up to 100, fewer where fewer have ended. */
  public int averagedEpisodes() {
    return (int) Math.min(EpisodeStatistics.WINDOW, episodes);
  }

  /** The object that {@code train --json} ends with. */
  public Json toJson() {
    return Json.object()
        .put("env", config.environment())
        .put("algo", config.algorithm())
        .put("seed", config.seed())
        .put("steps", steps)
        .put("episodes", episodes)
        .put("seconds", rounded(seconds))
        .put("cpu_seconds", rounded(cpuSeconds))
        .put("steps_per_second", rounded(stepsPerSecond))
        .put("mean_return_100", JsonFiles.number(meanReturn))
        .put("stopped", stopped.toString())
        .put("parameters_sha256", parametersSha256)
        .put("run", run)
        .build();
  }

  /**
   * What {@link #toJson} wrote.
   *
   * @param run where it is read, which is where the run is by now
   * @throws IllegalArgumentException if it is something else
   */
  public static TrainingSummary fromJson(RunConfig config, Json json, String run) {
    String stop = json.get("stopped").asString();
    return new TrainingSummary(
        config,
        json.get("steps").asLong(),
        json.get("episodes").asLong(),
        json.get("seconds").asDouble(),
        json.get("cpu_seconds").asDouble(),
        json.get("steps_per_second").asDouble(),
        JsonFiles.number(json.get("mean_return_100")),
        Arrays.stream(Stop.values())
            .filter(value -> value.text.equals(stop))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("unknown stop \"" + stop + "\"")),
        json.get("parameters_sha256").asString(),
        run);
  }

  private static Json rounded(double value) {
    return JsonFiles.number(Math.rint(value * 1e6) / 1e6);
  }
}
