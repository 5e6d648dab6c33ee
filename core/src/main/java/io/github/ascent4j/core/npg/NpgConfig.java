package io.github.ascent4j.core.npg;

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
import io.github.ascent4j.core.update.ValueTarget;

/**
 * Every setting of the natural policy gradient.
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
 * @param actorStepSize how many times the natural gradient is added; Infinity where only targetKl
 *     limits the step
 * @param targetKl divergence that a step may reach in the quadratic model, which shortens longer
 *     ones; Infinity where only actorStepSize says how long it is
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
public record NpgConfig(
    int rolloutSteps,
    int minibatchSize,
    int criticEpochs,
    Schedule gamma,
    Schedule gaeLambda,
    ValueTarget valueTarget,
    boolean scaleReturns,
    Schedule actorStepSize,
    Schedule targetKl,
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

  public NpgConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.atLeast("minibatchSize", minibatchSize, 0);
    Ranges.atLeast("criticEpochs", criticEpochs, 1);
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
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

  /** tianshou's NPG with its defaults, whose steps per batch are counted over all environments. */
  public static NpgConfig tianshou(int environments) {
    return NpgConventions.tianshou(environments);
  }

  public NpgConfig withRolloutSteps(int value) {
    return ConfigRecords.replace(this, "rolloutSteps", value);
  }

  public NpgConfig withMinibatchSize(int value) {
    return ConfigRecords.replace(this, "minibatchSize", value);
  }

  public NpgConfig withCriticEpochs(int value) {
    return ConfigRecords.replace(this, "criticEpochs", value);
  }

  public NpgConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public NpgConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public NpgConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public NpgConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public NpgConfig withValueTarget(ValueTarget value) {
    return ConfigRecords.replace(this, "valueTarget", value);
  }

  public NpgConfig withScaleReturns(boolean value) {
    return ConfigRecords.replace(this, "scaleReturns", value);
  }

  public NpgConfig withActorStepSize(Schedule value) {
    return ConfigRecords.replace(this, "actorStepSize", value);
  }

  public NpgConfig withActorStepSize(double value) {
    return withActorStepSize(Schedule.constant(value));
  }

  public NpgConfig withTargetKl(Schedule value) {
    return ConfigRecords.replace(this, "targetKl", value);
  }

  public NpgConfig withTargetKl(double value) {
    return withTargetKl(Schedule.constant(value));
  }

  public NpgConfig withCgMaxSteps(int value) {
    return ConfigRecords.replace(this, "cgMaxSteps", value);
  }

  public NpgConfig withCgDamping(double value) {
    return ConfigRecords.replace(this, "cgDamping", value);
  }

  public NpgConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public NpgConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  public NpgConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public NpgConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public NpgConfig withNormalizeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "normalizeAdvantages", value);
  }

  public NpgConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public NpgConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public NpgConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public NpgConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public NpgConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public NpgConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
