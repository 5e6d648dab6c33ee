package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.CriticTargetSettings;
import io.github.ascent4j.core.update.NaturalGradientConfig;
import io.github.ascent4j.core.update.NaturalGradientSettings;

/**
 * Every setting of the natural policy gradient. The critic's optimiser is the only one that steps:
 * {@code learningRate}, {@code maxGradientNorm} and {@code optimizer} are its own.
 *
 * <p>Derived counts, for B environments: a training of n steps makes {@code ceil(n / (T B))}
 * updates.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param advantages how advantages are estimated
 * @param criticTarget what the critic learns
 * @param actorStepSize how many times the natural gradient is added; Infinity where only targetKl
 *     limits the step
 * @param targetKl divergence that a step may reach in the quadratic model, which shortens longer
 *     ones; Infinity where only actorStepSize says how long it is
 * @param naturalGradient what it has in common with TRPO
 * @param common what every algorithm has
 */
public record NpgConfig(
    int rolloutSteps,
    AdvantageConfig advantages,
    CriticTarget criticTarget,
    Schedule actorStepSize,
    Schedule targetKl,
    NaturalGradientConfig naturalGradient,
    CommonConfig common)
    implements RolloutSettings<NpgConfig>,
        CriticTargetSettings<NpgConfig>,
        NaturalGradientSettings<NpgConfig> {

  public NpgConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.startsAboveZero("actorStepSize", actorStepSize, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("targetKl", targetKl, Double.POSITIVE_INFINITY);
    if (Double.isInfinite(actorStepSize.start()) && Double.isInfinite(targetKl.start())) {
      throw new IllegalArgumentException(
          "actorStepSize "
              + actorStepSize
              + " and targetKl "
              + targetKl
              + " set no limit to a step; make one of them finite");
    }
    common.checkCriticApart();
  }

  @Override
  public boolean criticApart() {
    return true;
  }

  /** tianshou's NPG with its defaults, whose steps per batch are counted over all environments. */
  public static NpgConfig tianshou(int environments) {
    return NpgConventions.tianshou(environments);
  }

  public NpgConfig withActorStepSize(Schedule value) {
    return with("actorStepSize", value);
  }

  public NpgConfig withActorStepSize(double value) {
    return with("actorStepSize", value);
  }

  public NpgConfig withTargetKl(Schedule value) {
    return with("targetKl", value);
  }

  public NpgConfig withTargetKl(double value) {
    return with("targetKl", value);
  }
}
