package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import org.jspecify.annotations.Nullable;

/**
 * How a policy is evaluated while it learns.
 *
 * @param episodes episodes of each evaluation
 * @param every steps between evaluations, counted over all training environments
 * @param deterministic whether to take the most probable actions instead of drawing them
 * @param seed episode i of every evaluation starts from {@code seed + i}, so that evaluations
 *     compare; keep it away from the training's seeds
 * @param keepBest whether to keep the best agent
 * @param stopAtReturn mean return that ends the training, null for none
 * @param patience evaluations in a row without improvement that end the training, 0 for none
 * @param minDelta a mean return has to exceed the last improvement by more than this to be one
 * @param maxEpisodeSteps steps after which an episode is given up as one without end; 0 as {@link
 *     EvaluationPlan} says
 */
public record EvaluatorConfig(
    int episodes,
    long every,
    boolean deterministic,
    long seed,
    boolean keepBest,
    @Nullable Double stopAtReturn,
    int patience,
    double minDelta,
    int maxEpisodeSteps) {

  /** Ten episodes of the most probable actions every 10,000 steps; the best is kept. */
  public static final EvaluatorConfig DEFAULT =
      new EvaluatorConfig(10, 10_000, true, 1_000_000, true, null, 0, 0, 0);

  /** prt_rl's defaults: one episode of drawn actions after every update; nothing is kept. */
  public static EvaluatorConfig prt() {
    return DEFAULT.withEpisodes(1).withEvery(1).withDeterministic(false).withKeepBest(false);
  }

  public EvaluatorConfig {
    if (episodes < 1) {
      throw new IllegalArgumentException("episodes " + episodes + " must be at least 1");
    }
    if (every < 1) {
      throw new IllegalArgumentException(
          "every " + every + " must be at least 1 step; to evaluate never, use no evaluator");
    }
    if (stopAtReturn != null && stopAtReturn.isNaN()) {
      throw new IllegalArgumentException(
          "stopAtReturn NaN is never reached; use null to train all steps");
    }
    if (patience < 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " must not be negative; 0 never stops");
    }
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "minDelta " + minDelta + " must be finite and not negative; 0 counts any improvement");
    }
    Ranges.atLeast("maxEpisodeSteps", maxEpisodeSteps, 0);
    if (minDelta > 0 && patience == 0) {
      throw new IllegalArgumentException(
          "minDelta " + minDelta + " has no effect with patience 0; give a patience of 1 or more");
    }
  }

  public EvaluatorConfig withEpisodes(int count) {
    return ConfigRecords.replace(this, "episodes", count);
  }

  public EvaluatorConfig withEvery(long steps) {
    return ConfigRecords.replace(this, "every", steps);
  }

  public EvaluatorConfig withDeterministic(boolean mostProbable) {
    return ConfigRecords.replace(this, "deterministic", mostProbable);
  }

  public EvaluatorConfig withSeed(long first) {
    return ConfigRecords.replace(this, "seed", first);
  }

  public EvaluatorConfig withKeepBest(boolean keep) {
    return ConfigRecords.replace(this, "keepBest", keep);
  }

  public EvaluatorConfig withStopAtReturn(@Nullable Double meanReturn) {
    return new EvaluatorConfig(
        episodes,
        every,
        deterministic,
        seed,
        keepBest,
        meanReturn,
        patience,
        minDelta,
        maxEpisodeSteps);
  }

  public EvaluatorConfig withPatience(int evaluations) {
    return ConfigRecords.replace(this, "patience", evaluations);
  }

  /** Changes what counts as an improvement; the patience comes first. */
  public EvaluatorConfig withMinDelta(double delta) {
    return ConfigRecords.replace(this, "minDelta", delta);
  }

  /** Changes after how many steps an episode is given up; 0 as {@link EvaluationPlan} says. */
  public EvaluatorConfig withMaxEpisodeSteps(int steps) {
    return ConfigRecords.replace(this, "maxEpisodeSteps", steps);
  }

  /** The episodes of each evaluation. */
  EvaluationPlan plan() {
    return new EvaluationPlan(episodes, seed, deterministic, maxEpisodeSteps);
  }
}
