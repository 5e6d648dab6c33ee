package io.github.ascent4j.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Episodes under uniformly random actions, to be compared in distribution with recorded ones. */
public final class EpisodeSample {
  /** Factor of the two-sample Kolmogorov-Smirnov limit at a level of 0.001. */
  private static final double KS_FACTOR = 1.95;

  private final double[] returns;
  private final double[] lengths;

  /** Sums over the steps of an episode of what is observed, and of its square, [2][O][episodes]. */
  private final double[][][] sums;

  private int terminated;

  public EpisodeSample(int episodes, int observationSize) {
    returns = new double[episodes];
    lengths = new double[episodes];
    sums = new double[2][observationSize][episodes];
  }

  /** Counts a step of an episode. */
  public void step(int episode, double reward, float[] observations, int offset) {
    returns[episode] += reward;
    lengths[episode]++;
    for (int j = 0; j < sums[0].length; j++) {
      double value = observations[offset + j];
      sums[0][j][episode] += value;
      sums[1][j][episode] += value * value;
    }
  }

  /** Counts an end that is no time limit. */
  public void terminate() {
    terminated++;
  }

  /** Compares returns, lengths, ends, and the mean of what was observed. */
  public void assertLike(JsonNode recorded) {
    double[] otherReturns = Golden.doubles(recorded.get("sorted_returns"));
    double[] otherLengths = Golden.doubles(recorded.get("sorted_lengths"));
    int n = returns.length;
    int m = otherReturns.length;
    assertThat(recorded.get("episodes").asInt()).isEqualTo(m);
    assertSameDistribution(returns, otherReturns, "returns");
    assertSameDistribution(lengths, otherLengths, "lengths");
    assertSummaries(recorded, otherReturns, "return");
    assertSummaries(recorded, otherLengths, "length");

    double ended = recorded.get("terminated_fraction").asDouble();
    double both = (terminated + ended * m) / (n + m);
    assertThat((double) terminated / n)
        .as("part of the episodes that terminate")
        .isCloseTo(ended, within(4 * Math.sqrt(both * (1 - both) * (1.0 / n + 1.0 / m)) + 1e-12));

    double[] means = Golden.doubles(recorded.get("obs_mean"));
    double[] deviations = Golden.doubles(recorded.get("obs_std"));
    assertThat(means).hasSize(sums[0].length);
    for (int j = 0; j < means.length; j++) {
      assertSameMean(sums[0][j], means[j], deviations[j], m, "observation " + j);
    }
  }

  /** Compares the deviation of what was observed, of which few episodes tell little. */
  public void assertDeviationsLike(JsonNode recorded) {
    double[] means = Golden.doubles(recorded.get("obs_mean"));
    double[] deviations = Golden.doubles(recorded.get("obs_std"));
    assertThat(deviations).hasSize(sums[1].length);
    for (int j = 0; j < means.length; j++) {
      double square = deviations[j] * deviations[j] + means[j] * means[j];
      int others = recorded.get("episodes").asInt();
      assertSameMean(sums[1][j], square, 0, others, "square of observation " + j);
    }
  }

  /** The recording's own summaries are of what it sorted, with six digits. */
  private static void assertSummaries(JsonNode recorded, double[] sorted, String what) {
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double variance =
        Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(recorded.get("mean_" + what).asDouble()).isCloseTo(mean, within(1e-5));
    assertThat(recorded.get("std_" + what).asDouble()).isCloseTo(Math.sqrt(variance), within(1e-5));
    double[] percents = Golden.doubles(recorded.get("quantiles"));
    double[] quantiles = Golden.doubles(recorded.get(what + "_q"));
    assertThat(quantiles).hasSameSizeAs(percents);
    for (int i = 0; i < percents.length; i++) {
      double place = percents[i] / 100 * (sorted.length - 1);
      int below = (int) place;
      double above = sorted[Math.min(below + 1, sorted.length - 1)];
      assertThat(quantiles[i])
          .isCloseTo(sorted[below] + (place - below) * (above - sorted[below]), within(1e-5));
    }
  }

  /**
   * @param deviation of a step in the recording, which is the error where nothing of ours varies,
   *     as a force of contacts that are rare
   */
  private void assertSameMean(
      double[] ofEpisodes, double expected, double deviation, int others, String what) {
    int n = lengths.length;
    double steps = Arrays.stream(lengths).sum();
    double mean = Arrays.stream(ofEpisodes).sum() / steps;
    // Steps of an episode resemble each other: the error is that of the episodes' sums.
    double squares = 0;
    for (int e = 0; e < n; e++) {
      double residual = ofEpisodes[e] - mean * lengths[e];
      squares += residual * residual;
    }
    double error =
        squares == 0
            ? deviation * Math.sqrt(1.0 / n + 1.0 / others)
            : Math.sqrt(squares * (1 + (double) n / others)) / steps;
    assertThat(Math.abs(mean - expected))
        .as("mean of %s: %s, recorded %s", what, mean, expected)
        .isLessThanOrEqualTo(4 * error + 1e-6 * Math.max(1, Math.abs(expected)));
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
