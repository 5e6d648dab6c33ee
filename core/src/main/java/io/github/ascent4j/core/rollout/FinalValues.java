package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.ActorCriticPolicy;

/**
 * What stands in for the rest of episodes that were truncated: the values of their last
 * observations, or nothing, as if they had terminated.
 */
final class FinalValues {
  private final ActorCriticPolicy policy;
  private final StepChecks checks;
  private final boolean bootstrapped;
  private final boolean keptPlain;

  /**
   * @param bootstrapped whether the last observations are valued
   * @param keptPlain whether they are kept in the environment's units, to be normalised later
   */
  FinalValues(
      ActorCriticPolicy policy, StepChecks checks, boolean bootstrapped, boolean keptPlain) {
    this.policy = policy;
    this.checks = checks;
    this.bootstrapped = bootstrapped;
    this.keptPlain = keptPlain;
  }

  /**
   * Values a group's truncated episodes.
   *
   * @param count how many rows of its finals are in use
   */
  void record(ActingGroup group, RolloutBuffer buffer, int t, int count) {
    int row = t * buffer.environments();
    if (bootstrapped) {
      value(group, buffer, t, count);
    }
    for (int k = 0; k < count; k++) {
      buffer.finalValues[row + group.finalCopies[k]] = bootstrapped ? group.values[k] : 0;
    }
  }

  private void value(ActingGroup group, RolloutBuffer buffer, int t, int count) {
    int row = t * buffer.environments();
    float[] numbers = group.finals.network.numbers;
    int rowSize = group.finals.rowSize();
    for (int k = 0; k < count; k++) {
      checks.finalObservation(numbers, k * rowSize, group.finalCopies[k], t);
    }
    if (keptPlain) {
      keep(group, buffer, row, count);
    }
    policy.normalize(numbers, count, rowSize);
    group.finals.network.count = count;
    policy.values(group.finals.network, group.values);
    if (!keptPlain) {
      keep(group, buffer, row, count);
    }
  }

  private static void keep(ActingGroup group, RolloutBuffer buffer, int row, int count) {
    if (!buffer.shape().finalObservations()) {
      return;
    }
    int rowSize = group.finals.rowSize();
    int imageSize = buffer.shape().imageSize();
    float[] numbers = group.finals.network.numbers;
    byte[] images = group.finals.network.images;
    for (int k = 0; k < count; k++) {
      int sample = row + group.finalCopies[k];
      System.arraycopy(numbers, k * rowSize, buffer.finalObservations, sample * rowSize, rowSize);
      System.arraycopy(images, k * imageSize, buffer.finalImages, sample * imageSize, imageSize);
    }
  }
}
