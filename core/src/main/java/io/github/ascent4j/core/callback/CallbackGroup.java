package io.github.ascent4j.core.callback;

import io.github.ascent4j.core.result.TrainingProgress;
import java.util.List;

/** Callbacks in their order; one that stops stops all, once the others have heard of the update. */
record CallbackGroup(List<TrainingCallback> callbacks) implements TrainingCallback {
  @Override
  public void onStart(TrainingView training) {
    for (TrainingCallback callback : callbacks) {
      callback.onStart(training);
    }
  }

  @Override
  public void onRollout(TrainingView training, RolloutView rollout) {
    for (TrainingCallback callback : callbacks) {
      callback.onRollout(training, rollout);
    }
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    Decision decision = Decision.CONTINUE;
    for (TrainingCallback callback : callbacks) {
      if (callback.onUpdate(training, progress) == Decision.STOP) {
        decision = Decision.STOP;
      }
    }
    return decision;
  }

  @Override
  public void onEnd(TrainingView training) {
    for (TrainingCallback callback : callbacks) {
      callback.onEnd(training);
    }
  }

  /** All are told, whatever the others make of it. */
  @Override
  public void onFailure(TrainingView training, Throwable failure) {
    for (TrainingCallback callback : callbacks) {
      try {
        callback.onFailure(training, failure);
      } catch (RuntimeException e) {
        if (!e.equals(failure)) {
          failure.addSuppressed(e);
        }
      }
    }
  }
}
