package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Makes policies that an agent of {@link PolicyGradientAgent} trains. */
public final class PolicyGradientPolicy {
  private PolicyGradientPolicy() {}

  /** The default policy for an environment, as {@link PolicyGradientConfig#policy} shapes it. */
  public static AgentPolicy create(
      VectorEnvironment environment,
      PolicyGradientConfig config,
      Engine engine,
      RandomGenerator random) {
    return AgentPolicy.create(PolicyGradientAgent.ALGORITHM, environment, config, engine, random);
  }

  /** A policy with a network of your own. */
  public static AgentPolicy create(
      AgentDescription description,
      PolicyGradientConfig config,
      Engine engine,
      RandomGenerator random) {
    return AgentPolicy.create(PolicyGradientAgent.ALGORITHM, description, config, engine, random);
  }

  /** A policy that starts as {@code saved}. */
  public static AgentPolicy of(SavedAgent saved, PolicyGradientConfig config, Engine engine) {
    return AgentPolicy.of(PolicyGradientAgent.ALGORITHM, saved, config, engine);
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static AgentPolicy load(Path path, PolicyGradientConfig config, Engine engine)
      throws IOException {
    return AgentPolicy.load(PolicyGradientAgent.ALGORITHM, path, config, engine);
  }
}
