package io.github.ascent4j.core.a2c;

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
 * An agent that learns by the synchronous advantage actor-critic.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithA2c.java" region="train"}
 */
public final class A2cAgent extends Agent<A2cConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<A2cConfig> ALGORITHM = new A2cAlgorithm();

  private final A2cPolicy policy;

  private A2cAgent(A2cPolicy policy, A2cConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static A2cAgent create(VectorEnvironment environment, A2cConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static A2cAgent create(
      VectorEnvironment environment, A2cConfig config, long seed, Engine engine) {
    A2cPolicy policy = A2cPolicy.create(environment, config, engine, initialization(seed));
    return new A2cAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static A2cAgent of(A2cPolicy policy, A2cConfig config, long seed, Engine engine) {
    return new A2cAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static A2cAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static A2cAgent load(Path path, Engine engine) throws IOException {
    return (A2cAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public A2cPolicy policy() {
    return policy;
  }

  private record A2cAlgorithm() implements Algorithm<A2cConfig> {
    @Override
    public String name() {
      return "a2c";
    }

    @Override
    public A2cConfig defaults() {
      return A2cConfig.sb3();
    }

    @Override
    public A2cAgent agent(ActorCriticPolicy policy, A2cConfig config, long seed, Engine engine) {
      return new A2cAgent(new A2cPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        A2cConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
      return new A2cLearner(config, policy, environments, shuffling);
    }
  }
}
