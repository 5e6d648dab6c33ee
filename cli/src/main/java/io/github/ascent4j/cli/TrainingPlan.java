package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.Locale;
import java.util.function.Consumer;

/** Checks that a run can be made at all, before anything is written or allocated for it. */
final class TrainingPlan {
  /** Parameters, gradients, two moments, and copies for saving. */
  private static final long PARAMETER_COPIES = 8;

  private TrainingPlan() {}

  /**
   * Refuses a run that has no environment, no policy for its spaces, or needs more memory than the
   * JVM may use, and looks at the first steps of an environment of the user's own.
   *
   * @param say told of what may go wrong
   */
  static void check(RunConfig config, TrustedEnvironment environment, Consumer<String> say) {
    FirstLook firstLook = new FirstLook(environment, config.threads(), say);
    try {
      VectorEnvironment one = environment.make(1, config.threads());
      try {
        check(config, one);
        firstLook.at(one);
      } finally {
        // The copies that are trained in will tell it.
        Closing.orTell(one, failure -> {});
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    firstLook.atSingle();
  }

  private static void check(RunConfig config, VectorEnvironment one) {
    AlgorithmConfig settings = config.algorithmConfig();
    long observation = one.observationSpace().flatSize();
    long action = one.actionSpace().flatSize();
    long parameters =
        ParameterLayout.of(
                settings
                    .policy()
                    .network(one.observationSpace(), one.actionSpace(), settings.hasCritic()))
            .size();
    settings.policy().actionMapping(one.actionSpace()).check(one.actionSpace());
    long batch = batch(config);
    long copies = (long) config.envs() + (config.evalEvery() > 0 ? config.evaluationCopies() : 0);
    // Gathered minibatches are as wide as the batch and can be as long.
    double floats =
        2.0 * batch * (observation + action + 8)
            + copies * (6.0 * observation + 4.0 * action + 32)
            + (double) PARAMETER_COPIES * parameters;
    checkMemory(config, batch * observation, 4 * floats);
  }

  /** Samples of an update; whole episodes may go on for about as long again. */
  private static long batch(RunConfig config) {
    return switch (config.algorithmConfig().rolloutLength(config.envs())) {
      case RolloutLength.Steps length -> (long) length.steps() * config.envs();
      case RolloutLength.Episodes length -> 2L * length.steps();
    };
  }

  private static void checkMemory(RunConfig config, long largestArray, double bytes) {
    long available = Runtime.getRuntime().maxMemory();
    if (largestArray > Integer.MAX_VALUE - 8 || bytes > available) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%d envs and %d samples in a batch need about %.1f GB, and the JVM may use %.1f GB;"
                  + " use fewer --envs, a smaller batch, or ASCENT_JAVA_OPTS=-Xmx16g",
              config.envs(),
              batch(config),
              bytes / 1e9,
              available / 1e9));
    }
  }
}
