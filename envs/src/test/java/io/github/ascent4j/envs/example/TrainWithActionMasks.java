package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** An environment of one's own, in which not every action is allowed everywhere. */
public final class TrainWithActionMasks {
  private TrainWithActionMasks() {}

  public static void main(String[] arguments) throws IOException {
    Policy policy = run(Path.of(arguments[0]));
    for (int sticks = 1; sticks <= Nim.MOST_STICKS; sticks++) {
      System.out.printf("of %d take %d%n", sticks, take(policy, sticks));
    }
  }

  static Policy run(Path file) throws IOException {
    // @start region="train"
    VectorEnvironment environment = VectorEnvironments.of(Nim::new, 16);
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(32)
            .withEpochs(5)
            .withEntropyCoefficient(0.01)
            .withLearningRate(Schedule.linear(0.003));
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      agent.train(environment, 40_000);
      agent.policy().save(file);
    }
    return Policy.load(file);
    // @end
  }

  /** How many sticks to take; who asks an agent says what is allowed, as the environment did. */
  static int take(Policy policy, int sticks) {
    // @start region="choose"
    float[] observation = new float[Nim.MOST_STICKS + 1];
    boolean[] mask = new boolean[3];
    Nim.observe(sticks, observation);
    Nim.allow(sticks, mask);
    return policy.choose(observation, mask) + 1;
    // @end
  }
}
