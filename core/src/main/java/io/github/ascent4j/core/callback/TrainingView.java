package io.github.ascent4j.core.callback;

import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A training as callbacks see it: to be read, not changed. Valid during the call it is given to.
 */
public interface TrainingView {
  /** The algorithm's name, for example {@code ppo}. */
  String algorithm();

  /** The environment's name, for example {@code CartPole-v1}. */
  String environment();

  /** B, the number of environments. */
  int environments();

  long seed();

  /** The settings of the algorithm by name. */
  Map<String, Json> settings();

  /**
   * Whether that very object is the environment it trains in, so that playing it would change the
   * training.
   */
  default boolean trainsIn(Object environment) {
    return false;
  }

  /** Steps taken so far over all environments, earlier parts of a resumed training included. */
  long steps();

  /** Steps asked for. */
  long totalSteps();

  /** Updates made so far. */
  long iteration();

  /** The last episodes that have ended, up to 100, oldest first; a resumed training knows them. */
  List<EpisodeSummary> lastEpisodes();

  /**
   * Records a number, which every logger has in its next row under that name: a column of a table,
   * a curve of TensorBoard. Of several values between two rows the last one is taken; what is
   * recorded after a row was written is in the next one, and what comes after the last row of a
   * training is in none. Called in the thread that trains, in {@link TrainingCallback#onStart},
   * {@link TrainingCallback#onRollout} and {@link TrainingCallback#onUpdate}.
   *
   * {@snippet file="io/github/ascent4j/examples/monitor/WatchTraining.java" region="callback"}
   *
   * @param name letters, digits and signs, such as {@code my/success_rate}
   * @param value NaN where there is none
   * @throws IllegalArgumentException if the name is no such one, or begins as those of the library:
   *     {@code time/}, {@code rollout/}, {@code train/}, {@code info/}
   */
  default void record(String name, double value) {
    recorded().record(name, value);
  }

  /**
   * What callbacks have recorded, for one who writes rows. A view of no real training forgets it.
   */
  default RecordedFigures recorded() {
    return new RecordedFigures();
  }

  /** A copy of the agent as it is now; training goes on without changing it. */
  SavedAgent agent();

  /**
   * A copy of everything that decides how the training goes on, to be written as a checkpoint.
   *
   * @throws IllegalStateException in the middle of an iteration: in {@link
   *     TrainingCallback#onRollout} and {@link TrainingCallback#onFailure}
   */
  TensorFile snapshot() throws IOException;

  /**
   * Room for copies of the same, which cost less than {@link #snapshot} as long as nobody looks at
   * them. Stays valid beyond the call.
   */
  default StateCopy copy() {
    return new SnapshotCopy(this);
  }
}
