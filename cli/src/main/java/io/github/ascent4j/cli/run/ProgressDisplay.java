package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.TrainingProgress;

/** What a training shows while it runs. */
public interface ProgressDisplay extends TrainingCallback, AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay SILENT = progress -> {};

  /** Called after every iteration, so it looks at a clock and mostly returns. */
  void update(TrainingProgress progress);

  @Override
  default Decision onUpdate(TrainingView training, TrainingProgress progress) {
    update(progress);
    return Decision.CONTINUE;
  }

  @Override
  default void close() {}
}
