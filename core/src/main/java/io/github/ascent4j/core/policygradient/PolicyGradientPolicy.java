package io.github.ascent4j.core.policygradient;

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

/** The policy that {@link PolicyGradientAgent} trains. */
public final class PolicyGradientPolicy extends AgentPolicy {
  PolicyGradientPolicy(ActorCriticPolicy policy) {
    super(PolicyGradientAgent.ALGORITHM.name(), policy);
  }

  /** The default policy for an environment, as {@link PolicyGradientConfig#policy} shapes it. */
  public static PolicyGradientPolicy create(
      VectorEnvironment environment,
      PolicyGradientConfig config,
      Engine engine,
      RandomGenerator random) {
    return new PolicyGradientPolicy(initialize(environment, config, engine, random));
  }

  /** A policy with a network of your own. */
  public static PolicyGradientPolicy create(
      AgentDescription description,
      PolicyGradientConfig config,
      Engine engine,
      RandomGenerator random) {
    return new PolicyGradientPolicy(initialize(description, config, engine, random));
  }

  /** A policy that starts as {@code saved}. */
  public static PolicyGradientPolicy of(
      SavedAgent saved, PolicyGradientConfig config, Engine engine) {
    return new PolicyGradientPolicy(restore(saved, config, engine));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static PolicyGradientPolicy load(Path path, PolicyGradientConfig config, Engine engine)
      throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }
}
