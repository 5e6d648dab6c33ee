package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.simd.SimdEngine;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.NormalizationConfig;
import io.github.ascent4j.policy.file.PolicyFile;

/** A training of a few updates, whose parameters are known by their hash. */
final class ShortTraining {
  private static final long SEED = 7;
  private static final int STEPS = 4 * 8 * 50;

  private ShortTraining() {}

  static VectorEnvironment environment(boolean discrete) {
    return discrete ? Wander.discrete(8) : Wander.continuous(8);
  }

  /** Minibatches of several blocks, so that threads have something to share. */
  static PpoConfig config() {
    return PpoConfig.sb3()
        .withRolloutSteps(50)
        .withMinibatchSize(200)
        .withEpochs(3)
        .withLearningRate(Schedule.linear(0.01))
        .withEntropyCoefficient(0.01)
        .withNormalization(NormalizationConfig.SB3);
  }

  /** Trains and closes the engine. */
  static String hash(boolean discrete, Engine engine) {
    VectorEnvironment environment = environment(discrete);
    try (PpoAgent agent = PpoAgent.create(environment, config(), SEED, engine)) {
      agent.train(environment, STEPS);
      return PolicyFile.parametersSha256(agent.policy().parameters());
    }
  }

  /** Prints both hashes on a line. */
  public static void main(String[] arguments) {
    System.out.println(
        "hashes " + hash(true, SimdEngine.create(1)) + " " + hash(false, SimdEngine.create(1)));
  }
}
