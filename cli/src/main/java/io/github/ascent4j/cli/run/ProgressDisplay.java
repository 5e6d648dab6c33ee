package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.result.TrainingProgress;

/** What a training shows while it runs. */
public interface ProgressDisplay extends AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay SILENT = progress -> {};

  /** Called after every iteration, so it looks at a clock and mostly returns. */
  void update(TrainingProgress progress);

  @Override
  default void close() {}
}
