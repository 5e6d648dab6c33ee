package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes agents that learn by trust region policy optimisation.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithTrpo.java" region="train"}
 */
public final class TrpoAgent {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<TrpoConfig> ALGORITHM = new TrpoAlgorithm();

  private TrpoAgent() {}

  /** An agent with the default policy for an environment, on one thread. */
  public static Agent<TrpoConfig> create(
      VectorEnvironment environment, TrpoConfig config, long seed) {
    return ALGORITHM.create(environment, config, seed);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<TrpoConfig> create(
      VectorEnvironment environment, TrpoConfig config, long seed, Engine engine) {
    return ALGORITHM.create(environment, config, seed, engine);
  }

  /** An agent with a policy of your own, whose engine is closed with the agent. */
  public static Agent<TrpoConfig> of(
      AgentPolicy policy, TrpoConfig config, long seed, Engine engine) {
    return ALGORITHM.agent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link Agent#save} wrote, to train it further, on one thread. */
  public static Agent<TrpoConfig> load(Path path) throws IOException {
    return ALGORITHM.load(path);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<TrpoConfig> load(Path path, Engine engine) throws IOException {
    return ALGORITHM.load(path, engine);
  }
}
