package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** REINFORCE: no critic, actions weighted by the returns that follow them. */
public final class TrainWithReinforce {
  private TrainWithReinforce() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    ReinforceConfig config =
        ReinforceConfig.tianshou(environment.copies())
            .withRolloutSteps(16) // withEpisodes(8) updates after whole episodes instead
            .withNormalizeReturns(true)
            .withLearningRate(Schedule.linear(0.01));
    try (Agent<ReinforceConfig> agent = ReinforceAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 200_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
