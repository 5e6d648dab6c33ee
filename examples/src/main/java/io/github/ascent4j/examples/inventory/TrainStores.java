package io.github.ascent4j.examples.inventory;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.examples.Rule;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** Trains who orders for the stores, and compares with rules that people use. */
public final class TrainStores {
  private static final int EPISODES = 1000;
  private static final long TEST_SEED = 1_000_000;
  private static final int LOWEST_LEVEL = 30;
  private static final int HIGHEST_LEVEL = 44;

  private TrainStores() {}

  /** Takes the file for the policy. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int level = bestLevel();
    System.out.printf("random                  %8.1f%n", profit(Rule.random(25, 1)));
    System.out.printf("order up to %d          %8.1f%n", level, profit(orderingUpTo(level)));
    System.out.printf("trained                 %8.1f%n", profit(Rule.of(train(file, 2_000_000))));
  }

  static Policy train(Path file, int steps) throws IOException {
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(28)
            .withMinibatchSize(448)
            .withEpochs(6)
            .withGamma(0.95)
            .withLearningRate(Schedule.linear(0.003));
    try (Stores stores = new Stores(64);
        Agent<PpoConfig> agent = PpoAgent.create(stores, config, 42)) {
      agent.train(stores, steps);
      agent.policy().save(file);
    }
    return Policy.load(file);
  }

  /** The base-stock rule: orders what is missing to a level, with what is under way counted in. */
  static Rule orderingUpTo(int level) {
    return (observation, mask) -> {
      int there = Math.round(Stores.SCALE * (observation[0] + observation[1] + observation[2]));
      return Math.clamp(level - there, 0, Stores.MOST_ORDERED);
    };
  }

  /** The level that earns most. */
  static int bestLevel() {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int level = LOWEST_LEVEL; level <= HIGHEST_LEVEL; level++) {
      double profit = profit(orderingUpTo(level));
      if (profit > most) {
        most = profit;
        best = level;
      }
    }
    return best;
  }

  /** What a store earns in 56 days, in the mean over stores that no training has seen. */
  static double profit(Rule rule) {
    try (Stores stores = new Stores(EPISODES)) {
      return rule.meanReturn(stores, TEST_SEED);
    }
  }
}
