package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.policy.ActionReach;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
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
  static MemoryNeed check(RunConfig config, Consumer<String> say) {
    AlgorithmConfig settings = config.algorithmConfig();
    MemoryNeed need;
    FirstLook firstLook = new FirstLook(config, say);
    try (VectorEnvironment one = Environments.make(config.request(1))) {
      long parameters =
          ParameterLayout.of(
                  settings
                      .policy()
                      .network(one.observationSpace(), one.actionSpace(), settings.hasCritic()))
              .size();
      settings.policy().actionMapping(one.actionSpace()).check(one.actionSpace());
      need = MemoryNeed.of(config, one, parameters);
      need.check();
      ActionReach.warning(settings.policy(), one.actionSpace())
          .ifPresent(warning -> say.accept(config.environment() + ": " + warning));
      firstLook.at(one);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    firstLook.atSingle();
    return need;
  }
}
