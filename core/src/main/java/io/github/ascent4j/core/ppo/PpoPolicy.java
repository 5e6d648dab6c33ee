package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Makes policies that an agent of {@link PpoAgent} trains. */
public final class PpoPolicy {
  private PpoPolicy() {}

  /** The default policy for an environment, as {@link PpoConfig#policy} shapes it. */
  public static AgentPolicy create(
      VectorEnvironment environment, PpoConfig config, Engine engine, RandomGenerator random) {
    return AgentPolicy.create(PpoAgent.ALGORITHM, environment, config, engine, random);
  }

  /** A policy with a network of your own. */
  public static AgentPolicy create(
      AgentDescription description, PpoConfig config, Engine engine, RandomGenerator random) {
    return AgentPolicy.create(PpoAgent.ALGORITHM, description, config, engine, random);
  }

  /** A policy that starts as {@code saved}. */
  public static AgentPolicy of(SavedAgent saved, PpoConfig config, Engine engine) {
    return AgentPolicy.of(PpoAgent.ALGORITHM, saved, config, engine);
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static AgentPolicy load(Path path, PpoConfig config, Engine engine) throws IOException {
    return AgentPolicy.load(PpoAgent.ALGORITHM, path, config, engine);
  }
}
