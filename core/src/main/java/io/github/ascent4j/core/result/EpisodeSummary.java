package io.github.ascent4j.core.result;

import java.util.Map;

/**
 * An episode that has ended in training, with the environment's own rewards.
 *
 * @param number how many episodes had ended with it, over all environments
 * @param steps steps that had been taken with its last one, over all environments
 * @param totalReward its return: the sum of its rewards
 * @param length its steps
 * @param nonzeroRewards how many of its rewards were not 0
 * @param discountedReward its discounted return: the sum of {@code discount^t r_t}
 * @param infos what its last step said beside the reward, by name, NaN where it said nothing; empty
 *     where the environment names nothing
 */
public record EpisodeSummary(
    long number,
    long steps,
    double totalReward,
    int length,
    int nonzeroRewards,
    double discountedReward,
    Map<String, Double> infos) {
  /** An episode of an environment that says nothing of its steps. */
  public EpisodeSummary(
      long number,
      long steps,
      double totalReward,
      int length,
      int nonzeroRewards,
      double discountedReward) {
    this(number, steps, totalReward, length, nonzeroRewards, discountedReward, Map.of());
  }
}
