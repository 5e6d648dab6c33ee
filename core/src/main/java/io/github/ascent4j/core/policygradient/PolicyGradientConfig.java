package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;

/**
 * Every setting of the policy gradient over batches of whole episodes (Sutton et al. 2000, "Policy
 * gradient methods for reinforcement learning with function approximation"), as prt_rl has it.
 *
 * <p>Derived counts: an update plays until episodes with at least {@code batchSize} steps have
 * ended, so it may take up to an episode more of each environment; a training of n steps ends with
 * the first update that reaches n.
 *
 * @param batchSize least steps of an update; only whole episodes count
 * @param batchEpisodes least episodes of an update
 * @param learningRate step size of the policy's optimiser
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1; read with {@code useGae}
 * @param optimSteps steps of the policy's optimiser per update
 * @param useRewardToGo whether a step is weighted by the rewards that follow it instead of the
 *     whole episode's
 * @param useGae whether a step is weighted by its generalised advantage; needs the baseline
 * @param baseline whether a critic's value is subtracted from the weights
 * @param baselineLearningRate step size of the baseline's own optimiser
 * @param baselineOptimSteps steps of the baseline's optimiser per update, after the policy's
 * @param normalizeAdvantages whether weights are normalised over the batch
 * @param advantageStandardization how weights are normalised
 * @param singleAdvantage what normalisation makes of a weight that is alone
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param maxGradientNorm limit of the gradient's norm; Infinity for none
 * @param reduction whether the loss is a mean or a sum over the samples
 * @param rewardStandardization whether each episode's rewards or returns are standardised
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param policy the default network and action mapping
 */
public record PolicyGradientConfig(
    int batchSize,
    int batchEpisodes,
    Schedule learningRate,
    Schedule gamma,
    Schedule gaeLambda,
    int optimSteps,
    boolean useRewardToGo,
    boolean useGae,
    boolean baseline,
    Schedule baselineLearningRate,
    int baselineOptimSteps,
    boolean normalizeAdvantages,
    Standardization advantageStandardization,
    Standardization.Single singleAdvantage,
    Schedule entropyCoefficient,
    Schedule maxGradientNorm,
    Reduction reduction,
    RewardStandardization rewardStandardization,
    Annealing annealing,
    boolean bootstrapTruncated,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public PolicyGradientConfig {
    Ranges.atLeast("batchSize", batchSize, 1);
    Ranges.atLeast("batchEpisodes", batchEpisodes, 1);
    Ranges.atLeast("optimSteps", optimSteps, 1);
    Ranges.atLeast("baselineOptimSteps", baselineOptimSteps, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("baselineLearningRate", baselineLearningRate, 1);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
    if (useGae && !baseline) {
      throw new IllegalArgumentException(
          "useGae true needs values, but baseline is false; set baseline true");
    }
    if (bootstrapTruncated && !baseline) {
      throw new IllegalArgumentException(
          "bootstrapTruncated true needs values, but baseline is false; set baseline true");
    }
    if (baseline && policy.sharedTrunk()) {
      throw new IllegalArgumentException(
          "baseline true needs a critic of its own, but policy.sharedTrunk is true; set one of"
              + " them back");
    }
  }

  @Override
  public boolean hasCritic() {
    return baseline;
  }

  @Override
  public Optimization optimization() {
    return optimizer.optimization();
  }

  @Override
  public boolean criticApart() {
    return baseline;
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Episodes(batchSize, batchEpisodes);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  /** prt_rl's policy gradient with its defaults. */
  public static PolicyGradientConfig prt() {
    return PolicyGradientConventions.prt();
  }

  public PolicyGradientConfig withBatchSize(int value) {
    return ConfigRecords.replace(this, "batchSize", value);
  }

  public PolicyGradientConfig withBatchEpisodes(int value) {
    return ConfigRecords.replace(this, "batchEpisodes", value);
  }

  public PolicyGradientConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public PolicyGradientConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public PolicyGradientConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public PolicyGradientConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public PolicyGradientConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public PolicyGradientConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public PolicyGradientConfig withOptimSteps(int value) {
    return ConfigRecords.replace(this, "optimSteps", value);
  }

  public PolicyGradientConfig withUseRewardToGo(boolean value) {
    return ConfigRecords.replace(this, "useRewardToGo", value);
  }

  /** Sets whether advantages are generalised; true implies the baseline, which they need. */
  public PolicyGradientConfig withUseGae(boolean value) {
    PolicyGradientConfig start = value ? withBaseline(true) : this;
    return ConfigRecords.replace(start, "useGae", value);
  }

  public PolicyGradientConfig withBaseline(boolean value) {
    return ConfigRecords.replace(this, "baseline", value);
  }

  public PolicyGradientConfig withBaselineLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "baselineLearningRate", value);
  }

  public PolicyGradientConfig withBaselineLearningRate(double value) {
    return withBaselineLearningRate(Schedule.constant(value));
  }

  public PolicyGradientConfig withBaselineOptimSteps(int value) {
    return ConfigRecords.replace(this, "baselineOptimSteps", value);
  }

  public PolicyGradientConfig withNormalizeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "normalizeAdvantages", value);
  }

  public PolicyGradientConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public PolicyGradientConfig withSingleAdvantage(Standardization.Single value) {
    return ConfigRecords.replace(this, "singleAdvantage", value);
  }

  public PolicyGradientConfig withEntropyCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "entropyCoefficient", value);
  }

  public PolicyGradientConfig withEntropyCoefficient(double value) {
    return withEntropyCoefficient(Schedule.constant(value));
  }

  public PolicyGradientConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public PolicyGradientConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public PolicyGradientConfig withReduction(Reduction value) {
    return ConfigRecords.replace(this, "reduction", value);
  }

  public PolicyGradientConfig withRewardStandardization(RewardStandardization value) {
    return ConfigRecords.replace(this, "rewardStandardization", value);
  }

  public PolicyGradientConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public PolicyGradientConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public PolicyGradientConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public PolicyGradientConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public PolicyGradientConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
