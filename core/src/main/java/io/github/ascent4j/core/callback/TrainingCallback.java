package io.github.ascent4j.core.callback;

import io.github.ascent4j.core.result.TrainingProgress;
import java.util.List;

/**
 * A user's own code within a training. All calls come from the thread that trains, in this order:
 * {@link #onStart}, then {@link #onRollout} and {@link #onUpdate} for each iteration, then {@link
 * #onEnd}.
 *
 * <p>A callback that throws ends the training with its exception; of the others only {@link
 * #onFailure} is called from then on. Views must not be kept beyond the call. A callback that draws
 * random numbers draws its own: the training gives the same bits with and without callbacks.
 *
 * {@snippet file="io/github/ascent4j/examples/monitor/WatchTraining.java" region="callback"}
 */
public interface TrainingCallback {
  /** What is to follow. */
  enum Decision {
    CONTINUE,
    /** End the training after this update, as if its steps were done. */
    STOP
  }

  /** Called once, before the first rollout of a training that starts or resumes. */
  default void onStart(TrainingView training) {}

  /** Called after each rollout, before the update that learns from it. */
  default void onRollout(TrainingView training, RolloutView rollout) {}

  /** Called after each update. */
  default Decision onUpdate(TrainingView training, TrainingProgress progress) {
    return Decision.CONTINUE;
  }

  /** Called once, when the training is done or stopped; not after an exception. */
  default void onEnd(TrainingView training) {}

  /**
   * Called in place of all further calls when an iteration fails: by its environment, because the
   * network has diverged, or by a callback. What this throws is added to the failure as suppressed.
   *
   * @param failure what the training is about to throw
   */
  default void onFailure(TrainingView training, Throwable failure) {}

  /** All callbacks as one, called in their order; each hears of every event, even of a stop. */
  static TrainingCallback all(List<? extends TrainingCallback> callbacks) {
    return new CallbackGroup(List.copyOf(callbacks));
  }
}
