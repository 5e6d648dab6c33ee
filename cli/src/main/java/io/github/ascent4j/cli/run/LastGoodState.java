package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A training as it was before an iteration that may fail halfway. It is copied anew as often as
 * that costs no more than a hundredth of the time.
 */
final class LastGoodState {
  private static final long SHARE = 100;

  private @Nullable TensorFile state;
  private long steps = -1;
  private long dueNanos = Long.MIN_VALUE;

  /** Copies the training, if enough time has passed since the last copy. */
  void keep(Training<?> training) throws IOException {
    long start = System.nanoTime();
    if (state == null || start - dueNanos >= 0) {
      state = training.snapshot();
      steps = training.steps();
      long end = System.nanoTime();
      dueNanos = end + SHARE * (end - start);
    }
  }

  /** Steps that had been taken; -1 before there is a state. */
  long steps() {
    return steps;
  }

  /** Writes the state as a checkpoint. */
  void write(Path path) throws IOException {
    if (state != null) {
      Safetensors.write(path, state);
    }
  }
}
