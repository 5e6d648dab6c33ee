package io.github.ascent4j.core.vpg;

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
 * An agent that learns by the vanilla policy gradient.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithVpg.java" region="train"}
 */
public final class VpgAgent extends Agent<VpgConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<VpgConfig> ALGORITHM = new VpgAlgorithm();

  private final VpgPolicy policy;

  private VpgAgent(VpgPolicy policy, VpgConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static VpgAgent create(VectorEnvironment environment, VpgConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static VpgAgent create(
      VectorEnvironment environment, VpgConfig config, long seed, Engine engine) {
    VpgPolicy policy = VpgPolicy.create(environment, config, engine, initialization(seed));
    return new VpgAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static VpgAgent of(VpgPolicy policy, VpgConfig config, long seed, Engine engine) {
    return new VpgAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static VpgAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static VpgAgent load(Path path, Engine engine) throws IOException {
    return (VpgAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public VpgPolicy policy() {
    return policy;
  }

  private record VpgAlgorithm() implements Algorithm<VpgConfig> {
    @Override
    public String name() {
      return "vpg";
    }

    @Override
    public VpgConfig defaults() {
      return VpgConfig.spinup(1);
    }

    @Override
    public VpgAgent agent(ActorCriticPolicy policy, VpgConfig config, long seed, Engine engine) {
      return new VpgAgent(new VpgPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        VpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
      return new VpgLearner(config, policy, environments, shuffling);
    }
  }
}
