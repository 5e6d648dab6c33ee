package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes agents that learn by the synchronous advantage actor-critic.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithA2c.java" region="train"}
 */
public final class A2cAgent {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<A2cConfig> ALGORITHM = new A2cAlgorithm();

  private A2cAgent() {}

  /** An agent with the default policy for an environment, on one thread. */
  public static Agent<A2cConfig> create(
      VectorEnvironment environment, A2cConfig config, long seed) {
    return ALGORITHM.create(environment, config, seed);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<A2cConfig> create(
      VectorEnvironment environment, A2cConfig config, long seed, Engine engine) {
    return ALGORITHM.create(environment, config, seed, engine);
  }

  /** An agent with a policy of your own, whose engine is closed with the agent. */
  public static Agent<A2cConfig> of(
      AgentPolicy policy, A2cConfig config, long seed, Engine engine) {
    return ALGORITHM.agent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link Agent#save} wrote, to train it further, on one thread. */
  public static Agent<A2cConfig> load(Path path) throws IOException {
    return ALGORITHM.load(path);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<A2cConfig> load(Path path, Engine engine) throws IOException {
    return ALGORITHM.load(path, engine);
  }
}
