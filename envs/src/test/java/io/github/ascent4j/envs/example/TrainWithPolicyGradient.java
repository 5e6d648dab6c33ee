package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** The policy gradient over whole episodes, in the form with rewards to go and a baseline. */
public final class TrainWithPolicyGradient {
  private TrainWithPolicyGradient() {}

  public static void main(String[] arguments) throws IOException {
    System.out.printf("mean return %.0f%n", run(Path.of(arguments[0])));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    PolicyGradientConfig config =
        PolicyGradientConfig.prt()
            .withBatchSize(500)
            .withUseRewardToGo(true) // otherwise a step is weighted by the whole episode's return
            .withBaseline(true) // and withUseGae(true) generalises what it leaves
            .withLearningRate(Schedule.linear(0.01));
    try (Agent<PolicyGradientConfig> agent = PolicyGradientAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 200_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
    // @end
  }
}
