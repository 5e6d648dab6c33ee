package io.github.ascent4j.core.checkpoint;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.TensorFile;
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
  /** Within this time of a checkpoint a sparing callback writes none. */
  private static final long SECOND_NANOS = 1_000_000_000;

  /**
   * When checkpoints are written, beside that at the end.
   *
   * @param every steps between checkpoints
   * @param everyEpisodes episodes between checkpoints beside those; 0 for none
   * @param sparing whether one that is due by steps is left out within a second of the last one: a
   *     training of a few seconds should not spend them waiting for the disk
   */
  public record Occasions(long every, long everyEpisodes, boolean sparing) {
    public Occasions {
      if (every < 1) {
        throw new IllegalArgumentException("every " + every + " must be at least 1 step");
      }
      if (everyEpisodes < 0) {
        throw new IllegalArgumentException(
            "everyEpisodes " + everyEpisodes + " must not be negative; 0 counts steps only");
      }
    }
  }

  /**
   * What belongs to a checkpoint. It is written before the checkpoint itself, so that whatever a
   * kill leaves behind, the newest checkpoint has all of it.
   */
  public interface Companions {
    /** Nothing. */
    Companions NONE = new Companions() {};

    /** Writes what belongs to the training as it is now. */
    default void write(TrainingView training) throws IOException {}

    /** A state is kept, in memory or on the disk: what belongs to it is to be kept as well. */
    default void keep() {}

    /** Writes what belongs to the state kept last, of that many steps. */
    default void writeKept(long steps, TensorFile state) throws IOException {}

    /** How good the agent was at that many steps; the best checkpoint stays. NaN if not known. */
    default double score(long steps) {
      return Double.NaN;
    }
  }

  private final Path path;
  private final CheckpointFolder folder;
  private final Occasions occasions;
  private final int keep;
  private final Companions companions;
  private final LastGoodState lastGood = new LastGoodState();
  private long stepsBefore;
  private long episodesBefore;
  private long written = -1;
  private long writtenNanos;

  /**
   * @param folder of this training's own; made if it does not exist
   * @param every steps between checkpoints
   * @param keep how many of the newest stay
   */
  public CheckpointCallback(Path folder, long every, int keep) {
    this(folder, new Occasions(every, 0, false), keep, Companions.NONE);
  }

  /**
   * @param folder of this training's own; made if it does not exist
   * @param keep how many of the newest stay, beside the one with the best score
   */
  public CheckpointCallback(Path folder, Occasions occasions, int keep, Companions companions) {
    Ranges.atLeast("keep", keep, 1);
    path = folder;
    this.folder = new CheckpointFolder(folder);
    this.occasions = occasions;
    this.keep = keep;
    this.companions = companions;
  }

  /** Steps of the newest checkpoint written here, or {@linkplain #resume resumed} from; or -1. */
  public synchronized long written() {
    return written;
  }

  /** Says that this training goes on from its checkpoint of that many steps. */
  public synchronized void resume(long steps) {
    written = steps;
    writtenNanos = System.nanoTime();
  }

  /**
   * Keeps the first state.
   *
   * @throws IllegalStateException if this training starts anew over another one's checkpoints
   */
  @Override
  public void onStart(TrainingView training) {
    stepsBefore = training.steps();
    episodesBefore =
        training.lastEpisodes().isEmpty() ? 0 : training.lastEpisodes().getLast().number();
    checkOwn(training);
    keep(training);
  }

  private void checkOwn(TrainingView training) {
    try {
      Optional<CheckpointFolder.Checkpoint> newest = folder.newest();
      if (written < 0 && training.steps() == 0 && newest.isPresent() && newest.get().steps() > 0) {
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
    boolean bySteps = crosses(occasions.every, stepsBefore, progress.steps());
    boolean byEpisodes = crosses(occasions.everyEpisodes, episodesBefore, progress.episodes());
    stepsBefore = progress.steps();
    episodesBefore = progress.episodes();
    if (byEpisodes || (bySteps && !(occasions.sparing && withinSecond()))) {
      save(training);
    }
    keep(training);
    return Decision.CONTINUE;
  }

  private static boolean crosses(long every, long before, long after) {
    return every > 0 && before / every != after / every;
  }

  private boolean withinSecond() {
    return written >= 0 && System.nanoTime() - writtenNanos <= SECOND_NANOS;
  }

  @Override
  public void onEnd(TrainingView training) {
    if (written != training.steps()) {
      save(training);
    }
  }

  /** Writes the last good state, where no newer one is on the disk. */
  @Override
  public void onFailure(TrainingView training, Throwable failure) {
    writeLastGood();
  }

  /**
   * Writes the last good state, where no newer one is on the disk. May be called by another thread
   * than the one that trains, if that one does not come back from a step.
   */
  public synchronized void writeLastGood() {
    try {
      if (lastGood.steps() <= written) {
        return;
      }
      Optional<TensorFile> state = lastGood.state();
      if (state.isPresent()) {
        Files.createDirectories(path);
        companions.writeKept(lastGood.steps(), state.get());
        write(lastGood.steps(), state.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void keep(TrainingView training) {
    try {
      // What is on the disk is as good as a copy.
      if (written == training.steps() || lastGood.keep(training)) {
        companions.keep();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a checkpoint now, and deletes those that need not stay. */
  public synchronized void save(TrainingView training) {
    try {
      Files.createDirectories(path);
      companions.write(training);
      write(training.steps(), training.snapshot());
      folder.prune(keep, companions::score);
      writtenNanos = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(long steps, TensorFile state) throws IOException {
    Safetensors.write(folder.checkpoint(steps), state);
    written = steps;
  }
}
