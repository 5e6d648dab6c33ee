package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.SavedAgent;

/** Lets a saved agent play. */
public final class AgentEvaluation {
  private AgentEvaluation() {}

  /** Plays what {@code plan} says, in rounds of an episode a copy. */
  public static Evaluation run(
      SavedAgent agent, VectorEnvironment environment, EvaluationPlan plan) {
    try (Engine engine = Engine.load()) {
      ActorCriticPolicy policy =
          ActorCriticPolicy.of(
              agent.description(),
              engine,
              Optimization.of(Optimizer.Adam.withEpsilon(1e-8)),
              false,
              agent.normalizer(),
              agent.parameters());
      return Evaluation.run(policy, environment, plan);
    }
  }
}
