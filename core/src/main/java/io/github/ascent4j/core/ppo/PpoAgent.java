package io.github.ascent4j.core.ppo;

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
 * An agent that learns by proximal policy optimisation.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainCartPole.java" region="train"}
 */
public final class PpoAgent extends Agent<PpoConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<PpoConfig> ALGORITHM = new PpoAlgorithm();

  private final PpoPolicy policy;

  private PpoAgent(PpoPolicy policy, PpoConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static PpoAgent create(VectorEnvironment environment, PpoConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static PpoAgent create(
      VectorEnvironment environment, PpoConfig config, long seed, Engine engine) {
    PpoPolicy policy = PpoPolicy.create(environment, config, engine, initialization(seed));
    return new PpoAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static PpoAgent of(PpoPolicy policy, PpoConfig config, long seed, Engine engine) {
    return new PpoAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static PpoAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static PpoAgent load(Path path, Engine engine) throws IOException {
    return (PpoAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public PpoPolicy policy() {
    return policy;
  }

  private record PpoAlgorithm() implements Algorithm<PpoConfig> {
    @Override
    public String name() {
      return "ppo";
    }

    @Override
    public PpoConfig defaults() {
      return PpoConfig.sb3();
    }

    @Override
    public PpoAgent agent(ActorCriticPolicy policy, PpoConfig config, long seed, Engine engine) {
      return new PpoAgent(new PpoPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        PpoConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
      return new PpoLearner(config, policy, environments, shuffling);
    }
  }
}
