package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;
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
        share(1024, environments),
        0,
        5,
        Schedule.constant(0.99),
        Schedule.constant(0.95),
        ValueTarget.LAMBDA_RETURN,
        false,
        Schedule.constant(0.5),
        Schedule.constant(NEVER),
        10,
        0.1,
        Schedule.linear(1e-3),
        Schedule.constant(NEVER),
        true,
        Standardization.UNBIASED_PLUS_EPSILON,
        Annealing.BEFORE_ROLLOUT,
        true,
        NormalizationConfig.NONE,
        OptimizerConfig.ADAM,
        PolicyConfig.DEFAULT.withLogStdInit(-0.5).withActionScaling(true));
  }

  /**
   * Spinning Up's TRPO with {@code algo='npg'}, whose steps go as far as the quadratic model of the
   * divergence allows. Steps per epoch are counted over all environments: T is {@code ceil(4000 /
   * environments)}. The networks start as PyTorch's, as in its other algorithms.
   */
  public static NpgConfig spinup(int environments) {
    return tianshou(environments)
        .withRolloutSteps(share(4000, environments))
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

  private static int share(int steps, int environments) {
    return (steps + environments - 1) / environments;
  }
}
