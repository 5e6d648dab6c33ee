package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings an agent and an environment together to play. */
final class Player {
  private Player() {}

  /**
   * Copies of the environment an agent was trained in, or of another one that fits it.
   *
   * @param other null for that of training
   * @param choice what to choose of it, on top of what was chosen for training
   */
  static VectorEnvironment environment(
      LoadedAgent loaded, @Nullable String other, FileEnvironmentChoice choice, int copies)
      throws IOException {
    try {
      VectorEnvironment environment =
          named(loaded, other, choice).make(copies, Runtime.getRuntime().availableProcessors());
      try {
        checkSpaces(loaded, environment, choice);
        choice.wrap().checkRecord();
      } catch (UsageException e) {
        Closing.orTell(environment, e::addSuppressed);
        throw e;
      }
      return choice.wrap().recorded(environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static TrustedEnvironment named(
      LoadedAgent loaded, @Nullable String other, FileEnvironmentChoice choice) throws IOException {
    Optional<ForeignEnvironment> trained = loaded.trainedIn();
    if (trained.isPresent()) {
      return choice.trusted(trained.get(), other);
    }
    if (other == null) {
      throw new UsageException(
          loaded.file() + " does not say which environment it was trained in; give --env");
    }
    return choice.typed(other);
  }

  private static void checkSpaces(
      LoadedAgent loaded, VectorEnvironment environment, FileEnvironmentChoice choice) {
    AgentDescription agent = loaded.agent().description();
    if (!agent.observationSpace().equals(environment.observationSpace())
        || !agent.actionSpace().equals(environment.actionSpace())) {
      throw new UsageException(
          loaded.file()
              + " is for observations "
              + agent.observationSpace()
              + " and actions "
              + agent.actionSpace()
              + ",\nbut "
              + environment.name()
              + " has "
              + environment.observationSpace()
              + " and "
              + environment.actionSpace()
              + (choice.wrap().option().isEmpty()
                  ? ""
                  : "; leave --wrap out to keep the wrappers it has learnt in"));
    }
    if (agent.actionMasks() && environment.actionMaskSize() == 0) {
      throw new UsageException(
          loaded.file()
              + " has learnt with action masks, which "
              + environment.name()
              + " does not give; evaluate it in the environment it was trained in");
    }
  }
}
