package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole episodes under uniformly random actions are distributed as Gymnasium's are. Of a thousand
 * with throttles one or two come to stand and last to the time limit, hence the many episodes.
 */
class RandomEpisodesTest {
  /** Factor of the two-sample Kolmogorov-Smirnov limit at a level of 0.001. */
  private static final double KS_FACTOR = 1.95;

  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  /** The statistics of some episodes. */
  private static final class Sample {
    final double[] returns;
    final double[] lengths;

    /** Sums over the steps of an episode, [O][episodes]. */
    final double[][] sums;

    Sample(Simulator simulator, int width, int actionSize, int timeLimit, int episodes) {
      returns = new double[episodes];
      lengths = new double[episodes];
      sums = new double[width][episodes];
      Pcg64 generator = new Pcg64(77);
      Pcg64 policy = new Pcg64(12345);
      float[] action = new float[actionSize];
      float[] observation = new float[width];
      for (int e = 0; e < episodes; e++) {
        simulator.start(generator);
        do {
          for (int i = 0; i < actionSize; i++) {
            action[i] = (float) (actionSize == 1 ? policy.integers(0, 4) : policy.uniform(-1, 1));
          }
          returns[e] += simulator.step(action, 0);
          simulator.observe(observation, 0, new byte[0], 0);
          for (int i = 0; i < width; i++) {
            sums[i][e] += observation[i];
          }
          lengths[e]++;
        } while (!simulator.terminated() && lengths[e] < timeLimit);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LunarLander-v3, 1, 1000, 300",
    "LunarLanderContinuous-v3, 2, 1000, 1000",
    "BipedalWalker-v3, 4, 1600, 80"
  })
  void returnsLengthsAndObservationsAreDistributedAsInGymnasium(
      String id, int actionSize, int timeLimit, int episodes) {
    Recorded recorded = Recorded.read("box2d_random_policy/" + id + ".json");
    double[] means = Recorded.doubles(recorded.data().path("obs_mean"));
    Sample sample;
    try (Simulator simulator = simulator(actionSize)) {
      sample = new Sample(simulator, means.length, actionSize, timeLimit, episodes);
    }
    assertSameDistribution(
        sample.returns, Recorded.doubles(recorded.data().path("sorted_returns")), "returns");
    assertSameDistribution(
        sample.lengths, Recorded.doubles(recorded.data().path("sorted_lengths")), "lengths");

    double steps = Arrays.stream(sample.lengths).sum();
    double others = recorded.data().path("episodes").asDouble();
    for (int j = 0; j < means.length; j++) {
      double mean = Arrays.stream(sample.sums[j]).sum() / steps;
      // Steps of an episode resemble each other: the error is that of the episodes' sums.
      double squares = 0;
      for (int e = 0; e < episodes; e++) {
        double residual = sample.sums[j][e] - mean * sample.lengths[e];
        squares += residual * residual;
      }
      double error = Math.sqrt(squares * (1 + episodes / others)) / steps;
      assertThat(Math.abs(mean - means[j]))
          .as("mean of observation %d: %s, recorded %s", j, mean, means[j])
          .isLessThan(4 * error);
    }
  }

  private static Simulator simulator(int actionSize) {
    return actionSize == 4
        ? new BipedalWalker(false)
        : new LunarLander(new LunarLander.Options(actionSize == 2, -10, false, 15, 1.5));
  }

  private static void assertSameDistribution(double[] sample, double[] sortedOther, String what) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int m = sortedOther.length;
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      double value = Math.min(sorted[i], sortedOther[j]) + 1e-6;
      while (i < n && sorted[i] <= value) {
        i++;
      }
      while (j < m && sortedOther[j] <= value) {
        j++;
      }
      distance = Math.max(distance, Math.abs((double) i / n - (double) j / m));
    }
    assertThat(distance).as(what).isLessThan(KS_FACTOR * Math.sqrt((n + m) / ((double) n * m)));
  }
}
