package io.github.ascent4j.core.learning;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.core.vpg.VpgConfig;
import java.util.List;

/** Every algorithm in its forms, each with the steps it takes to learn any of {@link Tasks}. */
final class Methods {
  private static final Schedule RATE = Schedule.linear(0.01);

  static final Method<PpoConfig> PPO =
      new Method<>(
          "ppo",
          PpoAgent.ALGORITHM,
          task ->
              PpoConfig.sb3()
                  .withRolloutSteps(16)
                  .withMinibatchSize(64)
                  .withEpochs(5)
                  .withLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          20_000);

  static final Method<A2cConfig> A2C =
      new Method<>(
          "a2c",
          A2cAgent.ALGORITHM,
          task ->
              A2cConfig.sb3()
                  .withRolloutSteps(8)
                  .withLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          40_000);

  static final Method<PolicyGradientConfig> TOTAL_RETURN =
      new Method<>(
          "pg by total return",
          PolicyGradientAgent.ALGORITHM,
          task ->
              PolicyGradientConfig.prt()
                  .withBatchSize(320)
                  .withLearningRate(RATE)
                  .withBaselineLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          300_000);

  static final Method<PolicyGradientConfig> REWARD_TO_GO =
      TOTAL_RETURN
          .with("pg by reward to go", config -> config.withUseRewardToGo(true))
          .withSteps(150_000);

  static final Method<PolicyGradientConfig> BASELINE =
      REWARD_TO_GO.with("pg with a baseline", config -> config.withBaseline(true));

  static final Method<PolicyGradientConfig> GAE =
      TOTAL_RETURN
          .with("pg with GAE", config -> config.withUseGae(true).withBootstrapTruncated(true))
          .withSteps(150_000);

  static final Method<ReinforceConfig> REINFORCE =
      new Method<>(
          "reinforce",
          ReinforceAgent.ALGORITHM,
          task ->
              ReinforceConfig.tianshou(Method.COPIES)
                  .withRolloutSteps(20)
                  .withLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          300_000);

  static final Method<ReinforceConfig> NORMALIZED_REINFORCE =
      REINFORCE.with(
          "reinforce with normalised returns", config -> config.withNormalizeReturns(true));

  static final Method<VpgConfig> VPG =
      new Method<>(
          "vpg",
          VpgAgent.ALGORITHM,
          task ->
              VpgConfig.spinup(Method.COPIES)
                  .withRolloutSteps(20)
                  .withLearningRate(RATE)
                  .withCriticIterations(10)
                  .withCriticLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          150_000);

  static final Method<TrpoConfig> TRPO =
      new Method<>(
          "trpo",
          TrpoAgent.ALGORITHM,
          task ->
              TrpoConfig.sb3()
                  .withRolloutSteps(20)
                  .withMinibatchSize(80)
                  .withCriticEpochs(5)
                  .withLearningRate(RATE)
                  .withTargetKl(0.05)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          60_000);

  static final Method<NpgConfig> NPG =
      new Method<>(
          "npg",
          NpgAgent.ALGORITHM,
          task ->
              NpgConfig.tianshou(Method.COPIES)
                  .withRolloutSteps(20)
                  .withCriticEpochs(10)
                  .withLearningRate(RATE)
                  .withGamma(task.gamma())
                  .withNormalization(task.normalization())
                  .withPolicy(task.policy()),
          60_000);

  static final List<Method<?>> ALL =
      List.of(
          PPO,
          A2C,
          TOTAL_RETURN,
          REWARD_TO_GO,
          BASELINE,
          GAE,
          REINFORCE,
          NORMALIZED_REINFORCE,
          VPG,
          TRPO,
          NPG);

  private Methods() {}
}
