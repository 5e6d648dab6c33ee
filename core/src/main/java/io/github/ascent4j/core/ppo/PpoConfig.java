package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.LossConfig;
import java.util.Set;

/**
 * Every setting of proximal policy optimisation. Start from a convention, one of {@link
 * PpoConventions}, and change what differs with the {@code with…} methods.
 *
 * <p>Derived counts, for B environments: a batch has {@code T B} samples; an epoch goes through it
 * in minibatches of {@link #minibatchSize(int)}; a training of n steps makes {@link #iterations}
 * rollouts and updates, so it may take up to one batch more than n steps.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param minibatching how an update goes through its batch
 * @param recomputeAdvantages whether every epoch estimates advantages anew, with the critic as it
 *     is then: tianshou
 * @param advantages how advantages are estimated
 * @param advantageNormalization over what they are normalised
 * @param singleAdvantage what normalisation makes of an advantage that is alone
 * @param criticTarget what the critic learns
 * @param clip how far an update may take ratios and values
 * @param loss how the loss weighs its terms
 * @param kl what holds the divergence of an update down
 * @param criticEpochs passes in which the critic learns alone, with an optimiser of its own, after
 *     the policy: Spinning Up; 0 if both learn together
 * @param criticLearningRate step size of the critic's own optimiser; read if it has one
 * @param sampling how rollouts are sampled
 * @param common what every algorithm has
 */
public record PpoConfig(
    int rolloutSteps,
    MinibatchConfig minibatching,
    boolean recomputeAdvantages,
    AdvantageConfig advantages,
    AdvantageNormalization advantageNormalization,
    Standardization.Single singleAdvantage,
    CriticTarget criticTarget,
    ClipConfig clip,
    LossConfig loss,
    KlConfig kl,
    int criticEpochs,
    Schedule criticLearningRate,
    SamplingConfig sampling,
    CommonConfig common)
    implements PpoSettings {

  public PpoConfig {
    Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
    Ranges.atLeast("criticEpochs", criticEpochs, 0);
    Ranges.startsAboveZero("criticLearningRate", criticLearningRate, 1);
    if (criticEpochs > 0 && common.policy().sharedTrunk()) {
      throw new IllegalArgumentException(
          "criticEpochs "
              + criticEpochs
              + " needs a critic of its own, but policy.sharedTrunk is true; set one of them back");
    }
    checkSequences(
        common.policy().memory().sequenceSteps(rolloutSteps), minibatching.minibatchSize());
    if (recomputeAdvantages && common.policy().memory().remembers()) {
      throw new IllegalArgumentException(
          "recomputeAdvantages true values single observations again, which a network with"
              + " policy.memory cannot do; use false");
    }
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

  @Override
  public boolean criticApart() {
    return criticEpochs > 0;
  }

  @Override
  public boolean supportsMemory() {
    return true;
  }

  @Override
  public boolean keepsPolicyOutputs() {
    return kl.klPenalty() > 0;
  }

  @Override
  public boolean keepsFinalObservations() {
    return recomputeAdvantages;
  }

  @Override
  public Set<String> startingPoints() {
    return kl.klPenaltyRule() == KlPenaltyRule.FIXED ? Set.of() : Set.of("klPenalty");
  }

  /** Samples of a batch with {@code environments} environments. */
  public int batchSize(int environments) {
    return Math.multiplyExact(rolloutSteps, environments);
  }

  /** Samples of a full minibatch, whole sequences of an agent that remembers; at most the batch. */
  public int minibatchSize(int environments) {
    int sequenceSteps = policy().memory().sequenceSteps(rolloutSteps);
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
    int minibatches = minibatching.minibatches();
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
    checkSequences(sequenceSteps, minibatching.minibatchSize());
    int size =
        minibatches > 0
            ? Math.max(1, units / minibatches)
            : minibatching.minibatchSize() / sequenceSteps;
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

  public PpoConfig withSampling(SamplingConfig value) {
    return with("sampling", value);
  }

  public PpoConfig withRecomputeAdvantages(boolean value) {
    return with("recomputeAdvantages", value);
  }

  public PpoConfig withCriticEpochs(int value) {
    return with("criticEpochs", value);
  }

  public PpoConfig withCriticLearningRate(Schedule value) {
    return with("criticLearningRate", value);
  }

  public PpoConfig withCriticLearningRate(double value) {
    return with("criticLearningRate", value);
  }

  public PpoConfig withAdvantageNormalization(AdvantageNormalization value) {
    return with("advantageNormalization", value);
  }

  public PpoConfig withSingleAdvantage(Standardization.Single value) {
    return with("singleAdvantage", value);
  }
}
