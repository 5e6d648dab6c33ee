package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * What every algorithm has.
 *
 * @param learningRate step size of the optimiser, of the policy's where the critic has its own
 * @param maxGradientNorm limit of the gradient's global norm; Infinity for none
 * @param annealing which progress the schedules follow
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param policy the default network and action mapping
 */
public record CommonConfig(
    Schedule learningRate,
    Schedule maxGradientNorm,
    Annealing annealing,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    PolicyConfig policy)
    implements SettingGroup {

  public CommonConfig {
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
  }

  /**
   * Adam with that step size, no limit of the gradient, nothing normalised, the default network.
   */
  public static CommonConfig of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * Adam with that step size, no limit of the gradient, nothing normalised, the default network.
   */
  public static CommonConfig of(Schedule learningRate) {
    return new CommonConfig(
        learningRate,
        Schedule.constant(Double.POSITIVE_INFINITY),
        Annealing.BEFORE_ROLLOUT,
        NormalizationConfig.NONE,
        OptimizerConfig.ADAM,
        PolicyConfig.DEFAULT);
  }

  /**
   * Refuses a critic that shares layers with the policy.
   *
   * @throws IllegalArgumentException if it does
   */
  public void checkCriticApart() {
    if (policy.sharedTrunk()) {
      throw new IllegalArgumentException(
          "policy.sharedTrunk true: the critic has an optimiser of its own here, so it needs layers"
              + " of its own; set it to false");
    }
  }
}
