package io.github.ascent4j.cli.preset;

import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.schedule.Schedule;
import java.util.List;

/** rl-zoo3's settings for Atari games, which are those for every game. */
final class AtariPresets {
  private static final String GAMES = "ale:*";

  /** The encoder of images leads straight to policy and value. */
  private static final PolicyConfig POLICY = PolicyConfig.DEFAULT.withHiddenSizes(List.of());

  static final List<Preset> LIST =
      List.of(
          TunedPresets.of(
              GAMES,
              "ppo",
              8,
              10_000_000,
              PpoConventions.sb3()
                  .withRolloutSteps(128)
                  .withMinibatchSize(256)
                  .withEpochs(4)
                  .withLearningRate(Schedule.linear(2.5e-4))
                  .withClipRange(Schedule.linear(0.1))
                  .withEntropyCoefficient(0.01)
                  .withPolicy(POLICY)),
          TunedPresets.of(
              GAMES,
              "a2c",
              16,
              10_000_000,
              A2cConventions.sb3()
                  .withEntropyCoefficient(0.01)
                  .withValueCoefficient(0.25)
                  .withOptimizer(
                      A2cConventions.sb3()
                          .common()
                          .optimizer()
                          .withKind(OptimizerConfig.Kind.RMSPROP_TENSORFLOW))
                  .withPolicy(POLICY)));

  private AtariPresets() {}
}
