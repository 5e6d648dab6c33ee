package io.github.ascent4j.core.reinforce;

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

/** The policy that {@link ReinforceAgent} trains. */
public final class ReinforcePolicy extends AgentPolicy {
  ReinforcePolicy(ActorCriticPolicy policy) {
    super(ReinforceAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link ReinforceConfig#policy} shapes it. */
  public static ReinforcePolicy create(
      VectorEnvironment environment,
      ReinforceConfig config,
      Engine engine,
      RandomGenerator random) {
    return new ReinforcePolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static ReinforcePolicy create(
      AgentDescription description, ReinforceConfig config, Engine engine, RandomGenerator random) {
    return new ReinforcePolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static ReinforcePolicy of(SavedAgent saved, ReinforceConfig config, Engine engine) {
    return new ReinforcePolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static ReinforcePolicy load(Path path, ReinforceConfig config, Engine engine)
      throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
