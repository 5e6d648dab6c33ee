package io.github.ascent4j.core.checkpoint;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A training as it was between two iterations, kept in memory for the case that the next one fails
 * halfway. It is copied anew as often as that costs no more than a hundredth of the time, so a
 * failure takes back at most a hundred times as long as a copy takes.
 */
public final class LastGoodState {
  private static final long SHARE = 100;

  private final LongSupplier nanoTime;
  private @Nullable TensorFile state;
  private long steps = -1;
  private long dueNanos;

  public LastGoodState() {
    this(System::nanoTime);
  }

  LastGoodState(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Copies the training, if it has no copy yet or enough time has passed since the last one.
   *
   * @return whether it was copied
   */
  public boolean keep(TrainingView training) throws IOException {
    long start = nanoTime.getAsLong();
    if (state != null && start - dueNanos < 0) {
      return false;
    }
    state = training.snapshot();
    steps = training.steps();
    long end = nanoTime.getAsLong();
    dueNanos = end + SHARE * (end - start);
    return true;
  }

  /** Steps that had been taken; -1 before there is a state. */
  public long steps() {
    return steps;
  }

  /** The state, as the content of a checkpoint. */
  public Optional<TensorFile> state() {
    return Optional.ofNullable(state);
  }

  /** Writes the state as a checkpoint; nothing if there is none. */
  public void write(Path path) throws IOException {
    if (state != null) {
      Safetensors.write(path, state);
    }
  }
}
