package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig.KlEstimator;
import io.github.ascent4j.core.ppo.PpoConfig.KlStop;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.LastMinibatch;
import io.github.ascent4j.core.update.LossConfig;
import io.github.ascent4j.core.update.ValueTarget;
import java.util.List;

/** PPO as other systems have it, with their defaults. */
public final class PpoConventions {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private PpoConventions() {}

  /** Stable-Baselines3's PPO. */
  public static PpoConfig sb3() {
    return new PpoConfig(
            2048,
            MinibatchConfig.ofSize(64, 10),
            false,
            AdvantageConfig.of(0.99, 0.95),
            AdvantageNormalization.MINIBATCH,
            Standardization.Single.KEPT,
            CriticTarget.LAMBDA_RETURN,
            ClipConfig.of(0.2),
            LossConfig.of(0.5, 0),
            KlConfig.FREE,
            0,
            Schedule.constant(1e-3),
            SamplingConfig.DEFAULT,
            CommonConfig.of(3e-4))
        .withMaxGradientNorm(0.5)
        .withAnnealing(Annealing.AFTER_ROLLOUT)
        .withOptimizer(OptimizerConfig.ADAM.withEpsilon(1e-5));
  }

  /** CleanRL's ppo.py, meant for 4 environments. */
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

  /** CleanRL's ppo_continuous_action.py, meant for 1 environment. */
  public static PpoConfig cleanrlContinuous() {
    return cleanrl()
        .withRolloutSteps(2048)
        .withMinibatches(32)
        .withEpochs(10)
        .withLearningRate(Schedule.linear(3e-4))
        .withEntropyCoefficient(0)
        .withNormalization(NormalizationConfig.GYMNASIUM);
  }

  /** CleanRL's ppo_atari.py, meant for 8 environments of {@code ale:} with 4 stacked frames. */
  public static PpoConfig cleanrlAtari() {
    return cleanrl().withClipRange(0.1).withPolicy(PolicyConfig.DEFAULT.withHiddenSizes(List.of()));
  }

  /**
   * prt_rl's PPO, whose steps per batch are counted over all environments: T is {@code ceil(2048 /
   * environments)}.
   */
  public static PpoConfig prt(int environments) {
    return sb3()
        .withRolloutSteps(RolloutLength.share(2048, environments))
        .withMinibatchSize(32)
        .withClipRange(0.1)
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(1)
        .withOptimizer(OptimizerConfig.ADAM)
        .withAdvantageNormalization(AdvantageNormalization.NONE)
        .withSingleAdvantage(Standardization.Single.ZERO)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false)
        .withPolicy(
            PolicyConfig.DEFAULT
                .withInitialization(Initialization.TORCH)
                .withLogStdInit(-0.5)
                .withMinLogStd(-20)
                .withMaxLogStd(2));
  }

  /** rlpyt's PPO with its MuJoCo model, meant for 8 environments. */
  public static PpoConfig rlpyt() {
    return sb3()
        .withRolloutSteps(256)
        .withMinibatches(4)
        .withLastMinibatch(LastMinibatch.DROPPED)
        .withEpochs(4)
        .withGaeLambda(1)
        .withLearningRate(Schedule.linear(1e-3))
        .withClipRange(Schedule.linear(0.1))
        .withClipRangeLags(true)
        .withHalfValueLoss(true)
        .withValueCoefficient(1)
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(1)
        .withOptimizer(OptimizerConfig.ADAM)
        .withAdvantageNormalization(AdvantageNormalization.NONE)
        .withAdvantageStandardization(Standardization.UNBIASED_MAX_EPSILON)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false)
        .withSampling(SamplingConfig.DEFAULT.withDecorrelationSteps(100))
        .withPolicy(
            PolicyConfig.DEFAULT
                .withEncoder(EncoderConfig.RLPYT)
                .withInitialization(Initialization.TORCH)
                .withTanhMean(true)
                .withProbabilityEpsilon(1e-8));
  }

  /**
   * rlpyt's PPO with its Atari model as its atari_ff_ppo example sets it, meant for 32 environments
   * of {@code ale:} with {@code preset=rlpyt}.
   */
  public static PpoConfig rlpytAtari() {
    PpoConfig mujoco = rlpyt();
    return mujoco
        .withRolloutSteps(64)
        .withGaeLambda(0.98)
        .withPolicy(mujoco.policy().withHiddenSizes(List.of()));
  }

  /**
   * tianshou's PPO with the defaults of its class, trained as its MuJoCo example does, whose steps
   * per collect are counted over all environments: T is {@code ceil(2048 / environments)}.
   */
  public static PpoConfig tianshou(int environments) {
    return sb3()
        .withRolloutSteps(RolloutLength.share(2048, environments))
        .withLastMinibatch(LastMinibatch.MERGED)
        .withLearningRate(Schedule.linear(3e-4))
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(NEVER)
        .withOptimizer(OptimizerConfig.ADAM)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withPolicy(PolicyConfig.DEFAULT.withLogStdInit(-0.5).withActionScaling(true));
  }

  /**
   * Spinning Up's PPO, whose steps per epoch are counted over all environments: T is {@code
   * ceil(4000 / environments)}.
   */
  public static PpoConfig spinup(int environments) {
    return sb3()
        .withRolloutSteps(RolloutLength.share(4000, environments))
        .withMinibatches(1)
        .withEpochs(80)
        .withGaeLambda(0.97)
        .withValueTarget(ValueTarget.REWARD_TO_GO)
        .withMaxGradientNorm(NEVER)
        .withCriticEpochs(80)
        .withCriticLearningRate(1e-3)
        .withAdvantageNormalization(AdvantageNormalization.BATCH)
        .withAdvantageStandardization(Standardization.POPULATION_PLAIN)
        .withTargetKl(0.01)
        .withKlEstimator(KlEstimator.K1)
        .withOptimizer(OptimizerConfig.ADAM)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withPolicy(
            PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }

  /** OpenAI Baselines' ppo2 with its MuJoCo defaults. */
  public static PpoConfig baselines() {
    return sb3()
        .withMinibatches(32)
        .withLearningRate(Schedule.linear(3e-4))
        .withValueClipping(ValueClipping.MAXIMUM)
        .withHalfValueLoss(true)
        .withAdvantageStandardization(Standardization.POPULATION_PLUS_EPSILON)
        .withOptimizer(
            OptimizerConfig.ADAM.withEpsilon(1e-5).withClipRule(Optimization.ClipRule.TENSORFLOW))
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false);
  }
}
