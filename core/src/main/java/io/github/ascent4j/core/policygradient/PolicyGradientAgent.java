package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An agent that learns by the policy gradient over whole episodes.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithPolicyGradient.java" region="train"}
 */
public final class PolicyGradientAgent extends Agent<PolicyGradientConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<PolicyGradientConfig> ALGORITHM = new PolicyGradientAlgorithm();

  private final PolicyGradientPolicy policy;

  private PolicyGradientAgent(
      PolicyGradientPolicy policy, PolicyGradientConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static PolicyGradientAgent create(
      VectorEnvironment environment, PolicyGradientConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static PolicyGradientAgent create(
      VectorEnvironment environment, PolicyGradientConfig config, long seed, Engine engine) {
    PolicyGradientPolicy policy =
        PolicyGradientPolicy.create(environment, config, engine, initialization(seed));
    return new PolicyGradientAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static PolicyGradientAgent of(
      PolicyGradientPolicy policy, PolicyGradientConfig config, long seed, Engine engine) {
    return new PolicyGradientAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static PolicyGradientAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static PolicyGradientAgent load(Path path, Engine engine) throws IOException {
    return (PolicyGradientAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public PolicyGradientPolicy policy() {
    return policy;
  }

  private record PolicyGradientAlgorithm() implements Algorithm<PolicyGradientConfig> {
    @Override
    public String name() {
      return "pg";
    }

    @Override
    public PolicyGradientConfig defaults() {
      return PolicyGradientConfig.prt();
    }

    @Override
    public PolicyGradientAgent agent(
        ActorCriticPolicy policy, PolicyGradientConfig config, long seed, Engine engine) {
      return new PolicyGradientAgent(new PolicyGradientPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        PolicyGradientConfig config,
        ActorCriticPolicy policy,
        int environments,
        TrainingRandom shuffling) {
      return new PolicyGradientLearner(config, policy, environments, shuffling);
    }
  }
}
