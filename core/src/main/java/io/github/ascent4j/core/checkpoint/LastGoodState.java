package io.github.ascent4j.core.checkpoint;

import io.github.ascent4j.core.callback.StateCopy;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Design. Copies go to two rooms in turn, so that there is always a whole one, also where taking the
 * next fails. What an update costs is many times what its parameters cost to be copied, and so is what
 * a rollout costs as against its environments' states, with one exception: an environment that is
 * replayed keeps the actions of the running episode, and where that goes on for millions of steps,
 * copying them after every short update would take longer than training. Hence the limit.
 */

/**
 * A training as it was after its last update, kept in memory for the case that the next one fails
 * halfway. Only where copies have taken more than a second and more than a fiftieth of the time is
 * one left out. May be read by another thread while the training goes on.
 */
public final class LastGoodState {
  private static final long SHARE = 50;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private final long startNanos;
  private @Nullable StateCopy last;
  private @Nullable StateCopy next;
  private long copyingNanos;

  public LastGoodState() {
    this(System::nanoTime);
  }

  LastGoodState(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    startNanos = nanoTime.getAsLong();
  }

  /**
   * Copies the training, unless that has taken too much of the time.
   *
   * @param training always the same
   * @return whether it was copied
   */
  public synchronized boolean keep(TrainingView training) throws IOException {
    long start = nanoTime.getAsLong();
    if (copyingNanos > SECOND_NANOS && copyingNanos > (start - startNanos) / SHARE) {
      return false;
    }
    StateCopy room = next != null ? next : training.copy();
    room.take();
    next = last;
    last = room;
    copyingNanos += nanoTime.getAsLong() - start;
    return true;
  }

  /** Steps that had been taken; -1 before there is a state. */
  public synchronized long steps() {
    return last == null ? -1 : last.steps();
  }

  /** The state, as the content of a checkpoint. */
  public synchronized Optional<TensorFile> state() throws IOException {
    return last == null ? Optional.empty() : Optional.of(last.content());
  }

  /** Writes the state as a checkpoint; nothing if there is none. */
  public void write(Path path) throws IOException {
    Optional<TensorFile> state = state();
    if (state.isPresent()) {
      Safetensors.write(path, state.get());
    }
  }
}
