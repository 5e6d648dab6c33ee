package io.github.ascent4j.core.callback;

import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Copies of a view that knows no cheaper way than a snapshot each. */
final class SnapshotCopy implements StateCopy {
  private final TrainingView training;
  private @Nullable TensorFile content;
  private long steps = -1;

  SnapshotCopy(TrainingView training) {
    this.training = training;
  }

  @Override
  public void take() throws IOException {
    steps = -1;
    content = training.snapshot();
    steps = training.steps();
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public TensorFile content() {
    TensorFile taken = content;
    if (taken == null || steps < 0) {
      throw new IllegalStateException("no state was copied; take one first");
    }
    return taken;
  }
}
