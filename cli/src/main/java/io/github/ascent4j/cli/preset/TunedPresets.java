package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.vpg.VpgConfig;
import io.github.ascent4j.policy.network.ActivationFunction;
import java.util.List;

/**
 * Settings tuned for one environment: rl-zoo3's (its {@code hyperparams}) on Stable-Baselines3's
 * defaults, where {@code lin_x} is {@link Schedule#linear} and {@code normalize} is {@link
 * NormalizationConfig#SB3}; others where a comment says so.
 */
final class TunedPresets {
  static final List<Preset> LIST =
      List.of(
          of("CartPole-v1", "ppo", 8, 100_000, cartPole()),
          of("CartPole-v0", "ppo", 8, 100_000, cartPole()),
          of("CartPoleNoVel-v1", "ppo", 8, 300_000, cartPoleWithoutVelocities()),
          of(
              "Acrobot-v1",
              "ppo",
              16,
              1_000_000,
              normalizedPpo()
                  .withRolloutSteps(256)
                  .withMinibatchSize(64)
                  .withEpochs(4)
                  .withGaeLambda(0.94)),
          of(
              "MountainCar-v0",
              "ppo",
              16,
              1_000_000,
              normalizedPpo()
                  .withRolloutSteps(16)
                  .withMinibatchSize(64)
                  .withEpochs(4)
                  .withGaeLambda(0.98)),
          // rl-zoo3 explores here by gSDE; these settings reach as much with plain Gaussian noise.
          of(
              "MountainCarContinuous-v0",
              "ppo",
              4,
              100_000,
              normalizedPpo()
                  .withRolloutSteps(1024)
                  .withMinibatchSize(256)
                  .withGamma(0.9999)
                  .withGaeLambda(0.9)
                  .withEntropyCoefficient(0.00429)
                  .withMaxGradientNorm(5)
                  .withValueCoefficient(0.19)),
          of(
              "Pendulum-v1",
              "ppo",
              4,
              300_000,
              PpoConventions.sb3()
                  .withRolloutSteps(1000)
                  .withGamma(0.95)
                  .withLearningRate(Schedule.linear(0.001))),
          of("CartPole-v1", "a2c", 8, 500_000, A2cConventions.sb3()),
          of("CartPole-v0", "a2c", 8, 500_000, A2cConventions.sb3()),
          of("Acrobot-v1", "a2c", 16, 500_000, normalizedA2c()),
          of("MountainCar-v0", "a2c", 16, 1_000_000, normalizedA2c()),
          // Plain Gaussian noise in place of gSDE in these two; Pendulum learns faster for it.
          of("MountainCarContinuous-v0", "a2c", 4, 100_000, normalizedA2c().withRolloutSteps(100)),
          of(
              "Pendulum-v1",
              "a2c",
              8,
              1_000_000,
              normalizedA2c()
                  .withRolloutSteps(8)
                  .withGaeLambda(0.9)
                  .withGamma(0.9)
                  .withValueCoefficient(0.4)
                  .withLearningRate(Schedule.linear(0.002))),
          of("CartPole-v1", "trpo", 2, 100_000, cartPoleTrpo()),
          of("CartPole-v0", "trpo", 2, 100_000, cartPoleTrpo()),
          of("Acrobot-v1", "trpo", 2, 100_000, normalizedTrpo()),
          of("MountainCar-v0", "trpo", 2, 100_000, normalizedTrpo().withCriticEpochs(20)),
          // Without the gSDE of rl-zoo3.
          of(
              "Pendulum-v1",
              "trpo",
              2,
              100_000,
              TrpoConfig.sb3().withRolloutSteps(1024).withGamma(0.9).withCriticEpochs(15)),
          // Settings of our own from here on: rl-zoo3 has none for these algorithms.
          of(
              "CartPole-v1",
              "pg",
              1,
              1_000_000,
              PolicyGradientConventions.prt()
                  .withBatchSize(4000)
                  .withLearningRate(Schedule.linear(0.01))
                  .withGaeLambda(0.99)
                  .withUseRewardToGo(true)
                  .withBaseline(true)),
          of(
              "CartPole-v1",
              "reinforce",
              8,
              500_000,
              ReinforceConfig.tianshou(8)
                  .withNormalizeReturns(true)
                  .withLearningRate(Schedule.linear(0.006))),
          of(
              "CartPole-v1",
              "vpg",
              4,
              200_000,
              VpgConfig.spinup(4)
                  .withLearningRate(Schedule.linear(0.02))
                  .withCriticLearningRate(0.002)
                  .withCriticIterations(40)),
          of("CartPole-v1", "npg", 2, 100_000, npg().withGaeLambda(0.98)),
          of("CartPole-v0", "npg", 2, 100_000, npg().withGaeLambda(0.98)),
          of(
              "Acrobot-v1",
              "npg",
              2,
              100_000,
              npg().withGaeLambda(0.98).withNormalization(NormalizationConfig.SB3)),
          of("Pendulum-v1", "npg", 2, 100_000, npg().withGamma(0.9)));

  private TunedPresets() {}

  static PpoConfig normalizedPpo() {
    return PpoConventions.sb3().withNormalization(NormalizationConfig.SB3);
  }

  static A2cConfig normalizedA2c() {
    return A2cConventions.sb3().withNormalization(NormalizationConfig.SB3);
  }

  private static TrpoConfig cartPoleTrpo() {
    return TrpoConfig.sb3()
        .withRolloutSteps(512)
        .withMinibatchSize(512)
        .withCgDamping(0.001)
        .withGaeLambda(0.98)
        .withCriticEpochs(20);
  }

  private static NpgConfig npg() {
    return NpgConfig.tianshou(2).withCriticEpochs(20).withLearningRate(0.003);
  }

  private static TrpoConfig normalizedTrpo() {
    return TrpoConfig.sb3().withRolloutSteps(1024).withNormalization(NormalizationConfig.SB3);
  }

  private static PpoConfig cartPole() {
    return PpoConventions.sb3()
        .withRolloutSteps(32)
        .withMinibatchSize(256)
        .withEpochs(20)
        .withGamma(0.98)
        .withGaeLambda(0.8)
        .withLearningRate(Schedule.linear(0.001))
        .withClipRange(Schedule.linear(0.2));
  }

  /** rl-zoo3's ppo_lstm with longer rollouts, a larger lambda, and rewards as they are. */
  private static PpoConfig cartPoleWithoutVelocities() {
    return cartPole()
        .withRolloutSteps(128)
        .withGaeLambda(0.9)
        .withNormalization(NormalizationConfig.NONE.withObservations(ObservationNormalization.SB3))
        .withPolicy(
            PolicyConfig.DEFAULT
                .withHiddenSizes(List.of(64))
                .withActivation(ActivationFunction.RELU)
                .withInitialization(Initialization.TORCH)
                .withMemory(MemoryConfig.lstm(64).withCriticLstm(true).withSequenceSteps(64)));
  }

  static Preset of(
      String environment, String algorithm, int environments, long steps, Record config) {
    return new Preset(
        "tuned/" + environment,
        "tuned for " + environment,
        algorithm,
        environment,
        environments,
        steps,
        copies -> config);
  }
}
