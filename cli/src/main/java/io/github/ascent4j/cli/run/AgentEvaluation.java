package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.SavedAgent;

/** Lets a saved agent play. */
public final class AgentEvaluation {
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
      return Evaluation.run(
          policy, environment, seed, stochastic ? RandomStream.EVALUATION.of(seed) : null);
    }
  }
}
