package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.policy.network.ActivationFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * rl-zoo3's settings for the MuJoCo robots, in both versions; see {@link TunedPresets} for how they
 * are read. It has none for Pusher and HumanoidStandup: the first takes the defaults, the second
 * those of Humanoid.
 */
final class MujocoPresets {
  static final List<Preset> LIST = new ArrayList<>();

  private static final long MILLION = 1_000_000;

  static {
    for (String version : List.of("-v4", "-v5")) {
      add("Ant" + version, 1, MILLION, TunedPresets.normalizedPpo());
      add("HalfCheetah" + version, 1, MILLION, halfCheetah());
      add("Hopper" + version, 1, MILLION, hopper());
      add("Humanoid" + version, 1, 10 * MILLION, humanoid());
      add("HumanoidStandup" + version, 1, 10 * MILLION, humanoid());
      add("InvertedPendulum" + version, 1, MILLION, invertedPendulum());
      add("InvertedDoublePendulum" + version, 1, MILLION, invertedDoublePendulum());
      add("Pusher" + version, 1, MILLION, TunedPresets.normalizedPpo());
      add("Reacher" + version, 1, MILLION, reacher());
      add("Swimmer" + version, 4, MILLION, swimmer());
      add("Walker2d" + version, 1, MILLION, walker());
      for (String robot :
          List.of("Ant", "HalfCheetah", "Hopper", "Humanoid", "Swimmer", "Walker2d")) {
        LIST.add(a2c(robot, version));
        LIST.add(trpo(robot, version));
      }
    }
  }

  private MujocoPresets() {}

  private static void add(String environment, int copies, long steps, PpoConfig config) {
    LIST.add(TunedPresets.of(environment, "ppo", copies, steps, config));
  }

  private static Preset a2c(String robot, String version) {
    A2cConfig config = TunedPresets.normalizedA2c();
    boolean swims = robot.equals("Swimmer");
    return TunedPresets.of(
        robot + version,
        "a2c",
        8,
        robot.equals("Humanoid") ? 2 * MILLION : MILLION,
        swims ? config.withGamma(0.9999) : config);
  }

  private static Preset trpo(String robot, String version) {
    TrpoConfig config =
        TrpoConfig.sb3()
            .withNormalization(TunedPresets.normalizedPpo().normalization())
            .withRolloutSteps(1024)
            .withMinibatchSize(128)
            .withCgMaxSteps(25)
            .withCriticEpochs(20);
    return TunedPresets.of(
        robot + version,
        "trpo",
        2,
        MILLION,
        switch (robot) {
          case "HalfCheetah" -> config.withTargetKl(0.04);
          case "Swimmer" -> config.withGamma(0.9999);
          default -> config;
        });
  }

  /** The wide rectified networks that rl-zoo3 gives to the harder robots. */
  private static PolicyConfig wide() {
    return PolicyConfig.DEFAULT
        .withHiddenSizes(List.of(256, 256))
        .withActivation(ActivationFunction.RELU)
        .withInitialization(Initialization.TORCH)
        .withLogStdInit(-2);
  }

  private static PpoConfig halfCheetah() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(512)
        .withEpochs(20)
        .withGamma(0.98)
        .withGaeLambda(0.92)
        .withLearningRate(Schedule.constant(2.0633e-5))
        .withClipRange(0.1)
        .withEntropyCoefficient(0.000401762)
        .withMaxGradientNorm(0.8)
        .withValueCoefficient(0.58096)
        .withPolicy(wide());
  }

  private static PpoConfig hopper() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(512)
        .withMinibatchSize(32)
        .withEpochs(5)
        .withGamma(0.999)
        .withGaeLambda(0.99)
        .withLearningRate(Schedule.constant(9.80828e-5))
        .withEntropyCoefficient(0.00229519)
        .withMaxGradientNorm(0.7)
        .withValueCoefficient(0.835671)
        .withPolicy(wide());
  }

  private static PpoConfig walker() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(512)
        .withMinibatchSize(32)
        .withEpochs(20)
        .withLearningRate(Schedule.constant(5.05041e-5))
        .withClipRange(0.1)
        .withEntropyCoefficient(0.000585045)
        .withMaxGradientNorm(1)
        .withValueCoefficient(0.871923);
  }

  private static PpoConfig swimmer() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(1024)
        .withMinibatchSize(256)
        .withGamma(0.9999)
        .withGaeLambda(0.98)
        .withLearningRate(Schedule.constant(6e-4));
  }

  private static PpoConfig humanoid() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(512)
        .withMinibatchSize(256)
        .withEpochs(5)
        .withGamma(0.95)
        .withGaeLambda(0.9)
        .withLearningRate(Schedule.constant(3.56987e-5))
        .withClipRange(0.3)
        .withEntropyCoefficient(0.00238306)
        .withMaxGradientNorm(2)
        .withValueCoefficient(0.431892)
        .withPolicy(wide());
  }

  private static PpoConfig invertedPendulum() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(32)
        .withEpochs(5)
        .withGamma(0.999)
        .withGaeLambda(0.9)
        .withLearningRate(Schedule.constant(0.000222425))
        .withClipRange(0.4)
        .withEntropyCoefficient(1.37976e-7)
        .withMaxGradientNorm(0.3)
        .withValueCoefficient(0.19816);
  }

  private static PpoConfig invertedDoublePendulum() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(128)
        .withMinibatchSize(512)
        .withGamma(0.98)
        .withGaeLambda(0.8)
        .withLearningRate(Schedule.constant(0.000155454))
        .withClipRange(0.4)
        .withEntropyCoefficient(1.05057e-6)
        .withMaxGradientNorm(0.5)
        .withValueCoefficient(0.695929);
  }

  private static PpoConfig reacher() {
    return TunedPresets.normalizedPpo()
        .withRolloutSteps(512)
        .withMinibatchSize(32)
        .withEpochs(5)
        .withGamma(0.9)
        .withGaeLambda(1)
        .withLearningRate(Schedule.constant(0.000104019))
        .withClipRange(0.3)
        .withEntropyCoefficient(7.52585e-8)
        .withMaxGradientNorm(0.9)
        .withValueCoefficient(0.950368);
  }
}
