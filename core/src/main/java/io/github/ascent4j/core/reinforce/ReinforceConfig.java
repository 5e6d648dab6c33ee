package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.policy.action.ActionMapping;

/**
 * Every setting of REINFORCE (Williams 1992, "Simple statistical gradient-following algorithms for
 * connectionist reinforcement learning") in tianshou's form.
 *
 * <p>Derived counts, for B environments: a batch has {@code T B} samples or whole episodes; a
 * minibatch has {@code minibatchSize} of them, the last up to one less than twice as many.
 *
 * @param rolloutSteps T, steps of each environment between updates; 0 if {@code episodes} is given
 * @param episodes episodes between updates; 0 if {@code rolloutSteps} is given
 * @param minibatchSize samples of a minibatch, a shorter last one joining the one before; 0 for all
 *     at once
 * @param repeats passes over each batch
 * @param gamma discount, 0 to 1
 * @param learningRate step size of the optimiser
 * @param normalizeReturns whether returns are normalised by running statistics, whose mean then
 *     stands in for what a cut episode would have earned
 * @param sumActionDimensions whether log-probabilities of an action's dimensions are summed; a
 *     plain Normal in tianshou averages them
 * @param maxGradientNorm limit of the gradient's norm; Infinity for none
 * @param deterministicEvaluation whether evaluations during training take the most probable actions
 * @param annealing which progress the schedules follow
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param policy the default network and action mapping
 */
public record ReinforceConfig(
    int rolloutSteps,
    int episodes,
    int minibatchSize,
    int repeats,
    Schedule gamma,
    Schedule learningRate,
    boolean normalizeReturns,
    boolean sumActionDimensions,
    Schedule maxGradientNorm,
    boolean deterministicEvaluation,
    Annealing annealing,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public ReinforceConfig {
    if (rolloutSteps < 0 || episodes < 0 || (rolloutSteps == 0) == (episodes == 0)) {
      throw new IllegalArgumentException(
          "rolloutSteps "
              + rolloutSteps
              + " and episodes "
              + episodes
              + ": give one of them a positive number and the other 0");
    }
    Ranges.atLeast("minibatchSize", minibatchSize, 0);
    Ranges.atLeast("repeats", repeats, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
  }

  private ReinforceConfig withLength(int steps, int number) {
    return new ReinforceConfig(
        steps,
        number,
        minibatchSize,
        repeats,
        gamma,
        learningRate,
        normalizeReturns,
        sumActionDimensions,
        maxGradientNorm,
        deterministicEvaluation,
        annealing,
        normalization,
        optimizer,
        policy);
  }

  @Override
  public boolean hasCritic() {
    return false;
  }

  /** Truncated episodes are not valued, but given the running mean of the returns. */
  @Override
  public boolean bootstrapTruncated() {
    return false;
  }

  @Override
  public Optimization optimization() {
    return optimizer.optimization();
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return episodes > 0
        ? new RolloutLength.Episodes(1, episodes)
        : new RolloutLength.Steps(rolloutSteps);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  /**
   * tianshou's REINFORCE with the defaults of its class, trained as its MuJoCo example does, whose
   * steps per collect are counted over all environments: T is {@code ceil(2048 / environments)}.
   */
  public static ReinforceConfig tianshou(int environments) {
    return new ReinforceConfig(
        (2048 + environments - 1) / environments,
        0,
        0,
        1,
        Schedule.constant(0.99),
        Schedule.linear(1e-3),
        false,
        true,
        Schedule.constant(Double.POSITIVE_INFINITY),
        false,
        Annealing.BEFORE_ROLLOUT,
        NormalizationConfig.NONE,
        OptimizerConfig.ADAM,
        PolicyConfig.DEFAULT
            .withLogStdInit(-0.5)
            .withActionScaling(true)
            .withActionBound(ActionMapping.Bound.CLIP));
  }

  /**
   * tianshou's recipe for MuJoCo, of its {@code mujoco_reinforce.py}: {@link #tianshou} with
   * observations and returns normalised and actions bound by tanh. The policy's last layer starts
   * orthogonal with gain sqrt(2), times 0.01.
   */
  public static ReinforceConfig tianshouMujoco(int environments) {
    ReinforceConfig config = tianshou(environments);
    return config
        .withNormalizeReturns(true)
        .withNormalization(
            NormalizationConfig.NONE.withObservations(ObservationNormalization.TIANSHOU))
        .withPolicy(
            config
                .policy()
                .withActionBound(ActionMapping.Bound.TANH)
                .withPolicyGain(0.01 * Math.sqrt(2)));
  }

  /** Sets the steps between updates, in place of a number of episodes. */
  public ReinforceConfig withRolloutSteps(int value) {
    return withLength(value, 0);
  }

  /** Sets the episodes between updates, in place of a number of steps. */
  public ReinforceConfig withEpisodes(int value) {
    return withLength(0, value);
  }

  public ReinforceConfig withMinibatchSize(int value) {
    return ConfigRecords.replace(this, "minibatchSize", value);
  }

  public ReinforceConfig withRepeats(int value) {
    return ConfigRecords.replace(this, "repeats", value);
  }

  public ReinforceConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public ReinforceConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public ReinforceConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public ReinforceConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public ReinforceConfig withNormalizeReturns(boolean value) {
    return ConfigRecords.replace(this, "normalizeReturns", value);
  }

  public ReinforceConfig withSumActionDimensions(boolean value) {
    return ConfigRecords.replace(this, "sumActionDimensions", value);
  }

  public ReinforceConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public ReinforceConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public ReinforceConfig withDeterministicEvaluation(boolean value) {
    return ConfigRecords.replace(this, "deterministicEvaluation", value);
  }

  public ReinforceConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public ReinforceConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public ReinforceConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public ReinforceConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
