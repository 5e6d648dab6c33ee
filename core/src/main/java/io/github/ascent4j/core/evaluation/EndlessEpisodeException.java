package io.github.ascent4j.core.evaluation;

import java.util.Locale;

/** An episode of an evaluation did not end within the steps that it may have. */
public final class EndlessEpisodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndlessEpisodeException(String environment, EvaluationPlan plan, int episode, int steps) {
    super(
        String.format(
            Locale.ROOT,
            "%s: episode %d of %d (counted from 0; its seed is %d) has not ended after %,d steps;"
                + " allow more with maxEpisodeSteps (--max-episode-steps), or give the environment"
                + " a time limit",
            environment,
            episode,
            plan.episodes(),
            plan.seed() + episode,
            steps));
  }
}
