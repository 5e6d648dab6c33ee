package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.MonteCarlo;
import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.advantage.StepArrays;
import io.github.ascent4j.core.loss.Diagnostics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first step of every update: fills a rollout's advantages, which weigh its actions, and its
 * returns, which the critic learns. It applies the estimators of {@code core.advantage} with the
 * settings of now, and keeps what they remember from one update to the next.
 */
public abstract sealed class AdvantageStep
    permits GeneralizedAdvantages, ReturnWeights, ContinuedReturns {
  private final Setting gamma;
  private final Standardization standardization;
  private Standardization.@Nullable Single single;
  private RewardStandardization perEpisode = RewardStandardization.NONE;

  /**
   * @param settings where the discount is added
   * @param standardization how advantages are normalised, if they are
   */
  AdvantageStep(ScheduledSettings settings, Schedule gamma, Standardization standardization) {
    this.gamma = settings.add(gamma);
    this.standardization = standardization;
  }

  /**
   * Generalised advantages beside a critic whose returns may be scaled.
   *
   * @param settings where the discount and lambda are added, in this order
   */
  public static AdvantageStep generalized(
      ScheduledSettings settings, AdvantageConfig config, CriticTarget target) {
    return new GeneralizedAdvantages(settings, config, target, new ReturnScaling());
  }

  /**
   * Generalised advantages beside a critic whose returns are never scaled, so that nothing is
   * remembered.
   *
   * @param settings where the discount and lambda are added, in this order
   */
  public static AdvantageStep generalized(
      ScheduledSettings settings, AdvantageConfig config, ValueTarget target) {
    return new GeneralizedAdvantages(settings, config, new CriticTarget(target, false), null);
  }

  /**
   * Discounted rewards, of the whole episode or of what follows an action.
   *
   * @param settings where the discount is added, and lambda, which is not read
   * @param toGo whether only the rewards that follow an action weigh it
   * @param critic whether the critic's value is subtracted
   */
  public static AdvantageStep returns(
      ScheduledSettings settings, AdvantageConfig config, boolean toGo, boolean critic) {
    return new ReturnWeights(settings, config, toGo, critic);
  }

  /**
   * Discounted rewards that follow an action, without a critic. An episode that was cut, or that
   * still goes on, is continued with the mean return of the batches before: 0 unless returns are
   * normalised.
   *
   * @param settings where the discount is added
   * @param normalize whether returns are normalised by those of the batches before
   */
  public static AdvantageStep continuedReturns(
      ScheduledSettings settings, Schedule gamma, boolean normalize) {
    return new ContinuedReturns(settings, gamma, normalize);
  }

  /** Normalises advantages over the batch from now on, if {@code normalize}. */
  public final AdvantageStep normalized(boolean normalize) {
    return normalized(normalize, Standardization.Single.KEPT);
  }

  /**
   * Normalises advantages over the batch from now on, if {@code normalize}.
   *
   * @param alone what becomes of an advantage that is alone
   */
  public final AdvantageStep normalized(boolean normalize, Standardization.Single alone) {
    single = normalize ? alone : null;
    return this;
  }

  /** Standardises rewards or returns of each episode from now on. */
  public final AdvantageStep perEpisode(RewardStandardization what) {
    perEpisode = what;
    return this;
  }

  /** Fills advantages and returns, before advantages are normalised. */
  abstract void weigh(RolloutBuffer rollout, double discount);

  /** Whether the rollout has values of a critic. */
  abstract boolean hasCritic();

  /** Fills advantages and returns of a rollout. */
  public final void estimate(RolloutBuffer rollout) {
    standardizeEpisodes(RewardStandardization.REWARDS, rollout, rollout.rewards);
    weigh(rollout, gamma.value());
    if (single != null) {
      standardization.apply(rollout.advantages, rollout.size(), rollout.validOrNull(), single);
    }
  }

  /**
   * {@code 1 - var(R - V) / var(R)} with returns and values of the rollout's valid steps; NaN
   * without a critic.
   */
  public final double explainedVariance(RolloutBuffer rollout) {
    if (!hasCritic()) {
      return Double.NaN;
    }
    boolean[] valid = rollout.validOrNull();
    float @Nullable [] weights = null;
    if (valid != null) {
      weights = new float[rollout.size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = valid[i] ? 1 : 0;
      }
    }
    return Diagnostics.explainedVariance(rollout.values, rollout.returns, weights, rollout.size());
  }

  /** Standardises {@code values} of each episode, if that is what the settings say. */
  final void standardizeEpisodes(
      RewardStandardization what, RolloutBuffer rollout, float[] values) {
    if (perEpisode == what) {
      RewardStandardization.perEpisode(
          rollout.steps(), rollout.environments(), values, rollout.terminated, rollout.truncated);
    }
  }

  /** The steps of a rollout, as estimators read them. */
  static StepArrays steps(RolloutBuffer rollout) {
    return new StepArrays(
        rollout.steps(),
        rollout.environments(),
        rollout.rewards,
        rollout.values,
        rollout.terminated,
        rollout.truncated,
        rollout.finalValues,
        rollout.bootstrapValues);
  }

  /** Fills returns with the discounted rewards that follow each step. */
  static void rewardsToGo(RolloutBuffer rollout, double discount) {
    MonteCarlo.rewardToGo(steps(rollout), discount, rollout.returns);
  }

  /** Writes what is kept from one update to the next, beside the settings. */
  void save(DataOutput out) throws IOException {}

  /** Takes over what {@link #save} wrote. */
  void restore(DataInput in) throws IOException {}
}
