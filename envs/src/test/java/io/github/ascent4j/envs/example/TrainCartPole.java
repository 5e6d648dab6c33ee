package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** Trains an agent, saves it, and asks the saved file what to do. */
public final class TrainCartPole {
  private TrainCartPole() {}

  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]));
  }

  static double run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(32)
            .withMinibatchSize(256)
            .withEpochs(20)
            .withGamma(0.98)
            .withGaeLambda(0.8)
            .withLearningRate(Schedule.linear(0.001))
            .withClipRange(Schedule.linear(0.2));
    double meanReturn;
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      meanReturn = agent.train(environment, 100_000).meanReturn();
      agent.policy().save(file);
    }

    Policy policy = Policy.load(file);
    int push = policy.choose(new float[] {0.01f, -0.02f, 0.03f, 0.04f});
    System.out.printf("mean return %.0f, push %s%n", meanReturn, push == 0 ? "left" : "right");
    // @end
    return meanReturn;
  }
}
