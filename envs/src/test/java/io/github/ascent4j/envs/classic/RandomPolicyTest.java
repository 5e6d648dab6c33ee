package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole episodes under uniformly random actions are distributed as Gymnasium's are. */
class RandomPolicyTest {
  private static final int EPISODES = 600;

  /** Factor of the two-sample Kolmogorov-Smirnov limit at a level of 0.001. */
  private static final double KS_FACTOR = 1.95;

  static List<Golden> statistics() {
    return Golden.all("random_policy");
  }

  /** The first episode of every copy; later ones of a copy would favour short */
  private static final class Episodes {
    final double[] returns = new double[EPISODES];
    final double[] lengths = new double[EPISODES];

    /** Sums over the steps of an episode, [O][EPISODES]. */
    final double[][] observationSums;

    Episodes(String id) {
      ClassicControl environment = Tasks.make(id, EPISODES);
      StepBatch batch = Tasks.batch(environment);
      int width = environment.observationSpace().flatSize();
      observationSums = new double[width][EPISODES];
      boolean[] over = new boolean[EPISODES];
      float[] actions = new float[EPISODES];
      Pcg64 generator = new Pcg64(12345);
      environment.reset(1000, batch);
      for (int t = 0; t < environment.timeLimit(); t++) {
        for (int i = 0; i < EPISODES; i++) {
          actions[i] = Tasks.randomAction(environment, generator);
        }
        environment.step(actions, batch);
        for (int i = 0; i < EPISODES; i++) {
          if (!over[i]) {
            over[i] = batch.terminated[i] || batch.truncated[i];
            float[] seen = over[i] ? batch.finalObservations : batch.observations;
            returns[i] += batch.rewards[i];
            lengths[i]++;
            for (int j = 0; j < width; j++) {
              observationSums[j][i] += seen[i * width + j];
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void returnsLengthsAndObservationsAreDistributedAsInGymnasium(Golden golden) {
    Episodes episodes = new Episodes(golden.env());
    assertSameDistribution(
        episodes.returns, Golden.doubles(golden.data().path("sorted_returns")), "returns");
    assertSameDistribution(
        episodes.lengths, Golden.doubles(golden.data().path("sorted_lengths")), "lengths");

    double steps = Arrays.stream(episodes.lengths).sum();
    double[] expected = Golden.doubles(golden.data().path("obs_mean"));
    for (int j = 0; j < expected.length; j++) {
      double[] sums = episodes.observationSums[j];
      double mean = Arrays.stream(sums).sum() / steps;
      // Steps of an episode resemble each other: the error is that of the episodes' sums.
      double squares = 0;
      for (int i = 0; i < EPISODES; i++) {
        double residual = sums[i] - mean * episodes.lengths[i];
        squares += residual * residual;
      }
      double otherEpisodes = golden.data().path("episodes").asDouble();
      double error = Math.sqrt(squares * (1 + EPISODES / otherEpisodes)) / steps;
      assertThat(Math.abs(mean - expected[j]))
          .as("mean of observation %d: %s, recorded %s", j, mean, expected[j])
          .isLessThan(4 * error);
    }
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
      // The recording has six digits.
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
