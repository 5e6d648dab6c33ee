package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.agent.Initialization;
import io.github.ascent4j.core.agent.PolicyConfig;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.schedule.Schedule;
import java.util.function.Consumer;

/**
 * Every setting of proximal policy optimisation. Start from a convention, {@link #sb3}, {@link
 * #cleanrl} or {@link #prt}, and change what differs with the {@code with…} methods.
 *
 * <p>Derived counts, for B environments: a batch has {@code T B} samples; an epoch goes through it
 * in minibatches of {@link #minibatchSize(int)}, the last of which is shorter if it does not divide
 * the batch; a training of n steps makes {@link #iterations} rollouts and updates, so it may take
 * up to one batch more than n steps.
 *
 * @param rolloutSteps T, steps of each environment between updates
 * @param minibatchSize samples of a minibatch; 0 if {@code minibatches} is given
 * @param minibatches number of minibatches per epoch; 0 if {@code minibatchSize} is given
 * @param epochs passes over each batch; prt_rl calls it num_optim_steps
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1
 * @param learningRate step size of Adam
 * @param clipRange e of the clipped surrogate; prt_rl calls it epsilon
 * @param valueClipping whether and how the critic's change is clipped
 * @param valueClipRange c of the value clipping; read if there is one
 * @param halfValueLoss whether the value error is {@code 0.5 (V - R)^2} instead of {@code (V -
 *     R)^2}
 * @param valueCoefficient weight of the value error in the loss
 * @param entropyCoefficient weight of the entropy bonus in the loss
 * @param maxGradientNorm limit of the gradient's global norm; Infinity for none
 * @param adamEpsilon epsilon of Adam
 * @param advantageNormalization over what advantages are normalised
 * @param targetKl an update stops early beyond this divergence; Infinity for never
 * @param klStop when and how the divergence is compared
 * @param annealing which progress the schedules follow
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 * @param normalizeObservations whether the agent normalises observations by running statistics
 * @param normalizeRewards whether rewards are divided by the deviation of the discounted return
 * @param policy the default network and action mapping
 */
public record PpoConfig(
    int rolloutSteps,
    int minibatchSize,
    int minibatches,
    int epochs,
    double gamma,
    double gaeLambda,
    Schedule learningRate,
    Schedule clipRange,
    ValueClipping valueClipping,
    Schedule valueClipRange,
    boolean halfValueLoss,
    double valueCoefficient,
    double entropyCoefficient,
    double maxGradientNorm,
    double adamEpsilon,
    AdvantageNormalization advantageNormalization,
    double targetKl,
    KlStop klStop,
    Annealing annealing,
    boolean bootstrapTruncated,
    boolean normalizeObservations,
    boolean normalizeRewards,
    PolicyConfig policy) {

  /** When an update stops because the policy has moved too far. */
  public enum KlStop {
    /** Before the first step of a minibatch beyond 1.5 times the target: Stable-Baselines3. */
    MINIBATCH,
    /** After the first epoch whose last minibatch is beyond the target: CleanRL. */
    EPOCH
  }

  /** Which progress the schedules follow. */
  public enum Annealing {
    /** That before the rollout: the first update has the full value: CleanRL, Baselines. */
    BEFORE_ROLLOUT,
    /** That after it: the last update has the end value: Stable-Baselines3. */
    AFTER_ROLLOUT
  }

  public PpoConfig {
    positive("rolloutSteps", rolloutSteps);
    positive("epochs", epochs);
    if (minibatchSize < 0 || minibatches < 0 || (minibatchSize == 0) == (minibatches == 0)) {
      throw new IllegalArgumentException(
          "minibatchSize "
              + minibatchSize
              + " and minibatches "
              + minibatches
              + ": give one of them a positive number and the other 0");
    }
    within("gamma", gamma, 0, 1);
    within("gaeLambda", gaeLambda, 0, 1);
    schedule("learningRate", learningRate, 1);
    schedule("clipRange", clipRange, Double.POSITIVE_INFINITY);
    schedule("valueClipRange", valueClipRange, Double.POSITIVE_INFINITY);
    within("valueCoefficient", valueCoefficient, 0, 1e6);
    within("entropyCoefficient", entropyCoefficient, 0, 1e6);
    aboveZero("maxGradientNorm", maxGradientNorm);
    aboveZero("adamEpsilon", adamEpsilon);
    aboveZero("targetKl", targetKl);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " must be at least 1");
    }
  }

  private static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be from " + low + " to " + high);
    }
  }

  private static void aboveZero(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be above 0; Infinity sets no limit");
    }
  }

  private static void schedule(String name, Schedule value, double high) {
    if (!value.within(0, high) || value.at(1) == 0) {
      throw new IllegalArgumentException(
          name + " " + value + " must start above 0 and stay from 0 to " + high);
    }
  }

  /** Samples of a batch with {@code environments} environments. */
  public int batchSize(int environments) {
    return Math.multiplyExact(rolloutSteps, environments);
  }

  /** Samples of a full minibatch; never more than the batch has. */
  public int minibatchSize(int environments) {
    int batch = batchSize(environments);
    int size = minibatches > 0 ? Math.max(1, batch / minibatches) : minibatchSize;
    return Math.min(size, batch);
  }

  /** Rollouts of a training of {@code totalSteps} steps over all environments, rounded up. */
  public long iterations(long totalSteps, int environments) {
    int batch = batchSize(environments);
    return (totalSteps + batch - 1) / batch;
  }

  /** Stable-Baselines3's PPO with its defaults. */
  public static PpoConfig sb3() {
    return new PpoConfig(
        2048,
        64,
        0,
        10,
        0.99,
        0.95,
        Schedule.constant(3e-4),
        Schedule.constant(0.2),
        ValueClipping.NONE,
        Schedule.constant(0.2),
        false,
        0.5,
        0,
        0.5,
        1e-5,
        AdvantageNormalization.MINIBATCH,
        Double.POSITIVE_INFINITY,
        KlStop.MINIBATCH,
        Annealing.AFTER_ROLLOUT,
        true,
        false,
        false,
        PolicyConfig.DEFAULT);
  }

  /** CleanRL's ppo.py with its defaults, meant for 4 environments. */
  public static PpoConfig cleanrl() {
    return sb3()
        .withRolloutSteps(128)
        .withMinibatches(4)
        .withEpochs(4)
        .withLearningRate(Schedule.linear(2.5e-4))
        .withValueClipping(ValueClipping.MAXIMUM)
        .withHalfValueLoss(true)
        .withEntropyCoefficient(0.01)
        .withKlStop(KlStop.EPOCH)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false);
  }

  /**
   * prt_rl's PPO with its defaults, whose steps per batch are counted over all environments: T is
   * {@code ceil(2048 / environments)}.
   */
  public static PpoConfig prt(int environments) {
    return sb3()
        .withRolloutSteps((2048 + environments - 1) / environments)
        .withMinibatchSize(32)
        .withClipRange(Schedule.constant(0.1))
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(1)
        .withAdamEpsilon(1e-8)
        .withAdvantageNormalization(AdvantageNormalization.NONE)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false)
        .withPolicy(
            PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }

  public PpoConfig withRolloutSteps(int value) {
    return edit(b -> b.rolloutSteps = value);
  }

  /** Sets the size of minibatches, and their number follows. */
  public PpoConfig withMinibatchSize(int value) {
    return edit(
        b -> {
          b.minibatchSize = value;
          b.minibatches = 0;
        });
  }

  /** Sets the number of minibatches, and their size follows. */
  public PpoConfig withMinibatches(int value) {
    return edit(
        b -> {
          b.minibatches = value;
          b.minibatchSize = 0;
        });
  }

  public PpoConfig withEpochs(int value) {
    return edit(b -> b.epochs = value);
  }

  public PpoConfig withGamma(double value) {
    return edit(b -> b.gamma = value);
  }

  public PpoConfig withGaeLambda(double value) {
    return edit(b -> b.gaeLambda = value);
  }

  public PpoConfig withLearningRate(Schedule value) {
    return edit(b -> b.learningRate = value);
  }

  public PpoConfig withClipRange(Schedule value) {
    return edit(b -> b.clipRange = value);
  }

  public PpoConfig withValueClipping(ValueClipping value) {
    return edit(b -> b.valueClipping = value);
  }

  public PpoConfig withValueClipRange(Schedule value) {
    return edit(b -> b.valueClipRange = value);
  }

  public PpoConfig withHalfValueLoss(boolean value) {
    return edit(b -> b.halfValueLoss = value);
  }

  public PpoConfig withValueCoefficient(double value) {
    return edit(b -> b.valueCoefficient = value);
  }

  public PpoConfig withEntropyCoefficient(double value) {
    return edit(b -> b.entropyCoefficient = value);
  }

  public PpoConfig withMaxGradientNorm(double value) {
    return edit(b -> b.maxGradientNorm = value);
  }

  public PpoConfig withAdamEpsilon(double value) {
    return edit(b -> b.adamEpsilon = value);
  }

  public PpoConfig withAdvantageNormalization(AdvantageNormalization value) {
    return edit(b -> b.advantageNormalization = value);
  }

  public PpoConfig withTargetKl(double value) {
    return edit(b -> b.targetKl = value);
  }

  public PpoConfig withKlStop(KlStop value) {
    return edit(b -> b.klStop = value);
  }

  public PpoConfig withAnnealing(Annealing value) {
    return edit(b -> b.annealing = value);
  }

  public PpoConfig withBootstrapTruncated(boolean value) {
    return edit(b -> b.bootstrapTruncated = value);
  }

  public PpoConfig withNormalizeObservations(boolean value) {
    return edit(b -> b.normalizeObservations = value);
  }

  public PpoConfig withNormalizeRewards(boolean value) {
    return edit(b -> b.normalizeRewards = value);
  }

  public PpoConfig withPolicy(PolicyConfig value) {
    return edit(b -> b.policy = value);
  }

  private PpoConfig edit(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.build();
  }

  /** The components as variables, so that each {@code with…} method names only its own. */
  private static final class Fields {
    int rolloutSteps;
    int minibatchSize;
    int minibatches;
    int epochs;
    double gamma;
    double gaeLambda;
    Schedule learningRate;
    Schedule clipRange;
    ValueClipping valueClipping;
    Schedule valueClipRange;
    boolean halfValueLoss;
    double valueCoefficient;
    double entropyCoefficient;
    double maxGradientNorm;
    double adamEpsilon;
    AdvantageNormalization advantageNormalization;
    double targetKl;
    KlStop klStop;
    Annealing annealing;
    boolean bootstrapTruncated;
    boolean normalizeObservations;
    boolean normalizeRewards;
    PolicyConfig policy;

    Fields(PpoConfig config) {
      rolloutSteps = config.rolloutSteps;
      minibatchSize = config.minibatchSize;
      minibatches = config.minibatches;
      epochs = config.epochs;
      gamma = config.gamma;
      gaeLambda = config.gaeLambda;
      learningRate = config.learningRate;
      clipRange = config.clipRange;
      valueClipping = config.valueClipping;
      valueClipRange = config.valueClipRange;
      halfValueLoss = config.halfValueLoss;
      valueCoefficient = config.valueCoefficient;
      entropyCoefficient = config.entropyCoefficient;
      maxGradientNorm = config.maxGradientNorm;
      adamEpsilon = config.adamEpsilon;
      advantageNormalization = config.advantageNormalization;
      targetKl = config.targetKl;
      klStop = config.klStop;
      annealing = config.annealing;
      bootstrapTruncated = config.bootstrapTruncated;
      normalizeObservations = config.normalizeObservations;
      normalizeRewards = config.normalizeRewards;
      policy = config.policy;
    }

    PpoConfig build() {
      return new PpoConfig(
          rolloutSteps,
          minibatchSize,
          minibatches,
          epochs,
          gamma,
          gaeLambda,
          learningRate,
          clipRange,
          valueClipping,
          valueClipRange,
          halfValueLoss,
          valueCoefficient,
          entropyCoefficient,
          maxGradientNorm,
          adamEpsilon,
          advantageNormalization,
          targetKl,
          klStop,
          annealing,
          bootstrapTruncated,
          normalizeObservations,
          normalizeRewards,
          policy);
    }
  }
}
