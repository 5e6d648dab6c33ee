package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole episodes under uniformly random actions are distributed as Gymnasium's are. */
@NeedsMujoco
class RandomPolicyTest {
  private static final int EPISODES = 40;

  /** Factor of the two-sample Kolmogorov-Smirnov limit at a level of 0.001. */
  private static final double KS_FACTOR = 1.95;

  static List<Golden> statistics() {
    return Golden.all("random_policy");
  }

  @Test
  void statisticsOfNineTasksAreThere() {
    assertThat(statistics()).hasSize(9);
  }

  /** The first episode of every copy; later ones of a copy would favour short ones. */
  @ParameterizedTest
  @MethodSource("statistics")
  void returnsAndLengthsAreDistributedAsInGymnasium(Golden golden) {
    double[] returns = new double[EPISODES];
    double[] lengths = new double[EPISODES];
    Pcg64 generator = new Pcg64(12345);
    try (VectorEnvironment one = Tasks.make(golden.env(), 1)) {
      StepBatch batch = new StepBatch(one);
      for (int episode = 0; episode < EPISODES; episode++) {
        one.reset(1000 + episode, batch);
        boolean over = false;
        while (!over) {
          one.step(Tasks.randomActions(one, generator), batch);
          returns[episode] += batch.rewards[0];
          lengths[episode]++;
          over = batch.terminated[0] || batch.truncated[0];
        }
      }
    }
    assertSameDistribution(
        returns, Golden.doubles(golden.data().path("sorted_returns")), "returns");
    assertSameDistribution(
        lengths, Golden.doubles(golden.data().path("sorted_lengths")), "lengths");
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
