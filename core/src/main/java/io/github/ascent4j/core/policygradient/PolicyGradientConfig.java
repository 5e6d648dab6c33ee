package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AdvantageSettings;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;

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
 * @param advantages how weights are estimated; lambda is read with {@code useGae}
 * @param useRewardToGo whether a step is weighted by the rewards that follow it instead of the
 *     whole episode's
 * @param useGae whether a step is weighted by its generalised advantage; needs the baseline
 * @param rewardStandardization whether each episode's rewards or returns are standardised
 * @param normalizeAdvantages whether weights are normalised over the batch
 * @param singleAdvantage what normalisation makes of a weight that is alone
 * @param optimSteps steps of the policy's optimiser per update
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param reduction whether the loss is a mean or a sum over the samples
 * @param baseline whether a critic's value is subtracted from the weights
 * @param baselineLearningRate step size of the baseline's own optimiser
 * @param baselineOptimSteps steps of the baseline's optimiser per update, after the policy's
 * @param common what every algorithm has
 */
public record PolicyGradientConfig(
    int batchSize,
    int batchEpisodes,
    AdvantageConfig advantages,
    boolean useRewardToGo,
    boolean useGae,
    RewardStandardization rewardStandardization,
    boolean normalizeAdvantages,
    Standardization.Single singleAdvantage,
    int optimSteps,
    Schedule entropyCoefficient,
    Reduction reduction,
    boolean baseline,
    Schedule baselineLearningRate,
    int baselineOptimSteps,
    CommonConfig common)
    implements AdvantageSettings<PolicyGradientConfig> {

  public PolicyGradientConfig {
    Ranges.atLeast("batchSize", batchSize, 1);
    Ranges.atLeast("batchEpisodes", batchEpisodes, 1);
    Ranges.atLeast("optimSteps", optimSteps, 1);
    Ranges.atLeast("baselineOptimSteps", baselineOptimSteps, 1);
    Ranges.startsAboveZero("baselineLearningRate", baselineLearningRate, 1);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    if (useGae && !baseline) {
      throw new IllegalArgumentException(
          "useGae true needs values, but baseline is false; set baseline true");
    }
    if (advantages.bootstrapTruncated() && !baseline) {
      throw new IllegalArgumentException(
          "bootstrapTruncated true needs values, but baseline is false; set baseline true");
    }
    if (baseline && common.policy().sharedTrunk()) {
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
  public boolean criticApart() {
    return baseline;
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Episodes(batchSize, batchEpisodes);
  }

  /** prt_rl's policy gradient with its defaults. */
  public static PolicyGradientConfig prt() {
    return PolicyGradientConventions.prt();
  }

  public PolicyGradientConfig withBatchSize(int value) {
    return with("batchSize", value);
  }

  public PolicyGradientConfig withBatchEpisodes(int value) {
    return with("batchEpisodes", value);
  }

  public PolicyGradientConfig withOptimSteps(int value) {
    return with("optimSteps", value);
  }

  public PolicyGradientConfig withUseRewardToGo(boolean value) {
    return with("useRewardToGo", value);
  }

  /** Sets whether advantages are generalised; true implies the baseline, which they need. */
  public PolicyGradientConfig withUseGae(boolean value) {
    PolicyGradientConfig start = value ? withBaseline(true) : this;
    return start.with("useGae", value);
  }

  public PolicyGradientConfig withBaseline(boolean value) {
    return with("baseline", value);
  }

  public PolicyGradientConfig withBaselineLearningRate(Schedule value) {
    return with("baselineLearningRate", value);
  }

  public PolicyGradientConfig withBaselineLearningRate(double value) {
    return with("baselineLearningRate", value);
  }

  public PolicyGradientConfig withBaselineOptimSteps(int value) {
    return with("baselineOptimSteps", value);
  }

  public PolicyGradientConfig withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  public PolicyGradientConfig withSingleAdvantage(Standardization.Single value) {
    return with("singleAdvantage", value);
  }

  public PolicyGradientConfig withEntropyCoefficient(Schedule value) {
    return with("entropyCoefficient", value);
  }

  public PolicyGradientConfig withEntropyCoefficient(double value) {
    return with("entropyCoefficient", value);
  }

  public PolicyGradientConfig withReduction(Reduction value) {
    return with("reduction", value);
  }

  public PolicyGradientConfig withRewardStandardization(RewardStandardization value) {
    return with("rewardStandardization", value);
  }
}
