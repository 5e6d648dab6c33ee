package io.github.ascent4j.core.npg;

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
 * An agent that learns by the natural policy gradient.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithNpg.java" region="train"}
 */
public final class NpgAgent extends Agent<NpgConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<NpgConfig> ALGORITHM = new NpgAlgorithm();

  private final NpgPolicy policy;

  private NpgAgent(NpgPolicy policy, NpgConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static NpgAgent create(VectorEnvironment environment, NpgConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static NpgAgent create(
      VectorEnvironment environment, NpgConfig config, long seed, Engine engine) {
    NpgPolicy policy = NpgPolicy.create(environment, config, engine, initialization(seed));
    return new NpgAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static NpgAgent of(NpgPolicy policy, NpgConfig config, long seed, Engine engine) {
    return new NpgAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static NpgAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static NpgAgent load(Path path, Engine engine) throws IOException {
    return (NpgAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public NpgPolicy policy() {
    return policy;
  }

  private record NpgAlgorithm() implements Algorithm<NpgConfig> {
    @Override
    public String name() {
      return "npg";
    }

    @Override
    public NpgConfig defaults() {
      return NpgConfig.tianshou(1);
    }

    @Override
    public NpgAgent agent(ActorCriticPolicy policy, NpgConfig config, long seed, Engine engine) {
      return new NpgAgent(new NpgPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        NpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
      return new NpgLearner(config, policy, environments, shuffling);
    }
  }
}
