package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;

/** The trainings on CartPole-v1 whose throughput is measured. */
enum TrainingSetting {
  CLEANRL("CleanRL's settings", 4, 5_000_000) {
    @Override
    PpoConfig config() {
      return PpoConfig.cleanrl();
    }
  },
  TUNED("tuned settings of rl-zoo3", 8, 2_000_000) {
    @Override
    PpoConfig config() {
      return PpoConfig.sb3()
          .withRolloutSteps(32)
          .withMinibatchSize(256)
          .withEpochs(20)
          .withGamma(0.98)
          .withGaeLambda(0.8)
          .withLearningRate(Schedule.linear(0.001))
          .withClipRange(Schedule.linear(0.2));
    }
  },
  MANY_ENVIRONMENTS("CleanRL's settings, 32 steps a rollout", 1024, 5_000_000) {
    @Override
    PpoConfig config() {
      return PpoConfig.cleanrl().withRolloutSteps(32);
    }
  };

  static final String ENVIRONMENT = "CartPole-v1";

  private final String label;
  private final int environments;
  private final long steps;

  TrainingSetting(String label, int environments, long steps) {
    this.label = label;
    this.environments = environments;
    this.steps = steps;
  }

  abstract PpoConfig config();

  String label() {
    return label;
  }

  int environments() {
    return environments;
  }

  long steps() {
    return steps;
  }
}
