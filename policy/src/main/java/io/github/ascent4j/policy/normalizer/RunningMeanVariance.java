package io.github.ascent4j.policy.normalizer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mean and population variance per component of everything seen so far, in double precision, merged
 * batch by batch (Chan, Golub, LeVeque 1979, "Updating formulae and a pairwise algorithm for
 * computing sample variances").
 *
 * <p>Thread safety: none while it is updated, for one thread at a time; reading changes nothing.
 */
public final class RunningMeanVariance {
  private final double[] mean;
  private final double[] variance;
  private final Moments batch;
  private double count;

  /**
   * Starts at mean 0 and variance 1.
   *
   * @param initialCount weight of that start in observations: 1e-4 as in Stable-Baselines3, or 0,
   *     with which the first batch replaces it
   */
  public RunningMeanVariance(int size, double initialCount) {
    this(new double[size], ones(size), initialCount);
  }

  /** Statistics with the given content, copied. */
  public RunningMeanVariance(double[] mean, double[] variance, double count) {
    if (mean.length != variance.length) {
      throw new IllegalArgumentException(
          mean.length + " means but " + variance.length + " variances; give one of each");
    }
    for (int d = 0; d < mean.length; d++) {
      if (!Double.isFinite(mean[d]) || !Double.isFinite(variance[d]) || variance[d] < 0) {
        throw new IllegalArgumentException(
            "component "
                + d
                + ": mean "
                + mean[d]
                + " and variance "
                + variance[d]
                + " must be finite and the variance not negative");
      }
    }
    if (!(count >= 0) || Double.isInfinite(count)) {
      throw new IllegalArgumentException("count " + count + " must be finite and not negative");
    }
    this.mean = mean.clone();
    this.variance = variance.clone();
    batch = new Moments(mean.length);
    this.count = count;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** An independent copy. */
  public RunningMeanVariance copy() {
    return new RunningMeanVariance(mean, variance, count);
  }

  /** Number of components. */
  public int size() {
    return mean.length;
  }

  public double mean(int d) {
    return mean[d];
  }

  public double variance(int d) {
    return variance[d];
  }

  public double count() {
    return count;
  }

  /**
   * Merges {@code n} rows of {@link #size} values each, starting at {@code offset}; no rows change
   * nothing.
   */
  public void update(float[] rows, int offset, int n) {
    update(rows, offset, n, mean.length);
  }

  /** Merges the first components of {@code n} rows; row i starts at {@code offset + i * stride}. */
  public void update(float[] rows, int offset, int n, int stride) {
    merge(batch.of(rows, offset, n, stride));
  }

  /**
   * Merges some columns of {@code n} rows; row i starts at {@code offset + i * stride}.
   *
   * @param columns that of each component
   */
  public void update(float[] rows, int offset, int n, int stride, int[] columns) {
    merge(batch.of(rows, offset, n, stride, columns));
  }

  /** Merges {@code values}, each a value of the only component; no values change nothing. */
  public void update(double[] values) {
    if (mean.length != 1) {
      throw new IllegalArgumentException(
          "plain values for statistics of " + mean.length + " components; give rows instead");
    }
    merge(batch.of(values, values.length));
  }

  /** Merges a batch that is known by its moments; one of no numbers changes nothing. */
  public void merge(Moments moments) {
    double added = moments.count();
    if (added == 0) {
      return;
    }
    for (int d = 0; d < mean.length; d++) {
      merge(d, moments.mean(d), moments.squares(d) / added, added);
    }
    count += added;
  }

  /** Takes what {@code other}, of as many components, has seen in place of what was seen here. */
  void takeOver(RunningMeanVariance other) {
    System.arraycopy(other.mean, 0, mean, 0, mean.length);
    System.arraycopy(other.variance, 0, variance, 0, variance.length);
    count = other.count;
  }

  /** Merges what {@code other} has seen, as if it had been seen here. */
  public void merge(RunningMeanVariance other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "statistics of " + other.size() + " components cannot join those of " + size());
    }
    if (other.count == 0) {
      return;
    }
    for (int d = 0; d < mean.length; d++) {
      merge(d, other.mean[d], other.variance[d], other.count);
    }
    count += other.count;
  }

  private void merge(int d, double otherMean, double otherVariance, double otherCount) {
    double total = count + otherCount;
    double delta = otherMean - mean[d];
    double squares =
        variance[d] * count
            + otherVariance * otherCount
            + delta * delta * count * otherCount / total;
    mean[d] += delta * otherCount / total;
    variance[d] = squares / total;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RunningMeanVariance statistics
        && Arrays.equals(mean, statistics.mean)
        && Arrays.equals(variance, statistics.variance)
        && Double.compare(count, statistics.count) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(variance);
  }

  @Override
  public String toString() {
    return "mean "
        + Arrays.toString(mean)
        + ", variance "
        + Arrays.toString(variance)
        + " of "
        + count;
  }
}
