package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.NaturalGradientConfig;
import io.github.ascent4j.core.update.ValueTarget;

/** The natural policy gradient as other systems have it, with their defaults. */
public final class NpgConventions {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private NpgConventions() {}

  /**
   * tianshou's NPG with the defaults of its class, trained as its MuJoCo example does, whose steps
   * per collect are counted over all environments: T is {@code ceil(1024 / environments)}.
   */
  public static NpgConfig tianshou(int environments) {
    return new NpgConfig(
            RolloutLength.share(1024, environments),
            AdvantageConfig.of(0.99, 0.95),
            CriticTarget.LAMBDA_RETURN,
            Schedule.constant(0.5),
            Schedule.constant(NEVER),
            new NaturalGradientConfig(0, 5, true, 10, 0.1),
            CommonConfig.of(Schedule.linear(1e-3)))
        .withPolicy(PolicyConfig.DEFAULT.withLogStdInit(-0.5).withActionScaling(true));
  }

  /**
   * Spinning Up's TRPO with {@code algo='npg'}, whose steps go as far as the quadratic model of the
   * divergence allows. Steps per epoch are counted over all environments: T is {@code ceil(4000 /
   * environments)}. The networks start as PyTorch's, as in its other algorithms.
   */
  public static NpgConfig spinup(int environments) {
    return tianshou(environments)
        .withRolloutSteps(RolloutLength.share(4000, environments))
        .withCriticEpochs(80)
        .withGaeLambda(0.97)
        .withValueTarget(ValueTarget.REWARD_TO_GO)
        .withTargetKl(0.01)
        .withActorStepSize(NEVER)
        .withLearningRate(1e-3)
        .withAdvantageStandardization(Standardization.POPULATION_PLAIN)
        .withPolicy(
            PolicyConfig.DEFAULT.withInitialization(Initialization.TORCH).withLogStdInit(-0.5));
  }
}
