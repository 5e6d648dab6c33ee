package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.schedule.Schedule;
import java.util.List;

/** Settings of our own for the games of pixels, near those of rl-zoo3 for Atari. */
final class PixelPresets {
  static final List<Preset> LIST =
      List.of(
          TunedPresets.of("Bricks-v0", "ppo", 8, 200_000, atari()),
          TunedPresets.of("Catch-v0", "ppo", 8, 50_000, atari()),
          TunedPresets.of("Recall-v0", "ppo", 8, 100_000, recall()));

  private PixelPresets() {}

  /** Atari's network, which leads from its convolutions straight to policy and value. */
  private static PpoConfig atari() {
    return PpoConventions.sb3()
        .withRolloutSteps(128)
        .withMinibatchSize(256)
        .withEpochs(4)
        .withLearningRate(Schedule.linear(5e-4))
        .withClipRange(Schedule.linear(0.1))
        .withEntropyCoefficient(0.01)
        .withPolicy(PolicyConfig.DEFAULT.withHiddenSizes(List.of()));
  }

  private static PpoConfig recall() {
    EncoderConfig small =
        EncoderConfig.NATURE
            .withConvolutions(List.of(8, 16), List.of(8, 4), List.of(4, 2), List.of(0, 0))
            .withImageFeatures(64);
    return atari()
        .withMinibatchSize(512)
        .withGamma(0.9)
        .withLearningRate(Schedule.linear(2e-3))
        .withClipRange(Schedule.linear(0.2))
        .withPolicy(
            PolicyConfig.DEFAULT
                .withHiddenSizes(List.of())
                .withEncoder(small)
                .withMemory(MemoryConfig.lstm(32)));
  }
}
