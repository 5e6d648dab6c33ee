package io.github.ascent4j.core.advantage;

import io.github.ascent4j.policy.normalizer.Moments;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A critic that learns returns divided by their running deviation, as tianshou's actor-critics do
 * with reward_normalization: {@code R / sqrt(var + 1e-8)} with the variance of all batches before.
 * The critic's values are multiplied by the same number before advantages are estimated from them.
 */
public final class ReturnScaling {
  private static final double EPSILON = 1e-8;

  private RunningMeanVariance statistics = new RunningMeanVariance(1, 0);

  /** What values are multiplied and returns divided by, from the batches so far. */
  public float deviation() {
    return (float) Math.sqrt(statistics.variance(0) + EPSILON);
  }

  /** Multiplies {@code values[0 .. count-1]} in place. */
  public static void multiply(float[] values, int count, float factor) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  /**
   * Takes in {@code returns[0 .. count-1]}, and divides them in place by what was known before.
   *
   * @param valid which returns are taken in; null for all
   */
  public void scale(float[] returns, int count, boolean @Nullable [] valid) {
    scale(moments(returns, count, valid), returns, count);
  }

  /** The moments of the returns that are taken in. */
  public static Moments moments(float[] returns, int count, boolean @Nullable [] valid) {
    return new Moments(1).of(returns, count, valid);
  }

  /** Takes in a batch by its moments, and divides the returns in place by what was known before. */
  public void scale(Moments moments, float[] returns, int count) {
    float deviation = deviation();
    statistics.merge(moments);
    for (int i = 0; i < count; i++) {
      returns[i] /= deviation;
    }
  }

  /** Writes the statistics. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(statistics.mean(0));
    out.writeDouble(statistics.variance(0));
    out.writeDouble(statistics.count());
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    double[] mean = {in.readDouble()};
    double[] variance = {in.readDouble()};
    statistics = new RunningMeanVariance(mean, variance, in.readDouble());
  }
}
