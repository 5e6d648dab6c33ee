package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.LossConfig;
import java.util.List;

/** A2C as other systems have it, with their defaults. */
public final class A2cConventions {
  private static final OptimizerConfig RMSPROP =
      OptimizerConfig.ADAM.withKind(OptimizerConfig.Kind.RMSPROP).withEpsilon(1e-5);

  private A2cConventions() {}

  /** Stable-Baselines3's A2C. */
  public static A2cConfig sb3() {
    return new A2cConfig(
            5,
            AdvantageConfig.of(0.99, 1),
            false,
            false,
            LossConfig.of(0.5, 0),
            SamplingConfig.DEFAULT,
            CommonConfig.of(7e-4))
        .withMaxGradientNorm(0.5)
        .withAnnealing(Annealing.AFTER_ROLLOUT)
        .withOptimizer(RMSPROP);
  }

  /** rlpyt's A2C with its MuJoCo model, meant for 16 environments. */
  public static A2cConfig rlpyt() {
    return sb3()
        .withLearningRate(1e-3)
        .withHalfValueLoss(true)
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(1)
        .withAdvantageStandardization(Standardization.UNBIASED_MAX_EPSILON)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false)
        .withOptimizer(OptimizerConfig.ADAM)
        .withSampling(SamplingConfig.DEFAULT.withDecorrelationSteps(100))
        .withPolicy(
            PolicyConfig.DEFAULT
                .withEncoder(EncoderConfig.RLPYT)
                .withInitialization(Initialization.TORCH)
                .withTanhMean(true)
                .withProbabilityEpsilon(1e-8));
  }

  /**
   * rlpyt's A2C with its Atari model as its atari_ff_a2c example sets it, meant for 32 environments
   * of {@code ale:} with {@code preset=rlpyt}.
   */
  public static A2cConfig rlpytAtari() {
    A2cConfig mujoco = rlpyt();
    return mujoco
        .withRolloutSteps(5)
        .withLearningRate(3e-4)
        .withSampling(SamplingConfig.DEFAULT.withDecorrelationSteps(1000))
        .withPolicy(mujoco.policy().withHiddenSizes(List.of()));
  }

  /**
   * tianshou's A2C with the defaults of its class, trained as its MuJoCo example does, meant for 16
   * environments.
   */
  public static A2cConfig tianshou() {
    return sb3()
        .withGaeLambda(0.95)
        .withLearningRate(Schedule.linear(7e-4))
        .withEntropyCoefficient(0.01)
        .withMaxGradientNorm(Double.POSITIVE_INFINITY)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withPolicy(PolicyConfig.DEFAULT.withLogStdInit(-0.5).withActionScaling(true));
  }

  /** OpenAI Baselines' a2c. */
  public static A2cConfig baselines() {
    return sb3()
        .withLearningRate(Schedule.linear(7e-4))
        .withEntropyCoefficient(0.01)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withBootstrapTruncated(false)
        .withOptimizer(
            RMSPROP
                .withKind(OptimizerConfig.Kind.RMSPROP_TENSORFLOW)
                .withClipRule(Optimization.ClipRule.TENSORFLOW));
  }
}
