package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;

/**
 * Every setting of the synchronous advantage actor-critic (Mnih et al. 2016, "Asynchronous methods
 * for deep reinforcement learning", without the asynchrony). Start from a convention, one of {@link
 * A2cConventions}.
 *
 * <p>Derived counts, for B environments: an update takes one step with all {@code T B} samples; a
 * training of n steps makes {@code ceil(n / (T B))} updates.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1; 1 for n-step returns
 * @param scaleReturns whether the critic learns returns divided by their running deviation:
 *     tianshou's reward_normalization
 * @param learningRate step size of the optimiser
 * @param halfValueLoss whether the value error is {@code 0.5 (V - R)^2} instead of {@code (V -
 *     R)^2}
 * @param valueCoefficient weight of the value error in the loss
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param maxGradientNorm limit of the gradient's global norm; Infinity for none
 * @param normalizeAdvantages whether advantages are normalised over the batch
 * @param advantageStandardization how advantages are normalised
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param sampling how rollouts are sampled
 * @param policy the default network and action mapping
 */
public record A2cConfig(
    int rolloutSteps,
    Schedule gamma,
    Schedule gaeLambda,
    boolean scaleReturns,
    Schedule learningRate,
    boolean halfValueLoss,
    Schedule valueCoefficient,
    Schedule entropyCoefficient,
    Schedule maxGradientNorm,
    boolean normalizeAdvantages,
    Standardization advantageStandardization,
    Annealing annealing,
    boolean bootstrapTruncated,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    SamplingConfig sampling,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public A2cConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.within("valueCoefficient", valueCoefficient, 0, 1e6);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
    policy.memory().sequenceSteps(rolloutSteps);
  }

  @Override
  public boolean supportsMemory() {
    return true;
  }

  @Override
  public Optimization optimization() {
    return optimizer.optimization();
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Steps(rolloutSteps);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  /** Stable-Baselines3's A2C with its defaults. */
  public static A2cConfig sb3() {
    return A2cConventions.sb3();
  }

  public A2cConfig withSampling(SamplingConfig value) {
    return ConfigRecords.replace(this, "sampling", value);
  }

  public A2cConfig withRolloutSteps(int value) {
    return ConfigRecords.replace(this, "rolloutSteps", value);
  }

  public A2cConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public A2cConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public A2cConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public A2cConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public A2cConfig withScaleReturns(boolean value) {
    return ConfigRecords.replace(this, "scaleReturns", value);
  }

  public A2cConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public A2cConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public A2cConfig withHalfValueLoss(boolean value) {
    return ConfigRecords.replace(this, "halfValueLoss", value);
  }

  public A2cConfig withValueCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "valueCoefficient", value);
  }

  public A2cConfig withValueCoefficient(double value) {
    return withValueCoefficient(Schedule.constant(value));
  }

  public A2cConfig withEntropyCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "entropyCoefficient", value);
  }

  public A2cConfig withEntropyCoefficient(double value) {
    return withEntropyCoefficient(Schedule.constant(value));
  }

  public A2cConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public A2cConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public A2cConfig withNormalizeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "normalizeAdvantages", value);
  }

  public A2cConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public A2cConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public A2cConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public A2cConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public A2cConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public A2cConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
