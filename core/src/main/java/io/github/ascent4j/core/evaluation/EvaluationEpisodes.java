package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;

/** The episodes of an evaluator: when they are due, and playing them. */
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
    return Evaluation.run(policy, environment, config.plan());
  }

  void checkApart(TrainingView training) {
    checkApart(training, environment);
  }

  /**
   * @throws IllegalArgumentException if {@code environment} is the one of {@code training}
   */
  static void checkApart(TrainingView training, VectorEnvironment environment) {
    if (training.trainsIn(environment)) {
      throw new IllegalArgumentException(
          "the "
              + environment.name()
              + " to evaluate in is the one to train in, which evaluations would reset; make"
              + " another one for them");
    }
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
