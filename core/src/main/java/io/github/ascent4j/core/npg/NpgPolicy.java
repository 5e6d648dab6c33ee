package io.github.ascent4j.core.npg;

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

/** The policy that {@link NpgAgent} trains. */
public final class NpgPolicy extends AgentPolicy {
  NpgPolicy(ActorCriticPolicy policy) {
    super(NpgAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link NpgConfig#policy} shapes it. */
  public static NpgPolicy create(
      VectorEnvironment environment, NpgConfig config, Engine engine, RandomGenerator random) {
    return new NpgPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static NpgPolicy create(
      AgentDescription description, NpgConfig config, Engine engine, RandomGenerator random) {
    return new NpgPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static NpgPolicy of(SavedAgent saved, NpgConfig config, Engine engine) {
    return new NpgPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static NpgPolicy load(Path path, NpgConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
