package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.NaturalGradient.KlDirection;
import io.github.ascent4j.core.update.NaturalGradientConfig;
import io.github.ascent4j.core.update.ValueTarget;

/** TRPO as other systems have it, with their defaults. */
public final class TrpoConventions {
  private TrpoConventions() {}

  /** TRPO of Stable-Baselines3's contributions. */
  public static TrpoConfig sb3() {
    return new TrpoConfig(
            2048,
            AdvantageConfig.of(0.99, 0.95),
            CriticTarget.LAMBDA_RETURN,
            Schedule.constant(0.01),
            KlDirection.NEW_OLD,
            0.8,
            10,
            1,
            new NaturalGradientConfig(128, 10, true, 15, 0.1),
            CommonConfig.of(1e-3))
        .withAnnealing(Annealing.AFTER_ROLLOUT)
        .withOptimizer(OptimizerConfig.ADAM.withEpsilon(1e-5));
  }

  /**
   * tianshou's TRPO with the defaults of its class, trained as its MuJoCo example does, whose steps
   * per collect are counted over all environments: T is {@code ceil(1024 / environments)}.
   */
  public static TrpoConfig tianshou(int environments) {
    return sb3()
        .withRolloutSteps(RolloutLength.share(1024, environments))
        .withMinibatchSize(0)
        .withCriticEpochs(5)
        .withKlDirection(KlDirection.OLD_NEW)
        .withCgMaxSteps(10)
        .withLearningRate(Schedule.linear(1e-3))
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withOptimizer(OptimizerConfig.ADAM)
        .withPolicy(PolicyConfig.DEFAULT.withLogStdInit(-0.5).withActionScaling(true));
  }

  /**
   * Spinning Up's TRPO, whose steps per epoch are counted over all environments: T is {@code
   * ceil(4000 / environments)}. The networks start as PyTorch's, as in its other algorithms.
   */
  public static TrpoConfig spinup(int environments) {
    return sb3()
        .withRolloutSteps(RolloutLength.share(4000, environments))
        .withMinibatchSize(0)
        .withCriticEpochs(80)
        .withGaeLambda(0.97)
        .withValueTarget(ValueTarget.REWARD_TO_GO)
        .withCgMaxSteps(10)
        .withAdvantageStandardization(Standardization.POPULATION_PLAIN)
        .withAnnealing(Annealing.BEFORE_ROLLOUT)
        .withOptimizer(OptimizerConfig.ADAM)
        .withPolicy(
            PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }
}
