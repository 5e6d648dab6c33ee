package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.network.ParameterLayout;
import java.util.Locale;

/** Checks that a run can be made at all, before anything is written or allocated for it. */
final class TrainingPlan {
  /** Parameters, gradients, two moments, and copies for saving. */
  private static final long PARAMETER_COPIES = 8;

  private TrainingPlan() {}

  /**
   * Refuses a run that has no environment, no policy for its spaces, or needs more memory than the
   * JVM may use.
   */
  static void check(RunConfig config) {
    PpoConfig settings = config.settings();
    try (VectorEnvironment one = Environments.make(config.environment(), 1)) {
      long observation = one.observationSpace().flatSize();
      long action = one.actionSpace().flatSize();
      long parameters =
          ParameterLayout.of(settings.policy().network(one.observationSpace(), one.actionSpace()))
              .size();
      settings.policy().actionMapping(one.actionSpace()).check(one.actionSpace());
      long batch = (long) settings.rolloutSteps() * config.envs();
      long copies = (long) config.envs() + (config.evalEvery() > 0 ? config.evalEpisodes() : 0);
      // Gathered minibatches are as wide as the batch and can be as long.
      double floats =
          2.0 * batch * (observation + action + 8)
              + copies * (6.0 * observation + 4.0 * action + 32)
              + (double) PARAMETER_COPIES * parameters;
      checkMemory(config, batch * observation, 4 * floats);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkMemory(RunConfig config, long largestArray, double bytes) {
    long available = Runtime.getRuntime().maxMemory();
    if (largestArray > Integer.MAX_VALUE - 8 || bytes > available) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%d envs x %d rolloutSteps need about %.1f GB in one batch, and the JVM may use"
                  + " %.1f GB; use fewer --envs or --set rolloutSteps, or ASCENT_JAVA_OPTS=-Xmx16g",
              config.envs(),
              config.settings().rolloutSteps(),
              bytes / 1e9,
              available / 1e9));
    }
  }
}
