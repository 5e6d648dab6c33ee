package io.github.ascent4j.examples.queueing;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.examples.Rule;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** Trains who admits customers, and compares with rules that people use. */
public final class TrainAdmission {
  private static final int EPISODES = 1000;
  private static final long TEST_SEED = 1_000_000;

  private TrainAdmission() {}

  /** Takes the file for the policy. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    System.out.printf("random                  %8.1f%n", income(Rule.random(2, 1)));
    System.out.printf("admit everyone          %8.1f%n", income(reserving(0)));
    for (int kept = 1; kept <= 5; kept++) {
      System.out.printf("keep %d for premium      %8.1f%n", kept, income(reserving(kept)));
    }
    System.out.printf("trained                 %8.1f%n", income(Rule.of(train(file, 400_000))));
  }

  static Policy train(Path file, int steps) throws IOException {
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(64)
            .withMinibatchSize(512)
            .withEpochs(4)
            .withGamma(0.97)
            .withLearningRate(Schedule.linear(0.003));
    try (VectorEnvironment environment = VectorEnvironments.of(Admission::new, 64);
        Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      agent.train(environment, steps);
      agent.policy().save(file);
    }
    return Policy.load(file);
  }

  /**
   * Trunk reservation: ordinary customers are admitted while more than so many servers are free.
   */
  static Rule reserving(int kept) {
    return (observation, mask) -> {
      int free = Admission.SERVERS - Math.round(observation[0] * Admission.SERVERS);
      boolean premium = observation[1] > 0;
      return free > (premium ? 0 : kept) ? Admission.ADMIT : Admission.REJECT;
    };
  }

  /** What 200 customers pay, in the mean over episodes that no training has seen. */
  static double income(Rule rule) {
    try (VectorEnvironment environment = VectorEnvironments.of(Admission::new, EPISODES)) {
      return rule.meanReturn(environment, TEST_SEED);
    }
  }
}
