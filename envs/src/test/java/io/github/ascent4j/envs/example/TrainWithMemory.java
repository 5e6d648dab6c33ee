package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.PolicySession;
import java.io.IOException;
import java.nio.file.Path;

/** A pole whose speed nobody sees: it takes an agent that remembers where the pole was. */
public final class TrainWithMemory {
  private TrainWithMemory() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    System.out.printf("mean return %.0f%n", run(file, 100_000));
    int push = pushOf(Policy.load(file), 0.05f, 0.02f);
    System.out.println("a falling pole is pushed " + (push == 0 ? "left" : "right"));
  }

  static double run(Path file, long steps) throws IOException {
    // @start region="train"
    VectorEnvironment environment = Environments.make("CartPoleNoVel-v1", 8);
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(128)
            .withMinibatchSize(128)
            .withGamma(0.98)
            .withLearningRate(Schedule.linear(0.003))
            .withClipRange(Schedule.linear(0.2))
            .withPolicy(PolicyConfig.DEFAULT.withMemory(MemoryConfig.lstm(32)));
    // @end
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, steps).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
  }

  /** What a new episode's second push is, where the cart stands still and the pole turns. */
  static int pushOf(Policy policy, float firstAngle, float secondAngle) {
    // @start region="serve"
    PolicySession session = policy.session(); // an episode starts
    session.choose(new float[] {0, firstAngle}); // each choice takes the memory one step on
    session.reward(1); // needed by agents that read the reward before, and harmless to others
    return session.choose(new float[] {0, secondAngle});
    // @end
  }
}
