package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** The advantage actor-critic: short rollouts, one step with each. */
public final class TrainWithA2c {
  private TrainWithA2c() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    A2cConfig config =
        A2cConfig.sb3()
            .withRolloutSteps(8)
            .withGamma(0.98)
            .withGaeLambda(0.9)
            .withLearningRate(Schedule.linear(0.002));
    try (Agent<A2cConfig> agent = A2cAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 200_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
