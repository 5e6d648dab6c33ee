package io.github.ascent4j.core.rollout;

import java.util.Locale;
import java.util.Optional;

/** The reward of largest magnitude that a training has seen, and where it came from. */
final class LargestReward {
  /** Negative before the first reward. */
  double magnitude = -1;

  private double reward;
  private int copy;
  private int step;
  private long steps;
  private long episodes;

  /**
   * Takes a larger one.
   *
   * @param newStep step of the copy's episode, from 1
   * @param newSteps steps of the training, over all copies
   * @param newEpisodes that have ended before
   */
  void note(double newReward, int newCopy, int newStep, long newSteps, long newEpisodes) {
    magnitude = Math.abs(newReward);
    reward = newReward;
    copy = newCopy;
    step = newStep;
    steps = newSteps;
    episodes = newEpisodes;
  }

  /** What is known of it; nothing before the first reward. */
  Optional<Extreme> extreme() {
    String when =
        String.format(
            Locale.ROOT,
            "at step %d of its episode (%,d steps and %,d episodes into the training)",
            step,
            steps,
            episodes);
    return magnitude < 0
        ? Optional.empty()
        : Optional.of(new Extreme("reward", reward, copy, when));
  }
}
