package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.policy.ExplorationConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.trpo.TrpoConfig;
import java.util.ArrayList;
import java.util.List;

/** rl-zoo3's settings for the Box2D tasks; see {@link TunedPresets} for how they are read. */
final class Box2dPresets {
  static final List<Preset> LIST = new ArrayList<>();

  static {
    for (String version : List.of("v2", "v3")) {
      for (String lander : List.of("LunarLander-" + version, "LunarLanderContinuous-" + version)) {
        LIST.add(TunedPresets.of(lander, "ppo", 16, 1_000_000, lunarLander()));
        LIST.add(TunedPresets.of(lander, "trpo", 2, 200_000, lunarLanderTrpo()));
      }
      LIST.add(
          TunedPresets.of(
              "LunarLander-" + version,
              "a2c",
              8,
              200_000,
              A2cConventions.sb3()
                  .withGamma(0.995)
                  .withLearningRate(Schedule.linear(0.00083))
                  .withEntropyCoefficient(0.00001)));
      LIST.add(
          TunedPresets.of(
              "LunarLanderContinuous-" + version,
              "a2c",
              4,
              5_000_000,
              exploringA2c().withLearningRate(Schedule.linear(7e-4))));
    }
    LIST.add(TunedPresets.of("BipedalWalker-v3", "ppo", 32, 5_000_000, bipedalWalker()));
    LIST.add(
        TunedPresets.of(
            "BipedalWalker-v3",
            "a2c",
            16,
            5_000_000,
            exploringA2c().withLearningRate(Schedule.linear(0.00096))));
    LIST.add(TunedPresets.of("BipedalWalkerHardcore-v3", "ppo", 16, 100_000_000, hardcore()));
    LIST.add(
        TunedPresets.of(
            "BipedalWalkerHardcore-v3",
            "a2c",
            32,
            200_000_000,
            exploringA2c()
                .withLearningRate(Schedule.linear(0.0008))
                .withEntropyCoefficient(0.001)));
  }

  private Box2dPresets() {}

  private static PpoConfig lunarLander() {
    return PpoConventions.sb3()
        .withRolloutSteps(1024)
        .withMinibatchSize(64)
        .withEpochs(4)
        .withGamma(0.999)
        .withGaeLambda(0.98)
        .withEntropyCoefficient(0.01);
  }

  private static TrpoConfig lunarLanderTrpo() {
    return TrpoConfig.sb3()
        .withRolloutSteps(512)
        .withCgDamping(0.01)
        .withGaeLambda(0.98)
        .withCriticEpochs(15);
  }

  private static PpoConfig bipedalWalker() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(2048)
        .withMinibatchSize(64)
        .withGamma(0.999)
        .withClipRange(0.18);
  }

  private static PpoConfig hardcore() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(2048)
        .withMinibatchSize(64)
        .withLearningRate(Schedule.linear(2.5e-4))
        .withClipRange(Schedule.linear(0.2))
        .withEntropyCoefficient(0.001);
  }

  private static A2cConfig exploringA2c() {
    return TunedPresets.normalizedA2c()
        .withRolloutSteps(8)
        .withGaeLambda(0.9)
        .withValueCoefficient(0.4)
        .withPolicy(
            PolicyConfig.DEFAULT
                .withLogStdInit(-2)
                .withInitialization(Initialization.TORCH)
                .withExploration(ExplorationConfig.DEFAULT.withEnabled(true)));
  }
}
