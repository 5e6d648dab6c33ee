package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The episodes of an evaluator: as many as the config says, in rounds of one episode a copy.
 * Episode i starts from seed + i whatever the number of copies, so with deterministic actions that
 * number changes no result.
 */
final class EvaluationEpisodes implements AutoCloseable {
  private final EvaluatorConfig config;
  private final VectorEnvironment environment;

  EvaluationEpisodes(EvaluatorConfig config, VectorEnvironment environment) {
    this.config = config;
    this.environment = environment;
  }

  boolean due(long stepsBefore, long stepsAfter) {
    return stepsBefore / config.every() != stepsAfter / config.every();
  }

  Evaluation play(ActorCriticPolicy policy) {
    checkSpaces(policy.description());
    RandomGenerator random =
        config.deterministic() ? null : RandomStream.EVALUATION.of(config.seed());
    List<Double> returns = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    while (returns.size() < config.episodes()) {
      long seed = config.seed() + returns.size();
      Evaluation round = Evaluation.run(policy, environment, seed, random);
      int wanted = Math.min(round.episodes(), config.episodes() - returns.size());
      returns.addAll(round.returns().subList(0, wanted));
      lengths.addAll(round.lengths().subList(0, wanted));
    }
    return new Evaluation(returns, lengths);
  }

  private void checkSpaces(AgentDescription description) {
    if (!description.observationSpace().equals(environment.observationSpace())
        || !description.actionSpace().equals(environment.actionSpace())) {
      throw new IllegalArgumentException(
          "the policy is made for observations "
              + description.observationSpace()
              + " and actions "
              + description.actionSpace()
              + ", but it is to be evaluated in "
              + environment.name()
              + " with "
              + environment.observationSpace()
              + " and "
              + environment.actionSpace());
    }
  }

  @Override
  public void close() {
    environment.close();
  }
}
