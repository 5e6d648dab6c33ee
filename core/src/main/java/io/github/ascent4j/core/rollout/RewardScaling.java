package io.github.ascent4j.core.rollout;

import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Divides rewards by the standard deviation of the running discounted return, as
 * Stable-Baselines3's VecNormalize: {@code R = gamma R + r} per environment, one statistic over
 * all, {@code clip(r / sqrt(var + epsilon), -limit, limit)}, and R starts again at 0 after an
 * episode's end. The mean is not subtracted, so the sign of a reward stays.
 */
public final class RewardScaling {
  private final double discount;
  private final double epsilon;
  private final double limit;
  private final double[] returns;
  private RunningMeanVariance statistics = new RunningMeanVariance(1, 1e-4);

  public RewardScaling(int environments, double discount, double epsilon, double limit) {
    this.discount = discount;
    this.epsilon = epsilon;
    this.limit = limit;
    returns = new double[environments];
  }

  /**
   * Scales one step's rewards.
   *
   * @param rewards [B]
   * @param scaled receives the scaled rewards, [B] from {@code offset} on
   */
  public void scale(
      double[] rewards, boolean[] terminated, boolean[] truncated, float[] scaled, int offset) {
    for (int b = 0; b < returns.length; b++) {
      returns[b] = returns[b] * discount + rewards[b];
    }
    statistics.update(returns);
    double deviation = Math.sqrt(statistics.variance(0) + epsilon);
    for (int b = 0; b < returns.length; b++) {
      double reward = rewards[b] / deviation;
      scaled[offset + b] = (float) Math.max(-limit, Math.min(limit, reward));
      if (terminated[b] || truncated[b]) {
        returns[b] = 0;
      }
    }
  }

  /** The statistic of the discounted returns. */
  public RunningMeanVariance statistics() {
    return statistics;
  }

  /** Forgets the running returns, when all environments start again. */
  void restart() {
    Arrays.fill(returns, 0);
  }

  /** Writes statistic and running returns. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(statistics.mean(0));
    out.writeDouble(statistics.variance(0));
    out.writeDouble(statistics.count());
    out.writeInt(returns.length);
    for (double value : returns) {
      out.writeDouble(value);
    }
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    double mean = in.readDouble();
    double variance = in.readDouble();
    double count = in.readDouble();
    statistics = new RunningMeanVariance(new double[] {mean}, new double[] {variance}, count);
    int environments = in.readInt();
    if (environments != returns.length) {
      throw new IOException(
          "reward scaling of " + environments + " environments does not fit " + returns.length);
    }
    for (int b = 0; b < environments; b++) {
      returns[b] = in.readDouble();
    }
  }
}
