package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** The natural policy gradient: steps that do not depend on how a policy is written down. */
public final class TrainWithNpg {
  private TrainWithNpg() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    NpgConfig config =
        NpgConfig.tianshou(environment.copies()).withCriticEpochs(20).withLearningRate(0.003);
    try (Agent<NpgConfig> agent = NpgAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 100_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
