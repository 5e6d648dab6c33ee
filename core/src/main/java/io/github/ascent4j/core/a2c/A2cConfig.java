package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.LossConfig;
import io.github.ascent4j.core.update.LossSettings;

/**
 * Every setting of the synchronous advantage actor-critic (Mnih et al. 2016, "Asynchronous methods
 * for deep reinforcement learning", without the asynchrony). Start from a convention, one of {@link
 * A2cConventions}.
 *
 * <p>Derived counts, for B environments: an update takes one step with all {@code T B} samples; a
 * training of n steps makes {@code ceil(n / (T B))} updates.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param advantages how advantages are estimated
 * @param normalizeAdvantages whether they are normalised over the batch
 * @param scaleReturns whether the critic learns returns divided by their running deviation:
 *     tianshou's reward_normalization
 * @param loss how the loss weighs its terms
 * @param sampling how rollouts are sampled
 * @param common what every algorithm has
 */
public record A2cConfig(
    int rolloutSteps,
    AdvantageConfig advantages,
    boolean normalizeAdvantages,
    boolean scaleReturns,
    LossConfig loss,
    SamplingConfig sampling,
    CommonConfig common)
    implements RolloutSettings<A2cConfig>, LossSettings<A2cConfig> {

  public A2cConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    common.policy().memory().sequenceSteps(rolloutSteps);
  }

  @Override
  public boolean supportsMemory() {
    return true;
  }

  /** Stable-Baselines3's A2C with its defaults. */
  public static A2cConfig sb3() {
    return A2cConventions.sb3();
  }

  public A2cConfig withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  public A2cConfig withScaleReturns(boolean value) {
    return with("scaleReturns", value);
  }

  public A2cConfig withSampling(SamplingConfig value) {
    return with("sampling", value);
  }
}
