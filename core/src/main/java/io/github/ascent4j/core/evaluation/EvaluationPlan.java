package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.random.RandomGenerator;

/**
 * Which episodes are played. Each is decided by its seed and the policy alone: neither the others
 * nor the number of copies that play them change it, so episode i of seed s is the first one of
 * seed s + i.
 *
 * @param episodes how many
 * @param seed episode i, counted from 0, starts as the first one of a copy that is reset with
 *     {@code seed + i}; where actions are drawn, they are from a generator of that seed
 * @param deterministic whether the most probable actions are taken instead of drawing them
 * @param maxEpisodeSteps steps after which an episode is given up as one without end; 0 for the
 *     environment's own time limit or, where it says none, {@value #MOST_STEPS}
 */
public record EvaluationPlan(int episodes, long seed, boolean deterministic, int maxEpisodeSteps) {
  /** Steps of an episode at most, where neither plan nor environment say. */
  public static final int MOST_STEPS = 100_000;

  public EvaluationPlan {
    Ranges.atLeast("episodes", episodes, 1);
    Ranges.atLeast("maxEpisodeSteps", maxEpisodeSteps, 0);
  }

  /** Steps that an episode of {@code environment} may have. */
  int mostSteps(VectorEnvironment environment) {
    if (maxEpisodeSteps > 0) {
      return maxEpisodeSteps;
    }
    int limit = environment.timeLimit();
    return limit < Integer.MAX_VALUE ? limit : MOST_STEPS;
  }

  /** What the actions of an episode are drawn from. */
  RandomGenerator random(int episode) {
    return RandomStream.EVALUATION.of(seed + episode);
  }
}
