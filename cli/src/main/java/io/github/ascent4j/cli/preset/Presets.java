package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.config.NearNames;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * All presets. Conventions are defaults of other systems; tuned ones are rl-zoo3's settings for one
 * environment (its {@code hyperparams/ppo.yml}) on Stable-Baselines3's defaults, where {@code
 * lin_x} is {@link Schedule#linear} and {@code normalize} is both normalisations.
 */
public final class Presets {
  private static final String PPO = "ppo";
  private static final String TUNED = "tuned/";

  /** The preset of an environment that none is tuned for. */
  private static final String FALLBACK = "sb3";

  private static final List<Preset> ALL =
      List.of(
          convention(
              "sb3", "Stable-Baselines3's PPO with its defaults", 1, 1_000_000, PpoConfig.sb3()),
          convention(
              "cleanrl", "CleanRL's ppo.py with its defaults", 4, 500_000, PpoConfig.cleanrl()),
          new Preset(
              "prt",
              "prt_rl's PPO with its defaults, 2048 steps a batch over all copies",
              PPO,
              null,
              1,
              1_000_000,
              PpoConfig::prt),
          tuned("CartPole-v1", 8, 100_000, cartPole()),
          tuned("CartPole-v0", 8, 100_000, cartPole()),
          tuned(
              "Acrobot-v1",
              16,
              1_000_000,
              normalized()
                  .withRolloutSteps(256)
                  .withMinibatchSize(64)
                  .withEpochs(4)
                  .withGaeLambda(0.94)),
          tuned(
              "MountainCar-v0",
              16,
              1_000_000,
              normalized()
                  .withRolloutSteps(16)
                  .withMinibatchSize(64)
                  .withEpochs(4)
                  .withGaeLambda(0.98)),
          // rl-zoo3 explores here by gSDE; these settings reach as much with plain Gaussian noise.
          tuned(
              "MountainCarContinuous-v0",
              4,
              100_000,
              normalized()
                  .withRolloutSteps(1024)
                  .withMinibatchSize(256)
                  .withGamma(0.9999)
                  .withGaeLambda(0.9)
                  .withEntropyCoefficient(0.00429)
                  .withMaxGradientNorm(5)
                  .withValueCoefficient(0.19)),
          tuned(
              "Pendulum-v1",
              4,
              300_000,
              PpoConfig.sb3()
                  .withRolloutSteps(1000)
                  .withGamma(0.95)
                  .withLearningRate(Schedule.linear(0.001))));

  private Presets() {}

  private static PpoConfig normalized() {
    return PpoConfig.sb3().withNormalizeObservations(true).withNormalizeRewards(true);
  }

  private static PpoConfig cartPole() {
    return PpoConfig.sb3()
        .withRolloutSteps(32)
        .withMinibatchSize(256)
        .withEpochs(20)
        .withGamma(0.98)
        .withGaeLambda(0.8)
        .withLearningRate(Schedule.linear(0.001))
        .withClipRange(Schedule.linear(0.2));
  }

  private static Preset convention(
      String name, String description, int environments, long steps, PpoConfig config) {
    return new Preset(name, description, PPO, null, environments, steps, copies -> config);
  }

  private static Preset tuned(String environment, int environments, long steps, PpoConfig config) {
    return new Preset(
        TUNED + environment,
        "tuned for " + environment,
        PPO,
        environment,
        environments,
        steps,
        copies -> config);
  }

  /** All presets, conventions first. */
  public static List<Preset> list() {
    return ALL;
  }

  /**
   * The preset of that name; a tuned one is also found by its environment alone.
   *
   * @throws IllegalArgumentException if there is none; the message names near ones
   */
  public static Preset get(String name) {
    for (Preset preset : ALL) {
      if (preset.name().equals(name) || name.equals(preset.environment())) {
        return preset;
      }
    }
    List<String> names = ALL.stream().map(Preset::name).toList();
    throw new IllegalArgumentException(
        "there is no preset \""
            + name
            + "\"; "
            + NearNames.describe(NearNames.of(name, names))
            + "; `ascent presets` lists all");
  }

  /** The preset tuned for an environment, if there is one. */
  public static Optional<Preset> tunedFor(String environment) {
    return ALL.stream().filter(p -> environment.equals(p.environment())).findFirst();
  }

  /** The preset that an environment is trained with unless another is asked for. */
  public static Preset defaultFor(String environment) {
    return tunedFor(environment).orElseGet(() -> get(FALLBACK));
  }
}
