package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.core.vpg.VpgConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** The vanilla policy gradient: a step of the policy, then many of the critic. */
public final class TrainWithVpg {
  private TrainWithVpg() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    VpgConfig config =
        VpgConfig.spinup(environment.copies())
            .withRolloutSteps(64)
            .withLearningRate(Schedule.linear(0.01))
            .withCriticIterations(20)
            .withCriticLearningRate(0.003);
    try (Agent<VpgConfig> agent = VpgAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 150_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
