package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.update.LastMinibatch;

/**
 * Every setting of proximal policy optimisation. Start from a convention, one of {@link
 * PpoConventions}, and change what differs with the {@code with…} methods.
 *
 * <p>Derived counts, for B environments: a batch has {@code T B} samples; an epoch goes through it
 * in minibatches of {@link #minibatchSize(int)}; a training of n steps makes {@link #iterations}
 * rollouts and updates, so it may take up to one batch more than n steps.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param minibatchSize samples of a minibatch; 0 if {@code minibatches} is given
 * @param minibatches number of minibatches per epoch; 0 if {@code minibatchSize} is given
 * @param lastMinibatch what becomes of samples that fill no whole minibatch
 * @param epochs passes over each batch; prt_rl calls it num_optim_steps
 * @param recomputeAdvantages whether every epoch estimates advantages anew, with the critic as it
 *     is then: tianshou
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1
 * @param valueTarget what the critic learns
 * @param scaleReturns whether the critic learns returns divided by their running deviation:
 *     tianshou's reward_normalization
 * @param learningRate step size of the optimiser
 * @param clipRange e of the clipped surrogate; prt_rl calls it epsilon. Below 1 if {@code
 *     clipRangeHigh} differs
 * @param clipRangeHigh how far a ratio may go above 1
 * @param clipRangeLags whether clip ranges follow the progress of one update earlier: rlpyt
 * @param dualClip bound, in multiples of a negative advantage, on how much a large ratio counts:
 *     tianshou; Infinity for none
 * @param valueClipping whether and how the critic's change is clipped
 * @param valueClipRange c of the value clipping; read if there is one
 * @param halfValueLoss whether the value error is {@code 0.5 (V - R)^2} instead of {@code (V -
 *     R)^2}
 * @param valueCoefficient weight of the value error in the loss
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param maxGradientNorm limit of the gradient's global norm; Infinity for none
 * @param criticEpochs passes in which the critic learns alone, with an optimiser of its own, after
 *     the policy: Spinning Up; 0 if both learn together
 * @param criticLearningRate step size of the critic's own optimiser; read if it has one
 * @param advantageNormalization over what advantages are normalised
 * @param advantageStandardization how advantages are normalised
 * @param singleAdvantage what normalisation makes of an advantage that is alone
 * @param klPenalty first weight of KL(old || new) in the loss; 0 for no penalty
 * @param klPenaltyRule how that weight follows the divergence
 * @param klPenaltyTarget divergence that the weight aims at; read if it is adapted
 * @param targetKl an update stops early beyond this divergence; Infinity for never
 * @param klStop when and how the divergence is compared
 * @param klEstimator how the divergence is estimated
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalization running normalisation of observations and rewards
 * @param optimizer which optimiser steps
 * @param sampling how rollouts are sampled
 * @param policy the default network and action mapping
 */
public record PpoConfig(
    int rolloutSteps,
    int minibatchSize,
    int minibatches,
    LastMinibatch lastMinibatch,
    int epochs,
    boolean recomputeAdvantages,
    Schedule gamma,
    Schedule gaeLambda,
    ValueTarget valueTarget,
    boolean scaleReturns,
    Schedule learningRate,
    Schedule clipRange,
    Schedule clipRangeHigh,
    boolean clipRangeLags,
    double dualClip,
    ValueClipping valueClipping,
    Schedule valueClipRange,
    boolean halfValueLoss,
    Schedule valueCoefficient,
    Schedule entropyCoefficient,
    Schedule maxGradientNorm,
    int criticEpochs,
    Schedule criticLearningRate,
    AdvantageNormalization advantageNormalization,
    Standardization advantageStandardization,
    Standardization.Single singleAdvantage,
    double klPenalty,
    KlPenaltyRule klPenaltyRule,
    double klPenaltyTarget,
    Schedule targetKl,
    KlStop klStop,
    KlEstimator klEstimator,
    Annealing annealing,
    boolean bootstrapTruncated,
    NormalizationConfig normalization,
    OptimizerConfig optimizer,
    SamplingConfig sampling,
    PolicyConfig policy)
    implements AlgorithmConfig {

  public PpoConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.atLeast("epochs", epochs, 1);
    Ranges.atLeast("criticEpochs", criticEpochs, 0);
    if (minibatchSize < 0 || minibatches < 0 || (minibatchSize == 0) == (minibatches == 0)) {
      throw new IllegalArgumentException(
          "minibatchSize "
              + minibatchSize
              + " and minibatches "
              + minibatches
              + ": give one of them a positive number and the other 0");
    }
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
    Ranges.startsAboveZero("learningRate", learningRate, 1);
    Ranges.startsAboveZero("criticLearningRate", criticLearningRate, 1);
    Ranges.startsAboveZero("clipRange", clipRange, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("clipRangeHigh", clipRangeHigh, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("valueClipRange", valueClipRange, Double.POSITIVE_INFINITY);
    Ranges.within("valueCoefficient", valueCoefficient, 0, 1e6);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    Ranges.startsAboveZero("maxGradientNorm", maxGradientNorm, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("targetKl", targetKl, Double.POSITIVE_INFINITY);
    Ranges.within("klPenalty", klPenalty, 0, 1e6);
    if (!(klPenaltyTarget > 0 && klPenaltyTarget < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "klPenaltyTarget " + klPenaltyTarget + " must be finite and above 0");
    }
    if (!(dualClip > 1)) {
      throw new IllegalArgumentException(
          "dualClip " + dualClip + " must be above 1; Infinity sets no limit");
    }
    if (criticEpochs > 0 && policy.sharedTrunk()) {
      throw new IllegalArgumentException(
          "criticEpochs "
              + criticEpochs
              + " needs a critic of its own, but policy.sharedTrunk is true; set one of them back");
    }
    if (scaleReturns && valueTarget != ValueTarget.LAMBDA_RETURN) {
      throw new IllegalArgumentException(
          "scaleReturns true goes with valueTarget LAMBDA_RETURN, not " + valueTarget);
    }
    checkSequences(policy.memory().sequenceSteps(rolloutSteps), minibatchSize);
    if (recomputeAdvantages && policy.memory().remembers()) {
      throw new IllegalArgumentException(
          "recomputeAdvantages true values single observations again, which a network with"
              + " policy.memory cannot do; use false");
    }
  }

  /** What the critic learns. */
  public enum ValueTarget {
    /** {@code A + V}, the return of TD(lambda). */
    LAMBDA_RETURN,
    /** The discounted sum of rewards, with a value behind a cut: Spinning Up. */
    REWARD_TO_GO
  }

  /** How the weight of the KL penalty follows the divergence of an update. */
  public enum KlPenaltyRule {
    /** It stays. */
    FIXED,
    /** Times 1.5 beyond twice the target, times 0.5 below half of it: RLlib. */
    RLLIB,
    /** Doubled beyond 1.5 times the target, halved below two thirds: Schulman et al. 2017. */
    SCHULMAN
  }

  /** When an update stops because the policy has moved too far. */
  public enum KlStop {
    /** Before the first step of a minibatch beyond 1.5 times the target: Stable-Baselines3. */
    MINIBATCH,
    /** After the first epoch whose last minibatch is beyond the target: CleanRL. */
    EPOCH
  }

  /** How KL(old || new) is estimated from the ratios r of a minibatch. */
  public enum KlEstimator {
    /** {@code mean(-log r)}: Spinning Up. */
    K1,
    /** {@code mean(r - 1 - log r)}, never negative: Stable-Baselines3, CleanRL. */
    K3
  }

  private PpoConfig copy(int size, int number, Schedule low, Schedule high) {
    return new PpoConfig(
        rolloutSteps,
        size,
        number,
        lastMinibatch,
        epochs,
        recomputeAdvantages,
        gamma,
        gaeLambda,
        valueTarget,
        scaleReturns,
        learningRate,
        low,
        high,
        clipRangeLags,
        dualClip,
        valueClipping,
        valueClipRange,
        halfValueLoss,
        valueCoefficient,
        entropyCoefficient,
        maxGradientNorm,
        criticEpochs,
        criticLearningRate,
        advantageNormalization,
        advantageStandardization,
        singleAdvantage,
        klPenalty,
        klPenaltyRule,
        klPenaltyTarget,
        targetKl,
        klStop,
        klEstimator,
        annealing,
        bootstrapTruncated,
        normalization,
        optimizer,
        sampling,
        policy);
  }

  @Override
  public Optimization optimization() {
    return optimizer.optimization();
  }

  @Override
  public boolean criticApart() {
    return criticEpochs > 0;
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return new RolloutLength.Steps(rolloutSteps);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  @Override
  public boolean supportsMemory() {
    return true;
  }

  @Override
  public boolean keepsPolicyOutputs() {
    return klPenalty > 0;
  }

  @Override
  public boolean keepsFinalObservations() {
    return recomputeAdvantages;
  }

  /** Samples of a batch with {@code environments} environments. */
  public int batchSize(int environments) {
    return Math.multiplyExact(rolloutSteps, environments);
  }

  /** Samples of a full minibatch, whole sequences of an agent that remembers; at most the batch. */
  public int minibatchSize(int environments) {
    int sequenceSteps = policy.memory().sequenceSteps(rolloutSteps);
    return minibatchUnits(environments, sequenceSteps) * sequenceSteps;
  }

  /**
   * What a full minibatch holds: samples, or sequences of {@code sequenceSteps} steps if that is
   * more than 1.
   *
   * @throws IllegalArgumentException if a minibatch would hold no whole number of sequences
   */
  int minibatchUnits(int environments, int sequenceSteps) {
    int units = batchSize(environments) / sequenceSteps;
    if (sequenceSteps > 1 && minibatches > units) {
      throw new IllegalArgumentException(
          "minibatches "
              + minibatches
              + " of the "
              + units
              + " sequences that "
              + environments
              + " environments give leave some without any; use at most "
              + units
              + ", more environments or a smaller policy.memory.sequenceSteps");
    }
    checkSequences(sequenceSteps, minibatchSize);
    int size = minibatches > 0 ? Math.max(1, units / minibatches) : minibatchSize / sequenceSteps;
    return Math.min(size, units);
  }

  private static void checkSequences(int sequenceSteps, int minibatchSize) {
    if (minibatchSize % sequenceSteps != 0) {
      throw new IllegalArgumentException(
          "minibatchSize "
              + minibatchSize
              + " holds no whole number of sequences of "
              + sequenceSteps
              + " steps; use a multiple of it, or a smaller policy.memory.sequenceSteps");
    }
  }

  /** Rollouts of a training of {@code totalSteps} steps over all environments, rounded up. */
  public long iterations(long totalSteps, int environments) {
    int batch = batchSize(environments);
    return (totalSteps + batch - 1) / batch;
  }

  /** Stable-Baselines3's PPO with its defaults. */
  public static PpoConfig sb3() {
    return PpoConventions.sb3();
  }

  /** CleanRL's ppo.py with its defaults, meant for 4 environments. */
  public static PpoConfig cleanrl() {
    return PpoConventions.cleanrl();
  }

  /** prt_rl's PPO with its defaults. */
  public static PpoConfig prt(int environments) {
    return PpoConventions.prt(environments);
  }

  public PpoConfig withRolloutSteps(int value) {
    return ConfigRecords.replace(this, "rolloutSteps", value);
  }

  /** Sets the size of minibatches, and their number follows. */
  public PpoConfig withMinibatchSize(int value) {
    return copy(value, 0, clipRange, clipRangeHigh);
  }

  /** Sets the number of minibatches, and their size follows. */
  public PpoConfig withMinibatches(int value) {
    return copy(0, value, clipRange, clipRangeHigh);
  }

  public PpoConfig withSampling(SamplingConfig value) {
    return ConfigRecords.replace(this, "sampling", value);
  }

  public PpoConfig withLastMinibatch(LastMinibatch value) {
    return ConfigRecords.replace(this, "lastMinibatch", value);
  }

  public PpoConfig withEpochs(int value) {
    return ConfigRecords.replace(this, "epochs", value);
  }

  public PpoConfig withRecomputeAdvantages(boolean value) {
    return ConfigRecords.replace(this, "recomputeAdvantages", value);
  }

  public PpoConfig withGamma(Schedule value) {
    return ConfigRecords.replace(this, "gamma", value);
  }

  public PpoConfig withGamma(double value) {
    return withGamma(Schedule.constant(value));
  }

  public PpoConfig withGaeLambda(Schedule value) {
    return ConfigRecords.replace(this, "gaeLambda", value);
  }

  public PpoConfig withGaeLambda(double value) {
    return withGaeLambda(Schedule.constant(value));
  }

  public PpoConfig withValueTarget(ValueTarget value) {
    return ConfigRecords.replace(this, "valueTarget", value);
  }

  public PpoConfig withScaleReturns(boolean value) {
    return ConfigRecords.replace(this, "scaleReturns", value);
  }

  public PpoConfig withLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "learningRate", value);
  }

  public PpoConfig withLearningRate(double value) {
    return withLearningRate(Schedule.constant(value));
  }

  /** Sets the clip range on both sides. */
  public PpoConfig withClipRange(Schedule value) {
    return copy(minibatchSize, minibatches, value, value);
  }

  /** Sets the clip range on both sides. */
  public PpoConfig withClipRange(double value) {
    return withClipRange(Schedule.constant(value));
  }

  public PpoConfig withClipRangeHigh(Schedule value) {
    return ConfigRecords.replace(this, "clipRangeHigh", value);
  }

  public PpoConfig withClipRangeHigh(double value) {
    return withClipRangeHigh(Schedule.constant(value));
  }

  public PpoConfig withClipRangeLags(boolean value) {
    return ConfigRecords.replace(this, "clipRangeLags", value);
  }

  public PpoConfig withDualClip(double value) {
    return ConfigRecords.replace(this, "dualClip", value);
  }

  public PpoConfig withValueClipping(ValueClipping value) {
    return ConfigRecords.replace(this, "valueClipping", value);
  }

  public PpoConfig withValueClipRange(Schedule value) {
    return ConfigRecords.replace(this, "valueClipRange", value);
  }

  public PpoConfig withValueClipRange(double value) {
    return withValueClipRange(Schedule.constant(value));
  }

  public PpoConfig withHalfValueLoss(boolean value) {
    return ConfigRecords.replace(this, "halfValueLoss", value);
  }

  public PpoConfig withValueCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "valueCoefficient", value);
  }

  public PpoConfig withValueCoefficient(double value) {
    return withValueCoefficient(Schedule.constant(value));
  }

  public PpoConfig withEntropyCoefficient(Schedule value) {
    return ConfigRecords.replace(this, "entropyCoefficient", value);
  }

  public PpoConfig withEntropyCoefficient(double value) {
    return withEntropyCoefficient(Schedule.constant(value));
  }

  public PpoConfig withMaxGradientNorm(Schedule value) {
    return ConfigRecords.replace(this, "maxGradientNorm", value);
  }

  public PpoConfig withMaxGradientNorm(double value) {
    return withMaxGradientNorm(Schedule.constant(value));
  }

  public PpoConfig withCriticEpochs(int value) {
    return ConfigRecords.replace(this, "criticEpochs", value);
  }

  public PpoConfig withCriticLearningRate(Schedule value) {
    return ConfigRecords.replace(this, "criticLearningRate", value);
  }

  public PpoConfig withCriticLearningRate(double value) {
    return withCriticLearningRate(Schedule.constant(value));
  }

  public PpoConfig withAdvantageNormalization(AdvantageNormalization value) {
    return ConfigRecords.replace(this, "advantageNormalization", value);
  }

  public PpoConfig withAdvantageStandardization(Standardization value) {
    return ConfigRecords.replace(this, "advantageStandardization", value);
  }

  public PpoConfig withSingleAdvantage(Standardization.Single value) {
    return ConfigRecords.replace(this, "singleAdvantage", value);
  }

  public PpoConfig withKlPenalty(double value) {
    return ConfigRecords.replace(this, "klPenalty", value);
  }

  public PpoConfig withKlPenaltyRule(KlPenaltyRule value) {
    return ConfigRecords.replace(this, "klPenaltyRule", value);
  }

  public PpoConfig withKlPenaltyTarget(double value) {
    return ConfigRecords.replace(this, "klPenaltyTarget", value);
  }

  public PpoConfig withTargetKl(Schedule value) {
    return ConfigRecords.replace(this, "targetKl", value);
  }

  public PpoConfig withTargetKl(double value) {
    return withTargetKl(Schedule.constant(value));
  }

  public PpoConfig withKlStop(KlStop value) {
    return ConfigRecords.replace(this, "klStop", value);
  }

  public PpoConfig withKlEstimator(KlEstimator value) {
    return ConfigRecords.replace(this, "klEstimator", value);
  }

  public PpoConfig withAnnealing(Annealing value) {
    return ConfigRecords.replace(this, "annealing", value);
  }

  public PpoConfig withBootstrapTruncated(boolean value) {
    return ConfigRecords.replace(this, "bootstrapTruncated", value);
  }

  public PpoConfig withNormalization(NormalizationConfig value) {
    return ConfigRecords.replace(this, "normalization", value);
  }

  public PpoConfig withOptimizer(OptimizerConfig value) {
    return ConfigRecords.replace(this, "optimizer", value);
  }

  public PpoConfig withPolicy(PolicyConfig value) {
    return ConfigRecords.replace(this, "policy", value);
  }
}
