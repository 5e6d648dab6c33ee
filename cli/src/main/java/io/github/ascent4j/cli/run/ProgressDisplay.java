package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;

/** What a training shows while it runs. */
@FunctionalInterface
public interface ProgressDisplay extends AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay SILENT = () -> new TrainingCallback() {};

  /** What the training tells of its progress. */
  TrainingCallback callback();

  /** Shows no more. */
  @Override
  default void close() {}
}
