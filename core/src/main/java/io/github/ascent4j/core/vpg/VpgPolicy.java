package io.github.ascent4j.core.vpg;

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

/** The policy that {@link VpgAgent} trains. */
public final class VpgPolicy extends AgentPolicy {
  VpgPolicy(ActorCriticPolicy policy) {
    super(VpgAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link VpgConfig#policy} shapes it. */
  public static VpgPolicy create(
      VectorEnvironment environment, VpgConfig config, Engine engine, RandomGenerator random) {
    return new VpgPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static VpgPolicy create(
      AgentDescription description, VpgConfig config, Engine engine, RandomGenerator random) {
    return new VpgPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static VpgPolicy of(SavedAgent saved, VpgConfig config, Engine engine) {
    return new VpgPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static VpgPolicy load(Path path, VpgConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
