package io.github.ascent4j.core.update;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An algorithm's update: from a rollout to changed parameters. */
public interface Learner {
  /**
   * Learns from a rollout in which advantages and returns are not yet filled.
   *
   * @param progress that the schedules are read at
   */
  AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress);

  /** Writes what is kept from one update to the next, beside network and optimiser. */
  void save(DataOutput out) throws IOException;

  /** Takes over what {@link #save} wrote. */
  void restore(DataInput in) throws IOException;
}
