package io.github.ascent4j.core.trpo;

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

/** The policy that {@link TrpoAgent} trains. */
public final class TrpoPolicy extends AgentPolicy {
  TrpoPolicy(ActorCriticPolicy policy) {
    super(TrpoAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link TrpoConfig#policy} shapes it. */
  public static TrpoPolicy create(
      VectorEnvironment environment, TrpoConfig config, Engine engine, RandomGenerator random) {
    return new TrpoPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static TrpoPolicy create(
      AgentDescription description, TrpoConfig config, Engine engine, RandomGenerator random) {
    return new TrpoPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static TrpoPolicy of(SavedAgent saved, TrpoConfig config, Engine engine) {
    return new TrpoPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static TrpoPolicy load(Path path, TrpoConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
