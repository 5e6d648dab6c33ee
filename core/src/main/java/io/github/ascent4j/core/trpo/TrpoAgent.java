package io.github.ascent4j.core.trpo;

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
 * An agent that learns by trust region policy optimisation.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithTrpo.java" region="train"}
 */
public final class TrpoAgent extends Agent<TrpoConfig> {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<TrpoConfig> ALGORITHM = new TrpoAlgorithm();

  private final TrpoPolicy policy;

  private TrpoAgent(TrpoPolicy policy, TrpoConfig config, long seed, Engine engine) {
    super(ALGORITHM, policy, config, seed, engine);
    this.policy = policy;
  }

  /** An agent with the default policy for an environment, on one thread. */
  public static TrpoAgent create(VectorEnvironment environment, TrpoConfig config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment.
   *
   * @param engine runs the policy, closed with the agent
   */
  public static TrpoAgent create(
      VectorEnvironment environment, TrpoConfig config, long seed, Engine engine) {
    TrpoPolicy policy = TrpoPolicy.create(environment, config, engine, initialization(seed));
    return new TrpoAgent(policy, config, seed, engine);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static TrpoAgent of(TrpoPolicy policy, TrpoConfig config, long seed, Engine engine) {
    return new TrpoAgent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link #save} wrote, to train it further, on one thread. */
  public static TrpoAgent load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link #save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static TrpoAgent load(Path path, Engine engine) throws IOException {
    return (TrpoAgent) Agent.load(path, ALGORITHM, engine);
  }

  @Override
  public TrpoPolicy policy() {
    return policy;
  }

  private record TrpoAlgorithm() implements Algorithm<TrpoConfig> {
    @Override
    public String name() {
      return "trpo";
    }

    @Override
    public TrpoConfig defaults() {
      return TrpoConfig.sb3();
    }

    @Override
    public TrpoAgent agent(ActorCriticPolicy policy, TrpoConfig config, long seed, Engine engine) {
      return new TrpoAgent(new TrpoPolicy(policy), config, seed, engine);
    }

    @Override
    public Learner learner(
        TrpoConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
      return new TrpoLearner(config, policy, environments, shuffling);
    }
  }
}
