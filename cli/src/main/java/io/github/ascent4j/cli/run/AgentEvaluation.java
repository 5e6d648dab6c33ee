package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.SavedAgent;
import org.jspecify.annotations.Nullable;

/** Lets a saved agent play. */
public final class AgentEvaluation {
  /** Apart from the streams that training draws from. */
  private static final long STREAM = 100;

  private AgentEvaluation() {}

  /**
   * Plays an episode in every copy of the environment.
   *
   * @param stochastic whether actions are drawn from the policy, by {@code seed}; otherwise the
   *     most probable ones are taken
   */
  public static Evaluation run(
      SavedAgent agent, VectorEnvironment environment, long seed, boolean stochastic) {
    try (Engine engine = Engine.load()) {
      ActorCriticPolicy policy =
          ActorCriticPolicy.of(
              agent.description(),
              engine,
              Optimization.of(Optimizer.Adam.withEpsilon(1e-8)),
              agent.normalizer(),
              agent.parameters());
      @Nullable TrainingRandom random = stochastic ? new TrainingRandom(seed, STREAM) : null;
      return Evaluation.run(policy, environment, seed, random);
    }
  }
}
