package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.policy.network.ActivationFunction;
import java.util.List;

/** The policy gradient as other systems have it, with their defaults. */
public final class PolicyGradientConventions {
  private PolicyGradientConventions() {}

  /** prt_rl's policy gradient. */
  public static PolicyGradientConfig prt() {
    return new PolicyGradientConfig(
        100,
        1,
        Schedule.constant(1e-3),
        Schedule.constant(0.99),
        Schedule.constant(0.95),
        1,
        false,
        false,
        false,
        Schedule.constant(5e-3),
        5,
        true,
        Standardization.UNBIASED_PLUS_EPSILON,
        Standardization.Single.ZERO,
        Schedule.constant(0),
        Schedule.constant(Double.POSITIVE_INFINITY),
        Reduction.MEAN,
        RewardStandardization.NONE,
        Annealing.BEFORE_ROLLOUT,
        false,
        NormalizationConfig.NONE,
        OptimizerConfig.ADAM,
        PolicyConfig.DEFAULT
            .withInitialization(Initialization.TORCH)
            .withLogStdInit(-0.5)
            .withMinLogStd(-20)
            .withMaxLogStd(2));
  }

  /**
   * The tutorial's agent for LunarLander: one episode an update, rewards standardised within it
   * before they are discounted, a summed loss with entropy, two hidden layers of 256 with ReLU.
   */
  public static PolicyGradientConfig tutorial() {
    return prt()
        .withBatchSize(1)
        .withUseRewardToGo(true)
        .withNormalizeAdvantages(false)
        .withEntropyCoefficient(0.01)
        .withReduction(Reduction.SUM)
        .withRewardStandardization(RewardStandardization.REWARDS)
        .withPolicy(
            PolicyConfig.DEFAULT
                .withInitialization(Initialization.TORCH)
                .withHiddenSizes(List.of(256, 256))
                .withActivation(ActivationFunction.RELU));
  }
}
