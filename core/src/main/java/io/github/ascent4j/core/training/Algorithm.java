package io.github.ascent4j.core.training;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.environment.VectorEnvironment;

/**
 * An algorithm, as the training loop and files know it.
 *
 * @param <C> its config
 */
public interface Algorithm<C extends Record & AlgorithmConfig> {
  /** Name in files and on the command line, for example {@code ppo}. */
  String name();

  /** The settings that a file which lacks some falls back on. */
  C defaults();

  /** An agent around a policy. */
  Agent<C> agent(ActorCriticPolicy policy, C config, long seed, Engine engine);

  /**
   * An agent with the default policy for an environment, with fresh parameters.
   *
   * @param engine runs the policy, closed with the agent
   */
  default Agent<C> create(VectorEnvironment environment, C config, long seed, Engine engine) {
    ActorCriticPolicy policy =
        AgentPolicy.initialize(environment, config, engine, Agent.initialization(seed));
    return agent(policy, config, seed, engine);
  }

  /** The update. */
  Learner learner(C config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling);
}
