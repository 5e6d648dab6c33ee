package io.github.ascent4j.policy.normalizer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Centres and scales observations by running statistics: {@code clip((x - mean) / divisor, -limit,
 * limit)} per component, in double precision, rounded to float once. {@link Divisor} says how a
 * variance near 0 is kept from blowing up what is divided by it. Its components are some columns of
 * a row, the first ones unless told otherwise; the others are neither counted nor changed.
 *
 * <p>Thread safety: normalising keeps nothing, so threads may share one while nobody updates its
 * {@link #statistics}.
 */
public final class ObservationNormalizer {
  /** What a centred component is divided by. */
  public enum Divisor {
    /** {@code sqrt(var + epsilon)}: Stable-Baselines3, tianshou, Gymnasium. */
    PLUS_EPSILON,
    /** {@code sqrt(max(var, epsilon))}: rlpyt, which calls epsilon var_clip. */
    AT_LEAST_EPSILON
  }

  private final RunningMeanVariance statistics;
  private final int[] columns;
  private final Divisor divisor;
  private final double epsilon;
  private final double limit;

  /**
   * Divides by {@link Divisor#PLUS_EPSILON}.
   *
   * @param epsilon added to the variance
   * @param limit largest magnitude of a normalised component; may be infinite
   */
  public ObservationNormalizer(RunningMeanVariance statistics, double epsilon, double limit) {
    this(statistics, Divisor.PLUS_EPSILON, epsilon, limit);
  }

  /**
   * @param epsilon added to the variance or the least it counts as
   * @param limit largest magnitude of a normalised component; may be infinite
   */
  public ObservationNormalizer(
      RunningMeanVariance statistics, Divisor divisor, double epsilon, double limit) {
    this(statistics, IntStream.range(0, statistics.size()).toArray(), divisor, epsilon, limit);
  }

  private ObservationNormalizer(
      RunningMeanVariance statistics,
      int[] columns,
      Divisor divisor,
      double epsilon,
      double limit) {
    if (!(epsilon >= 0) || !(limit > 0)) {
      throw new IllegalArgumentException(
          "epsilon " + epsilon + " must not be negative and limit " + limit + " must be positive");
    }
    this.statistics = statistics;
    this.columns = columns;
    this.divisor = divisor;
    this.epsilon = epsilon;
    this.limit = limit;
  }

  /** An independent copy: updating one leaves the other alone. */
  public ObservationNormalizer copy() {
    return new ObservationNormalizer(statistics.copy(), columns, divisor, epsilon, limit);
  }

  /**
   * This one, with the same statistics, over other columns of a row.
   *
   * @param newColumns that of each component, ascending
   */
  public ObservationNormalizer over(int... newColumns) {
    if (newColumns.length != statistics.size()) {
      throw new IllegalArgumentException(
          newColumns.length + " columns for statistics of " + statistics.size() + " components");
    }
    return new ObservationNormalizer(statistics, newColumns.clone(), divisor, epsilon, limit);
  }

  /** Adds {@code n} rows to the statistics; row i starts at {@code offset + i * stride}. */
  public void update(float[] rows, int offset, int n, int stride) {
    statistics.update(rows, offset, n, stride, columns);
  }

  public RunningMeanVariance statistics() {
    return statistics;
  }

  public Divisor divisor() {
    return divisor;
  }

  public double epsilon() {
    return epsilon;
  }

  public double limit() {
    return limit;
  }

  /**
   * Takes the statistics of {@code other} in place of these, if they are of the same columns.
   *
   * @return whether they are
   */
  public boolean takeOver(ObservationNormalizer other) {
    boolean same = Arrays.equals(columns, other.columns);
    if (same) {
      statistics.takeOver(other.statistics);
    }
    return same;
  }

  /**
   * Normalises {@code n} rows in place that hold its components and nothing else, starting at
   * {@code offset}. NaN stays NaN.
   */
  public void normalize(float[] rows, int offset, int n) {
    normalize(rows, offset, n, statistics.size());
  }

  /**
   * Normalises its columns of {@code n} rows in place; row i starts at {@code offset + i * stride}.
   * NaN stays NaN.
   */
  public void normalize(float[] rows, int offset, int n, int stride) {
    for (int d = 0; d < columns.length; d++) {
      double mean = statistics.mean(d);
      double variance = statistics.variance(d);
      double deviation =
          Math.sqrt(
              divisor == Divisor.PLUS_EPSILON ? variance + epsilon : Math.max(variance, epsilon));
      int end = offset + columns[d] + n * stride;
      for (int i = offset + columns[d]; i < end; i += stride) {
        double z = (rows[i] - mean) / deviation;
        z = z > limit ? limit : z;
        rows[i] = (float) (z < -limit ? -limit : z);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObservationNormalizer normalizer
        && statistics.equals(normalizer.statistics)
        && Arrays.equals(columns, normalizer.columns)
        && divisor == normalizer.divisor
        && Double.compare(epsilon, normalizer.epsilon) == 0
        && Double.compare(limit, normalizer.limit) == 0;
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }

  @Override
  public String toString() {
    String least = divisor == Divisor.AT_LEAST_EPSILON ? "variance of at least " : "epsilon ";
    return least + epsilon + ", limit " + limit + ", " + statistics;
  }
}
