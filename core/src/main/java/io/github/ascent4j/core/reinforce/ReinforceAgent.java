package io.github.ascent4j.core.reinforce;

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
 * An agent that learns by REINFORCE.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithReinforce.java" region="train"}
 */
public final class ReinforceAgent extends Agent<ReinforceConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<ReinforceConfig> ALGORITHM = new ReinforceAlgorithm();

  private final ReinforcePolicy policy;

  private ReinforceAgent(ReinforcePolicy policy, ReinforceConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static ReinforceAgent create(
      VectorEnvironment environment, ReinforceConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static ReinforceAgent create(
      VectorEnvironment environment, ReinforceConfig config, long seed, Engine engine) {
    ReinforcePolicy policy =
        ReinforcePolicy.create(environment, config, engine, initialization(seed));
    return new ReinforceAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static ReinforceAgent of(
      ReinforcePolicy policy, ReinforceConfig config, long seed, Engine engine) {
    return new ReinforceAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static ReinforceAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static ReinforceAgent load(Path path, Engine engine) throws IOException {
    return (ReinforceAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public ReinforcePolicy policy() {
    return policy;
  }

  private record ReinforceAlgorithm() implements Algorithm<ReinforceConfig> {
    @Override
    public String name() {
      return "reinforce";
    }

    @Override
    public ReinforceConfig defaults() {
      return ReinforceConfig.tianshou(1);
    }

    @Override
    public ReinforceAgent agent(
        ActorCriticPolicy policy, ReinforceConfig config, long seed, Engine engine) {
      return new ReinforceAgent(new ReinforcePolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        ReinforceConfig config,
        ActorCriticPolicy policy,
        int environments,
        TrainingRandom shuffling) {
      return new ReinforceLearner(config, policy, environments, shuffling);
    }
  }
}
