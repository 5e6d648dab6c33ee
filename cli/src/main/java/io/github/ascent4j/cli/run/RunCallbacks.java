package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of a run, of which it is known whether one of them could not write: that is the
 * folder's fault and not the training's.
 */
final class RunCallbacks implements TrainingCallback {
  private final TrainingCallback callbacks;
  private @Nullable IOException unwritten;

  RunCallbacks(TrainingCallback callbacks) {
    this.callbacks = callbacks;
  }

  /** What kept a callback from writing, if one was. */
  @Nullable IOException unwritten() {
    return unwritten;
  }

  private void noting(Runnable call) {
    try {
      call.run();
    } catch (UncheckedIOException e) {
      unwritten = e.getCause();
      throw e;
    }
  }

  @Override
  public void onStart(TrainingView training) {
    noting(() -> callbacks.onStart(training));
  }

  @Override
  public void onRollout(TrainingView training, RolloutView rollout) {
    callbacks.onRollout(training, rollout);
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    Decision[] decision = {Decision.CONTINUE};
    noting(() -> decision[0] = callbacks.onUpdate(training, progress));
    return decision[0];
  }

  @Override
  public void onEnd(TrainingView training) {
    noting(() -> callbacks.onEnd(training));
  }

  /** A folder that could not be written to is left as it is. */
  @Override
  public void onFailure(TrainingView training, Throwable failure) {
    if (unwritten == null) {
      callbacks.onFailure(training, failure);
    }
  }
}
