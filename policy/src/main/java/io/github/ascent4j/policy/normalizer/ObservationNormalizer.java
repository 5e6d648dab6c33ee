package io.github.ascent4j.policy.normalizer;

import org.jspecify.annotations.Nullable;

/**
 * Centres and scales observations by running statistics: {@code clip((x - mean) / sqrt(var +
 * epsilon), -limit, limit)} per component, in double precision, rounded to float once.
 */
public final class ObservationNormalizer {
  private final RunningMeanVariance statistics;
  private final double epsilon;
  private final double limit;

  /**
   * @param epsilon added to the variance
   * @param limit largest magnitude of a normalised component; may be infinite
   */
  public ObservationNormalizer(RunningMeanVariance statistics, double epsilon, double limit) {
    if (!(epsilon >= 0) || !(limit > 0)) {
      throw new IllegalArgumentException(
          "epsilon " + epsilon + " must not be negative and limit " + limit + " must be positive");
    }
    this.statistics = statistics;
    this.epsilon = epsilon;
    this.limit = limit;
  }

  /** An independent copy: updating one leaves the other alone. */
  public ObservationNormalizer copy() {
    return new ObservationNormalizer(statistics.copy(), epsilon, limit);
  }

  public RunningMeanVariance statistics() {
    return statistics;
  }

  public double epsilon() {
    return epsilon;
  }

  public double limit() {
    return limit;
  }

  /** Normalises {@code n} rows in place, starting at {@code offset}. NaN stays NaN. */
  public void normalize(float[] rows, int offset, int n) {
    int size = statistics.size();
    for (int d = 0; d < size; d++) {
      double mean = statistics.mean(d);
      double deviation = Math.sqrt(statistics.variance(d) + epsilon);
      for (int i = offset + d; i < offset + n * size; i += size) {
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
        && Double.compare(epsilon, normalizer.epsilon) == 0
        && Double.compare(limit, normalizer.limit) == 0;
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }

  @Override
  public String toString() {
    return "epsilon " + epsilon + ", limit " + limit + ", " + statistics;
  }
}
