package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes agents that learn by the policy gradient over whole episodes.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithPolicyGradient.java" region="train"}
 */
public final class PolicyGradientAgent {
  /** The algorithm, for {@link io.github.ascent4j.core.training.Training#resume}. */
  public static final Algorithm<PolicyGradientConfig> ALGORITHM = new PolicyGradientAlgorithm();

  private PolicyGradientAgent() {}

  /** An agent with the default policy for an environment, on one thread. */
  public static Agent<PolicyGradientConfig> create(
      VectorEnvironment environment, PolicyGradientConfig config, long seed) {
    return ALGORITHM.create(environment, config, seed);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<PolicyGradientConfig> create(
      VectorEnvironment environment, PolicyGradientConfig config, long seed, Engine engine) {
    return ALGORITHM.create(environment, config, seed, engine);
  }

  /** An agent with a policy of your own, whose engine is closed with the agent. */
  public static Agent<PolicyGradientConfig> of(
      AgentPolicy policy, PolicyGradientConfig config, long seed, Engine engine) {
    return ALGORITHM.agent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link Agent#save} wrote, to train it further, on one thread. */
  public static Agent<PolicyGradientConfig> load(Path path) throws IOException {
    return ALGORITHM.load(path);
  }

  /** The same on an engine of your own, closed with the agent. */
  public static Agent<PolicyGradientConfig> load(Path path, Engine engine) throws IOException {
    return ALGORITHM.load(path, engine);
  }
}
