package io.github.ascent4j.core.training;

import io.github.ascent4j.core.rollout.RolloutLength;

/**
 * A config of an algorithm that estimates advantages over the same number of steps of every
 * environment.
 *
 * @param <C> the config itself
 */
public interface RolloutSettings<C extends Record> extends AdvantageSettings<C> {
  /** T, steps of each environment between updates. */
  int rolloutSteps();

  default C withRolloutSteps(int value) {
    return with("rolloutSteps", value);
  }

  @Override
  default RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Steps(rolloutSteps());
  }
}
