package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.core.policy.ActionReach;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.function.Consumer;

/** Checks that a run can be made at all, before anything is written or allocated for it. */
final class TrainingPlan {
  private TrainingPlan() {}

  /**
   * Refuses a run that has no environment, no policy for its spaces, or needs more memory than the
   * JVM may use, and looks at the first steps of an environment of the user's own.
   *
   * @param say told of what may go wrong
   * @return the memory that it needs
   */
  static MemoryNeed check(RunConfig config, TrustedEnvironment environment, Consumer<String> say) {
    FirstLook firstLook = new FirstLook(environment, config.threads(), say);
    MemoryNeed need;
    try {
      VectorEnvironment one = environment.make(1, config.threads());
      try {
        need = check(config, one, say);
        firstLook.at(one);
      } finally {
        // The copies that are trained in will tell it.
        Closing.orTell(one, failure -> {});
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    firstLook.atSingle();
    return need;
  }

  private static MemoryNeed check(RunConfig config, VectorEnvironment one, Consumer<String> say) {
    AlgorithmConfig settings = config.algorithmConfig();
    long parameters =
        ParameterLayout.of(
                settings
                    .policy()
                    .network(one.observationSpace(), one.actionSpace(), settings.hasCritic()))
            .size();
    settings.policy().actionMapping(one.actionSpace()).check(one.actionSpace());
    MemoryNeed need = MemoryNeed.of(config, one, parameters);
    need.check();
    ActionReach.warning(settings.policy(), one.actionSpace())
        .ifPresent(warning -> say.accept(config.environment() + ": " + warning));
    return need;
  }
}
