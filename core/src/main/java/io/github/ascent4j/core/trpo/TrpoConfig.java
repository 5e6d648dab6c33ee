package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.CriticTargetSettings;
import io.github.ascent4j.core.update.NaturalGradient;
import io.github.ascent4j.core.update.NaturalGradientConfig;
import io.github.ascent4j.core.update.NaturalGradientSettings;

/**
 * Every setting of trust region policy optimisation. The critic's optimiser is the only one that
 * steps: {@code learningRate}, {@code maxGradientNorm} and {@code optimizer} are its own.
 *
 * <p>Derived counts, for B environments: a training of n steps makes {@code ceil(n / (T B))}
 * updates.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param advantages how advantages are estimated
 * @param criticTarget what the critic learns
 * @param targetKl largest mean divergence of an update; max_kl of tianshou, delta of Spinning Up
 * @param klDirection which divergence that is
 * @param lineSearchShrinkingFactor what a step is multiplied by that goes too far or makes nothing
 *     better, above 0 and below 1
 * @param lineSearchMaxIterations steps tried at most; without success the policy stays as it was
 * @param subSamplingFactor of so many samples one is read by the policy's update, drawn at random;
 *     1 for all
 * @param naturalGradient what it has in common with NPG
 * @param common what every algorithm has
 */
public record TrpoConfig(
    int rolloutSteps,
    AdvantageConfig advantages,
    CriticTarget criticTarget,
    Schedule targetKl,
    NaturalGradient.KlDirection klDirection,
    double lineSearchShrinkingFactor,
    int lineSearchMaxIterations,
    int subSamplingFactor,
    NaturalGradientConfig naturalGradient,
    CommonConfig common)
    implements RolloutSettings<TrpoConfig>,
        CriticTargetSettings<TrpoConfig>,
        NaturalGradientSettings<TrpoConfig> {

  public TrpoConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.startsAboveZero("targetKl", targetKl, 1e6);
    if (!(lineSearchShrinkingFactor > 0 && lineSearchShrinkingFactor < 1)) {
      throw new IllegalArgumentException(
          "lineSearchShrinkingFactor "
              + lineSearchShrinkingFactor
              + " must be above 0.0 and below 1.0");
    }
    Ranges.atLeast("lineSearchMaxIterations", lineSearchMaxIterations, 1);
    Ranges.atLeast("subSamplingFactor", subSamplingFactor, 1);
    common.checkCriticApart();
  }

  @Override
  public boolean criticApart() {
    return true;
  }

  /** Stable-Baselines3's TRPO with its defaults. */
  public static TrpoConfig sb3() {
    return TrpoConventions.sb3();
  }

  public TrpoConfig withTargetKl(Schedule value) {
    return with("targetKl", value);
  }

  public TrpoConfig withTargetKl(double value) {
    return with("targetKl", value);
  }

  public TrpoConfig withKlDirection(NaturalGradient.KlDirection value) {
    return with("klDirection", value);
  }

  public TrpoConfig withLineSearchShrinkingFactor(double value) {
    return with("lineSearchShrinkingFactor", value);
  }

  public TrpoConfig withLineSearchMaxIterations(int value) {
    return with("lineSearchMaxIterations", value);
  }

  public TrpoConfig withSubSamplingFactor(int value) {
    return with("subSamplingFactor", value);
  }
}
