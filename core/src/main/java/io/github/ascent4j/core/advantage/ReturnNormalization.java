package io.github.ascent4j.core.advantage;

import io.github.ascent4j.policy.normalizer.Moments;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Returns brought to mean 0 and deviation 1 by those of the batches before, as tianshou's policy
 * gradient does: {@code (G - mean) / sqrt(var + 1e-8)} with statistics that begin at mean 0 and
 * variance 1 and take in each batch's returns after they have normalised it.
 *
 * <p>The mean so far is also the best guess at the return of a state without a critic: an episode
 * that was cut is continued with it. For each batch, first estimate returns with {@link #mean} as
 * value of every final observation and behind the last row, then {@link #normalize} them.
 */
public final class ReturnNormalization {
  private static final double EPSILON = 1e-8;

  private RunningMeanVariance statistics = new RunningMeanVariance(1, 0);

  /** Mean of all returns so far; 0 before the first batch. */
  public double mean() {
    return statistics.mean(0);
  }

  /** Population variance of all returns so far; 1 before the first batch. */
  public double variance() {
    return statistics.variance(0);
  }

  /** Number of returns so far. */
  public double count() {
    return statistics.count();
  }

  /**
   * Normalises {@code returns[0 .. count-1]} in place by the statistics so far, and then adds them
   * as they were.
   */
  public void normalize(float[] returns, int count) {
    normalize(moments(returns, count), returns, count);
  }

  /**
   * The moments of the returns that are added.
   *
   * @throws ArithmeticException for a return that is not finite
   */
  public static Moments moments(float[] returns, int count) {
    checkFinite(returns, count);
    return new Moments(1).of(returns, count, null);
  }

  /** Normalises returns in place by the statistics so far, and then adds a batch by its moments. */
  public void normalize(Moments moments, float[] returns, int count) {
    double mean = mean();
    double divisor = Math.sqrt(variance() + EPSILON);
    statistics.merge(moments);
    for (int i = 0; i < count; i++) {
      returns[i] = (float) ((returns[i] - mean) / divisor);
    }
  }

  /** One bad return would stay in the statistics for good. */
  private static void checkFinite(float[] returns, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(returns[i])) {
        throw new ArithmeticException(
            "return[" + i + "] is " + returns[i] + ": rewards are too large for float sums");
      }
    }
  }

  /** Writes the statistics. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(mean());
    out.writeDouble(variance());
    out.writeDouble(count());
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    double mean = in.readDouble();
    double variance = in.readDouble();
    double count = in.readDouble();
    statistics = new RunningMeanVariance(new double[] {mean}, new double[] {variance}, count);
  }
}
