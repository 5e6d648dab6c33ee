package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** A choice and a number in one action, from an observation of named parts. */
public final class TrainWithTupleActions {
  private TrainWithTupleActions() {}

  public static void main(String[] arguments) throws IOException {
    Policy policy = run(Path.of(arguments[0]));
    for (float distance = 0.1f; distance < 1; distance += 0.1f) {
      float[] stroke = policy.act(new float[] {distance, 0});
      System.out.printf("%.1f: club %.0f, strength %.2f%n", distance, stroke[0], stroke[1]);
    }
  }

  static Policy run(Path file) throws IOException {
    VectorEnvironment environment = VectorEnvironments.of(Golf::new, 16);
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(64)
            .withMinibatchSize(256)
            .withLearningRate(Schedule.linear(0.003))
            .withPolicy(PolicyConfig.DEFAULT.withActionScaling(true).withLogStdInit(-0.5));
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      agent.train(environment, 60_000);
      agent.policy().save(file);
    }
    return Policy.load(file);
  }
}
