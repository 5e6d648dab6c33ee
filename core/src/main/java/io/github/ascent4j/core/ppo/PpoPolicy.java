package io.github.ascent4j.core.ppo;

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

/** The policy that {@link PpoAgent} trains. */
public final class PpoPolicy extends AgentPolicy {
  PpoPolicy(ActorCriticPolicy policy) {
    super(PpoAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link PpoConfig#policy} shapes it. */
  public static PpoPolicy create(
      VectorEnvironment environment, PpoConfig config, Engine engine, RandomGenerator random) {
    return new PpoPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static PpoPolicy create(
      AgentDescription description, PpoConfig config, Engine engine, RandomGenerator random) {
    return new PpoPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static PpoPolicy of(SavedAgent saved, PpoConfig config, Engine engine) {
    return new PpoPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static PpoPolicy load(Path path, PpoConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
