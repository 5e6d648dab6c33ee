package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
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
            AdvantageConfig.of(0.99, 0.95).withTruncationAsTermination(),
            false,
            false,
            RewardStandardization.NONE,
            true,
            Standardization.Single.ZERO,
            1,
            Schedule.constant(0),
            Reduction.MEAN,
            false,
            Schedule.constant(5e-3),
            5,
            CommonConfig.of(1e-3))
        .withPolicy(
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
