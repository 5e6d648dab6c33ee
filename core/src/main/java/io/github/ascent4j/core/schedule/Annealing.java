package io.github.ascent4j.core.schedule;

/** Which progress the schedules follow. */
public enum Annealing {
  /** That before the rollout: the first update has the full value: CleanRL, Baselines, rlpyt. */
  BEFORE_ROLLOUT,
  /** That after it: the last update has the end value: Stable-Baselines3. */
  AFTER_ROLLOUT
}
