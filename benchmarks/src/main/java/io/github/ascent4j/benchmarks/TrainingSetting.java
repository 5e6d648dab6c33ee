package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;

/** The trainings on CartPole-v1 whose throughput is measured. */
enum TrainingSetting {
  CLEANRL("CleanRL's settings", 4, 5_000_000) {
    @Override
    Agent<?> agent(VectorEnvironment environment, long seed, Engine engine) {
      PpoConfig config = PpoConfig.cleanrl();
      return PpoAgent.create(environment, config, seed, engine);
    }
  },
  TUNED("tuned settings of rl-zoo3", 8, 2_000_000) {
    @Override
    Agent<?> agent(VectorEnvironment environment, long seed, Engine engine) {
      PpoConfig config =
          PpoConfig.sb3()
              .withRolloutSteps(32)
              .withMinibatchSize(256)
              .withEpochs(20)
              .withGamma(0.98)
              .withGaeLambda(0.8)
              .withLearningRate(Schedule.linear(0.001))
              .withClipRange(Schedule.linear(0.2));
      return PpoAgent.create(environment, config, seed, engine);
    }
  },
  MANY_ENVIRONMENTS("CleanRL's settings, 32 steps a rollout", 1024, 5_000_000) {
    @Override
    Agent<?> agent(VectorEnvironment environment, long seed, Engine engine) {
      PpoConfig config = PpoConfig.cleanrl().withRolloutSteps(32);
      return PpoAgent.create(environment, config, seed, engine);
    }
  },
  A2C("A2C, Stable-Baselines3's settings", 8, 5_000_000) {
    @Override
    Agent<?> agent(VectorEnvironment environment, long seed, Engine engine) {
      return A2cAgent.create(environment, A2cConfig.sb3(), seed, engine);
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

  abstract Agent<?> agent(VectorEnvironment environment, long seed, Engine engine);

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
