package io.github.ascent4j.core.checkpoint;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes checkpoints while an agent trains: at intervals, at the end and, when the training breaks
 * off, of the {@link LastGoodState}. {@code Training.resume} goes on from the newest of {@link
 * CheckpointFolder#list}, and from the one before where that is damaged.
 *
 * <p>What cannot be written ends the training with an {@link UncheckedIOException}; the checkpoints
 * before it are whole.
 */
public final class CheckpointCallback implements TrainingCallback {
  private final Path path;
  private final CheckpointFolder folder;
  private final long every;
  private final int keep;
  private final LastGoodState lastGood = new LastGoodState();
  private long stepsBefore;
  private long written = -1;

  /**
   * @param folder of this training's own; made if it does not exist
   * @param every steps between checkpoints
   * @param keep how many of the newest stay
   */
  public CheckpointCallback(Path folder, long every, int keep) {
    if (every < 1) {
      throw new IllegalArgumentException("every " + every + " must be at least 1 step");
    }
    Ranges.atLeast("keep", keep, 1);
    path = folder;
    this.folder = new CheckpointFolder(folder);
    this.every = every;
    this.keep = keep;
  }

  /**
   * Keeps the first state.
   *
   * @throws IllegalStateException if this training starts anew over another one's checkpoints
   */
  @Override
  public void onStart(TrainingView training) {
    stepsBefore = training.steps();
    checkOwn(training);
    keep(training);
  }

  private void checkOwn(TrainingView training) {
    try {
      Optional<CheckpointFolder.Checkpoint> newest = folder.newest();
      if (training.steps() == 0 && newest.isPresent() && newest.get().steps() > 0) {
        throw new IllegalStateException(
            path
                + " has a checkpoint of "
                + newest.get().steps()
                + " steps, but this training starts; resume from it or give a new folder");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    long before = stepsBefore;
    stepsBefore = progress.steps();
    if (before / every != stepsBefore / every) {
      write(training);
    }
    keep(training);
    return Decision.CONTINUE;
  }

  @Override
  public void onEnd(TrainingView training) {
    if (written != training.steps()) {
      write(training);
    }
  }

  @Override
  public void onFailure(TrainingView training, Throwable failure) {
    if (lastGood.steps() > written) {
      try {
        Files.createDirectories(path);
        lastGood.write(folder.checkpoint(lastGood.steps()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void keep(TrainingView training) {
    try {
      lastGood.keep(training);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(TrainingView training) {
    try {
      Files.createDirectories(path);
      Safetensors.write(folder.checkpoint(training.steps()), training.snapshot());
      written = training.steps();
      folder.prune(keep, checkpoint -> false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
