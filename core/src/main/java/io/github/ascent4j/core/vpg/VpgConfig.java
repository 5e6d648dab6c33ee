package io.github.ascent4j.core.vpg;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.AdvantageConfig;

/**
 * Every setting of the vanilla policy gradient as Spinning Up has it: fixed-length batches whose
 * cut episodes are valued, generalised advantages, one step of the policy and many of the critic,
 * which learns rewards-to-go. Spinning Up calls the step sizes pi_lr and vf_lr.
 *
 * <p>Derived counts, for B environments: a training of n steps makes {@code ceil(n / (T B))}
 * updates.
 *
 * @param rolloutSteps T, steps of each environment between updates; episodes are cut there
 * @param advantages how advantages are estimated
 * @param normalizeAdvantages whether they are normalised over the batch
 * @param criticLearningRate step size of the critic's optimiser
 * @param criticIterations steps of the critic's optimiser per update; Spinning Up calls it
 *     train_v_iters
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param common what every algorithm has
 */
public record VpgConfig(
    int rolloutSteps,
    AdvantageConfig advantages,
    boolean normalizeAdvantages,
    Schedule criticLearningRate,
    int criticIterations,
    Schedule entropyCoefficient,
    CommonConfig common)
    implements RolloutSettings<VpgConfig> {

  public VpgConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.startsAboveZero("criticLearningRate", criticLearningRate, 1);
    Ranges.atLeast("criticIterations", criticIterations, 1);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    common.checkCriticApart();
  }

  @Override
  public boolean criticApart() {
    return true;
  }

  /**
   * Spinning Up's VPG with its defaults, whose steps per epoch are counted over all environments: T
   * is {@code ceil(4000 / environments)}.
   */
  public static VpgConfig spinup(int environments) {
    return new VpgConfig(
            RolloutLength.share(4000, environments),
            AdvantageConfig.of(0.99, 0.97),
            true,
            Schedule.constant(1e-3),
            80,
            Schedule.constant(0),
            CommonConfig.of(3e-4))
        .withAdvantageStandardization(Standardization.POPULATION_PLAIN)
        .withPolicy(
            PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }

  public VpgConfig withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  public VpgConfig withCriticLearningRate(Schedule value) {
    return with("criticLearningRate", value);
  }

  public VpgConfig withCriticLearningRate(double value) {
    return with("criticLearningRate", value);
  }

  public VpgConfig withCriticIterations(int value) {
    return with("criticIterations", value);
  }

  public VpgConfig withEntropyCoefficient(Schedule value) {
    return with("entropyCoefficient", value);
  }

  public VpgConfig withEntropyCoefficient(double value) {
    return with("entropyCoefficient", value);
  }
}
