package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** The policy that {@link A2cAgent} trains. */
public final class A2cPolicy extends AgentPolicy {
  A2cPolicy(ActorCriticPolicy policy) {
    super(A2cAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link A2cConfig#policy} shapes it. */
  public static A2cPolicy create(
      VectorEnvironment environment, A2cConfig config, Engine engine, RandomGenerator random) {
    return new A2cPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static A2cPolicy create(
      AgentDescription description, A2cConfig config, Engine engine, RandomGenerator random) {
    return new A2cPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static A2cPolicy of(SavedAgent saved, A2cConfig config, Engine engine) {
    return new A2cPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static A2cPolicy load(Path path, A2cConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
