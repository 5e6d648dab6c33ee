package io.github.ascent4j.core.vpg;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;

/**
 * Every setting of the vanilla policy gradient as Spinning Up has it: fixed-length batches whose
 * cut episodes are valued, generalised advantages, one step of the policy and many of the critic,
 * which learns rewards-to-go.
 *
 * <p>Derived counts, for B environments: a training of n steps makes {@code ceil(n / (T B))}
 * updates.
 *
 * @param rolloutSteps T, steps of each environment between updates; episodes are cut there
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1
 * @param learningRate step size of the policy's optimiser; Spinning Up calls it pi_lr
 * @param criticLearningRate step size of the critic's optimiser; Spinning Up calls it vf_lr
 * @param criticIterations steps of the critic's optimiser per update; Spinning Up calls it
 *     train_v_iters
 * @param normalizeAdvantages whether advantages are normalised over the batch
 * @param advantageStandardization how advantages are normalised
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param maxGradientNorm limit of the gradient's norm; Infinity for none
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param policy the default network and action mapping
 */
public record VpgConfig(
    int rolloutSteps,
    Schedule gamma,
    Schedule gaeLambda,
    Schedule learningRate,
    Schedule criticLearningRate,
    int criticIterations,
    boolean normalizeAdvantages,
    Standardization advantageStandardization,
    Schedule entropyCoefficient,
    Schedule maxGradientNorm,
    Annealing annealing,
    boolean bootstrapTruncated,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public VpgConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.atLeast("criticIterations", criticIterations, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("criticLearningRate", criticLearningRate, 1);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
    if (policy.sharedTrunk()) {
      throw new IllegalArgumentException(
          "policy.sharedTrunk true: the critic has an optimiser of its own here, so it needs layers"
              + " of its own; set it to false");
    }
  }

  @Override
  public Optimization optimization() {
    return optimizer.optimization();
  }

  @Override
  public boolean criticApart() {
    return true;
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Steps(rolloutSteps);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  /**
   * Spinning Up's VPG with its defaults, whose steps per epoch are counted over all environments: T
   * is {@code ceil(4000 / environments)}.
   */
  public static VpgConfig spinup(int environments) {
    return new VpgConfig(
        (4000 + environments - 1) / environments,
        Schedule.constant(0.99),
        Schedule.constant(0.97),
        Schedule.constant(3e-4),
        Schedule.constant(1e-3),
        80,
        true,
        Standardization.POPULATION_PLAIN,
        Schedule.constant(0),
        Schedule.constant(Double.POSITIVE_INFINITY),
        Annealing.BEFORE_ROLLOUT,
        true,
        NormalizationConfig.NONE,
        OptimizerConfig.ADAM,
        PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }

  public VpgConfig withRolloutSteps(int value) {
    return ConfigRecords.replace(this, "rolloutSteps", value);
  }

  public VpgConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public VpgConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public VpgConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public VpgConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public VpgConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public VpgConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public VpgConfig withCriticLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "criticLearningRate", value);
  }

  public VpgConfig withCriticLearningRate(double value) {
    return withCriticLearningRate(Schedule.constant(value));
  }

  public VpgConfig withCriticIterations(int value) {
    return ConfigRecords.replace(this, "criticIterations", value);
  }

  public VpgConfig withNormalizeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "normalizeAdvantages", value);
  }

  public VpgConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public VpgConfig withEntropyCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "entropyCoefficient", value);
  }

  public VpgConfig withEntropyCoefficient(double value) {
    return withEntropyCoefficient(Schedule.constant(value));
  }

  public VpgConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public VpgConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public VpgConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public VpgConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public VpgConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public VpgConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public VpgConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
