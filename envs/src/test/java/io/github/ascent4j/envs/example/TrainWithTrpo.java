package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** Trust region policy optimisation: the longest step that is sure to be safe. */
public final class TrainWithTrpo {
  private TrainWithTrpo() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    TrpoConfig config =
        TrpoConfig.sb3()
            .withRolloutSteps(128)
            .withMinibatchSize(256)
            .withGaeLambda(0.98)
            .withCriticEpochs(20)
            .withCgDamping(0.001);
    try (Agent<TrpoConfig> agent = TrpoAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 100_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
