package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.update.NaturalGradient;
import io.github.ascent4j.core.update.ValueTarget;

/**
 * Every setting of trust region policy optimisation.
 *
 * <p>Derived counts, for B environments: a training of n steps makes {@code ceil(n / (T B))}
 * updates.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param minibatchSize samples of a critic's step, the last ones of an epoch may be fewer; 0 for
 *     the whole batch
 * @param criticEpochs passes of the critic over the batch; n_critic_updates of Stable-Baselines3,
 *     optim_critic_iters of tianshou
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1
 * @param valueTarget what the critic learns
 * @param scaleReturns whether the critic learns returns divided by their running deviation:
 *     tianshou's reward_normalization
 * @param targetKl largest mean divergence of an update; max_kl of tianshou, delta of Spinning Up
 * @param klDirection which divergence that is
 * @param lineSearchShrinkingFactor what a step is multiplied by that goes too far or makes nothing
 *     better, above 0 and below 1
 * @param lineSearchMaxIterations steps tried at most; without success the policy stays as it was
 * @param subSamplingFactor of so many samples one is read by the policy's update, drawn at random;
 *     1 for all
 * @param cgMaxSteps steps of conjugate gradients at most
 * @param cgDamping added to the diagonal of the Fisher matrix
 * @param learningRate step size of the critic's optimiser, the only one that steps
 * @param maxGradientNorm limit of the norm of the critic's gradient; Infinity for none
 * @param normalizeAdvantages whether advantages are normalised over the batch
 * @param advantageStandardization how advantages are normalised
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalization running normalisation of observations and rewards
 * @param optimizer the critic's optimiser
 * @param policy the default network and action mapping
 */
public record TrpoConfig(
    int rolloutSteps,
    int minibatchSize,
    int criticEpochs,
    Schedule gamma,
    Schedule gaeLambda,
    ValueTarget valueTarget,
    boolean scaleReturns,
    Schedule targetKl,
    NaturalGradient.KlDirection klDirection,
    double lineSearchShrinkingFactor,
    int lineSearchMaxIterations,
    int subSamplingFactor,
    int cgMaxSteps,
    double cgDamping,
    Schedule learningRate,
    Schedule maxGradientNorm,
    boolean normalizeAdvantages,
    Standardization advantageStandardization,
    Annealing annealing,
    boolean bootstrapTruncated,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public TrpoConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.atLeast("minibatchSize", minibatchSize, 0);
    Ranges.atLeast("criticEpochs", criticEpochs, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
    Ranges.startsAboveZero("targetKl", targetKl, 1e6);
    if (!(lineSearchShrinkingFactor > 0 && lineSearchShrinkingFactor < 1)) {
      throw new IllegalArgumentException(
          "lineSearchShrinkingFactor "
              + lineSearchShrinkingFactor
              + " must be above 0.0 and below 1.0");
    }
    Ranges.atLeast("lineSearchMaxIterations", lineSearchMaxIterations, 1);
    Ranges.atLeast("subSamplingFactor", subSamplingFactor, 1);
    Ranges.atLeast("cgMaxSteps", cgMaxSteps, 1);
    Ranges.within("cgDamping", cgDamping, 0, 1e6);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
    if (scaleReturns && valueTarget != ValueTarget.LAMBDA_RETURN) {
      throw new IllegalArgumentException(
          "scaleReturns true goes with valueTarget LAMBDA_RETURN, not " + valueTarget);
    }
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

  /** Stable-Baselines3's TRPO with its defaults. */
  public static TrpoConfig sb3() {
    return TrpoConventions.sb3();
  }

  public TrpoConfig withRolloutSteps(int value) {
    return ConfigRecords.replace(this, "rolloutSteps", value);
  }

  public TrpoConfig withMinibatchSize(int value) {
    return ConfigRecords.replace(this, "minibatchSize", value);
  }

  public TrpoConfig withCriticEpochs(int value) {
    return ConfigRecords.replace(this, "criticEpochs", value);
  }

  public TrpoConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public TrpoConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public TrpoConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public TrpoConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public TrpoConfig withValueTarget(ValueTarget value) {
    return ConfigRecords.replace(this, "valueTarget", value);
  }

  public TrpoConfig withScaleReturns(boolean value) {
    return ConfigRecords.replace(this, "scaleReturns", value);
  }

  public TrpoConfig withTargetKl(Schedule value) {
    return ConfigRecords.replace(this, "targetKl", value);
  }

  public TrpoConfig withTargetKl(double value) {
    return withTargetKl(Schedule.constant(value));
  }

  public TrpoConfig withKlDirection(NaturalGradient.KlDirection value) {
    return ConfigRecords.replace(this, "klDirection", value);
  }

  public TrpoConfig withLineSearchShrinkingFactor(double value) {
    return ConfigRecords.replace(this, "lineSearchShrinkingFactor", value);
  }

  public TrpoConfig withLineSearchMaxIterations(int value) {
    return ConfigRecords.replace(this, "lineSearchMaxIterations", value);
  }

  public TrpoConfig withSubSamplingFactor(int value) {
    return ConfigRecords.replace(this, "subSamplingFactor", value);
  }

  public TrpoConfig withCgMaxSteps(int value) {
    return ConfigRecords.replace(this, "cgMaxSteps", value);
  }

  public TrpoConfig withCgDamping(double value) {
    return ConfigRecords.replace(this, "cgDamping", value);
  }

  public TrpoConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public TrpoConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public TrpoConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public TrpoConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public TrpoConfig withNormalizeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "normalizeAdvantages", value);
  }

  public TrpoConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public TrpoConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public TrpoConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public TrpoConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public TrpoConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public TrpoConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
