package io.github.ascent4j.mujoco.task;

/**
 * What good health is worth.
 *
 * @param reward for a step in good health
 * @param terminates whether bad health ends the episode
 * @param always whether the reward is paid in bad health too where that ends the episode, as before
 *     version 5
 */
record Health(double reward, boolean terminates, boolean always) {
  static Health of(Settings settings, boolean always) {
    return new Health(
        settings.weight("healthy_reward"), settings.flag("terminate_when_unhealthy"), always);
  }

  double reward(boolean healthy) {
    return healthy || (always && terminates) ? reward : 0;
  }

  boolean over(boolean healthy) {
    return terminates && !healthy;
  }
}
