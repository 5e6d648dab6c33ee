package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Makes policies that an agent of {@link ReinforceAgent} trains. */
public final class ReinforcePolicy {
  private ReinforcePolicy() {}

  /** The default policy for an environment, as {@link ReinforceConfig#policy} shapes it. */
  public static AgentPolicy create(
      VectorEnvironment environment,
      ReinforceConfig config,
      Engine engine,
      RandomGenerator random) {
    return AgentPolicy.create(ReinforceAgent.ALGORITHM, environment, config, engine, random);
  }

  /** A policy with a network of your own. */
  public static AgentPolicy create(
      AgentDescription description, ReinforceConfig config, Engine engine, RandomGenerator random) {
    return AgentPolicy.create(ReinforceAgent.ALGORITHM, description, config, engine, random);
  }

  /** A policy that starts as {@code saved}. */
  public static AgentPolicy of(SavedAgent saved, ReinforceConfig config, Engine engine) {
    return AgentPolicy.of(ReinforceAgent.ALGORITHM, saved, config, engine);
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static AgentPolicy load(Path path, ReinforceConfig config, Engine engine)
      throws IOException {
    return AgentPolicy.load(ReinforceAgent.ALGORITHM, path, config, engine);
  }
}
