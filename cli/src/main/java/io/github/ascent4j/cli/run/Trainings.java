package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the training of a run, new or from a checkpoint. */
final class Trainings {
  private Trainings() {}

  /** A run that was made elsewhere may name an engine that is not here. */
  static Engine engine(RunConfig config) {
    try {
      return Engine.load(config.engine(), config.threads());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * A training that starts.
   *
   * @param from what it starts from; null for fresh parameters
   * @param say told of what was taken from there
   */
  static <C extends Record & AlgorithmConfig> Training<C> start(
      Algorithm<C> algorithm,
      RunConfig config,
      VectorEnvironment environment,
      Engine engine,
      @Nullable StartingAgent from,
      Consumer<String> say) {
    C settings = Algorithms.settings(algorithm, config.settings());
    try {
      Agent<C> agent =
          from == null
              ? algorithm.create(environment, settings, config.seed(), engine)
              : from.start(algorithm, environment, settings, config.seed(), engine, say);
      return Training.start(agent, environment, config.steps());
    } catch (IllegalArgumentException e) {
      // Settings that do not fit one another or the environment.
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The run's settings count: they may be others than when the checkpoint was written. */
  static <C extends Record & AlgorithmConfig> Training<C> resumed(
      Checkpoint checkpoint,
      Algorithm<C> algorithm,
      RunConfig config,
      VectorEnvironment environment,
      Engine engine)
      throws IOException {
    C settings = Algorithms.settings(algorithm, config.settings());
    return Training.resume(
        checkpoint.path(), algorithm, environment, config.steps(), engine, old -> settings);
  }
}
