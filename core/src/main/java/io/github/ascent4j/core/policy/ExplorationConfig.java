package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.config.ConfigRecords;

/**
 * Generalised state-dependent exploration (Raffin et al. 2021, "Smooth exploration for robotic
 * reinforcement learning") of continuous actions: the noise is the actor's last features times a
 * random matrix that each copy of the environment keeps for several steps.
 *
 * @param enabled whether actions are explored this way; everything else is idle otherwise
 * @param resampleSteps steps for which a copy keeps its matrix; 0 for the whole rollout
 * @param fullStd whether each feature has a deviation for each dimension of the action; otherwise
 *     one for all
 * @param expln whether a deviation grows slowly beyond 1, as {@code log(1 + p) + 1}, and not as
 *     {@code exp(p)}
 * @param learnFeatures whether the gradient of the deviation reaches the features
 */
public record ExplorationConfig(
    boolean enabled, int resampleSteps, boolean fullStd, boolean expln, boolean learnFeatures) {
  /** Off; once enabled, the defaults of Stable-Baselines3. */
  public static final ExplorationConfig DEFAULT =
      new ExplorationConfig(false, 0, true, false, false);

  public ExplorationConfig {
    if (resampleSteps < 0) {
      throw new IllegalArgumentException(
          "exploration.resampleSteps "
              + resampleSteps
              + " must be at least 1, or 0 to draw the noise anew with every rollout only, which is"
              + " -1 in Stable-Baselines3");
    }
  }

  public ExplorationConfig withEnabled(boolean value) {
    return ConfigRecords.replace(this, "enabled", value);
  }

  public ExplorationConfig withResampleSteps(int value) {
    return ConfigRecords.replace(this, "resampleSteps", value);
  }

  public ExplorationConfig withFullStd(boolean value) {
    return ConfigRecords.replace(this, "fullStd", value);
  }

  public ExplorationConfig withExpln(boolean value) {
    return ConfigRecords.replace(this, "expln", value);
  }

  public ExplorationConfig withLearnFeatures(boolean value) {
    return ConfigRecords.replace(this, "learnFeatures", value);
  }
}
