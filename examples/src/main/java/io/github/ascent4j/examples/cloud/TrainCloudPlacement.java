package io.github.ascent4j.examples.cloud;

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

/** Trains who places jobs, and compares with rules that people use. */
public final class TrainCloudPlacement {
  private static final int EPISODES = 100;
  private static final long TEST_SEED = 1_000_000;

  private TrainCloudPlacement() {}

  /** Takes the file for the policy. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    System.out.printf("random                  %8.1f%n", cost(Rule.random(3, 1)));
    System.out.printf("in turn                 %8.1f%n", cost(inTurn()));
    System.out.printf("least work              %8.1f%n", cost(leastWork()));
    System.out.printf("earliest end            %8.1f%n", cost(earliestEnd()));
    System.out.printf("trained                 %8.1f%n", cost(Rule.of(train(file, 400_000))));
  }

  static Policy train(Path file, int steps) throws IOException {
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(32)
            .withMinibatchSize(256)
            .withEpochs(8)
            .withGamma(0.95)
            .withGaeLambda(0.9)
            .withLearningRate(Schedule.linear(0.003));
    int processors = Runtime.getRuntime().availableProcessors();
    try (VectorEnvironment environment =
            VectorEnvironments.of(CloudPlacement::new, 32, processors);
        Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      agent.train(environment, steps);
      agent.policy().save(file);
    }
    return Policy.load(file);
  }

  /** One machine after the other, whatever they do. */
  static Rule inTurn() {
    int[] next = new int[1];
    return (observation, mask) -> next[0]++ % CloudPlacement.SPEEDS.length;
  }

  /** The machine that is free first. */
  static Rule leastWork() {
    return (observation, mask) -> {
      int best = 0;
      for (int k = 1; k < CloudPlacement.SPEEDS.length; k++) {
        best = observation[k] < observation[best] ? k : best;
      }
      return best;
    };
  }

  /** The machine on which this job ends first, if nothing else comes. */
  static Rule earliestEnd() {
    return (observation, mask) -> {
      double length = CloudPlacement.length(observation[CloudPlacement.SPEEDS.length] > 0);
      int best = 0;
      double earliest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < CloudPlacement.SPEEDS.length; k++) {
        double end = observation[k] * CloudPlacement.SCALE + length / CloudPlacement.SPEEDS[k];
        best = end < earliest ? k : best;
        earliest = Math.min(end, earliest);
      }
      return best;
    };
  }

  /**
   * Minus the time that the jobs of a shift take together, in tens of seconds, in the mean over
   * episodes.
   */
  static double cost(Rule rule) {
    try (VectorEnvironment environment = VectorEnvironments.of(CloudPlacement::new, EPISODES)) {
      return rule.meanReturn(environment, TEST_SEED);
    }
  }
}
