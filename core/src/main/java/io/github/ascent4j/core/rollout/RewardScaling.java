package io.github.ascent4j.core.rollout;

import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Divides rewards by the standard deviation of the running discounted return R: {@code clip(r /
 * sqrt(var + epsilon), -limit, limit)}. The mean is not subtracted, so the sign of a reward stays.
 * The systems differ in R and in what its variance is taken over:
 *
 * <ul>
 *   <li>{@link Form#POOLED}, Stable-Baselines3's VecNormalize: {@code R = gamma R + r} per
 *       environment, one statistic over all, and R starts again at 0 after either end of an
 *       episode.
 *   <li>{@link Form#PER_ENVIRONMENT}, Gymnasium's NormalizeReward around each environment, as in
 *       CleanRL: {@code R = gamma R (1 - terminated) + r} with the flag of the same step, and a
 *       statistic for each environment. A terminal step drops the past before its own reward
 *       counts, which the next episode goes on from; a truncation drops nothing.
 * </ul>
 */
public final class RewardScaling {
  /** Whose convention is followed. */
  public enum Form {
    /** One statistic over all environments. */
    POOLED,
    /** One statistic for each environment. */
    PER_ENVIRONMENT
  }

  private static final double INITIAL_COUNT = 1e-4;
  private static final boolean[] NONE = {};

  private final Form form;
  private final double discount;
  private final double epsilon;
  private final double limit;
  private final double[] returns;
  private final double[] single = new double[1];
  private final double[] counted;
  private final RunningMeanVariance[] statistics;

  /** A pooled scaling. */
  public RewardScaling(int environments, double discount, double epsilon, double limit) {
    this(Form.POOLED, environments, discount, epsilon, limit);
  }

  public RewardScaling(Form form, int environments, double discount, double epsilon, double limit) {
    this.form = form;
    this.discount = discount;
    this.epsilon = epsilon;
    this.limit = limit;
    returns = new double[environments];
    counted = new double[environments];
    statistics = new RunningMeanVariance[form == Form.POOLED ? 1 : environments];
    Arrays.setAll(statistics, i -> new RunningMeanVariance(1, INITIAL_COUNT));
  }

  /** Scales the rewards of a step that every environment has taken; see the other method. */
  public void scale(
      double[] rewards, boolean[] terminated, boolean[] truncated, float[] scaled, int offset) {
    scale(rewards, terminated, truncated, NONE, scaled, offset);
  }

  /**
   * Scales one step's rewards.
   *
   * @param rewards [B]
   * @param waiting which environments took no step, [B]; empty for none
   * @param scaled receives the scaled rewards, [B] from {@code offset} on
   */
  public void scale(
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      boolean[] waiting,
      float[] scaled,
      int offset) {
    switch (form) {
      case POOLED -> scalePooled(rewards, terminated, truncated, waiting, scaled, offset);
      case PER_ENVIRONMENT -> scaleEach(rewards, terminated, waiting, scaled, offset);
    }
  }

  private static boolean stepped(boolean[] waiting, int b) {
    return waiting.length == 0 || !waiting[b];
  }

  private void scalePooled(
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      boolean[] waiting,
      float[] scaled,
      int offset) {
    int count = 0;
    for (int b = 0; b < returns.length; b++) {
      if (stepped(waiting, b)) {
        returns[b] = returns[b] * discount + rewards[b];
        counted[count++] = returns[b];
      }
    }
    statistics[0].update(count == counted.length ? counted : Arrays.copyOf(counted, count));
    for (int b = 0; b < returns.length; b++) {
      if (stepped(waiting, b)) {
        scaled[offset + b] = scaled(rewards[b], statistics[0]);
        if (terminated[b] || truncated[b]) {
          returns[b] = 0;
        }
      }
    }
  }

  private void scaleEach(
      double[] rewards, boolean[] terminated, boolean[] waiting, float[] scaled, int offset) {
    for (int b = 0; b < returns.length; b++) {
      if (stepped(waiting, b)) {
        double past = terminated[b] ? 0 : returns[b] * discount;
        returns[b] = past + rewards[b];
        single[0] = returns[b];
        statistics[b].update(single);
        scaled[offset + b] = scaled(rewards[b], statistics[b]);
      }
    }
  }

  private float scaled(double reward, RunningMeanVariance statistic) {
    double value = reward / Math.sqrt(statistic.variance(0) + epsilon);
    return (float) Math.max(-limit, Math.min(limit, value));
  }

  /** The statistic of the discounted returns that scales an environment's rewards. */
  public RunningMeanVariance statistics(int environment) {
    return statistics[form == Form.POOLED ? 0 : environment];
  }

  /** Forgets the running returns, when all environments start again. */
  void restart() {
    Arrays.fill(returns, 0);
  }

  /** Writes statistics and running returns. */
  public void save(DataOutput out) throws IOException {
    if (form == Form.POOLED) {
      save(statistics[0], out);
    }
    out.writeInt(returns.length);
    for (double value : returns) {
      out.writeDouble(value);
    }
    if (form == Form.PER_ENVIRONMENT) {
      for (RunningMeanVariance statistic : statistics) {
        save(statistic, out);
      }
    }
  }

  private static void save(RunningMeanVariance statistic, DataOutput out) throws IOException {
    out.writeDouble(statistic.mean(0));
    out.writeDouble(statistic.variance(0));
    out.writeDouble(statistic.count());
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    if (form == Form.POOLED) {
      statistics[0] = restoreStatistic(in);
    }
    int environments = in.readInt();
    if (environments != returns.length) {
      throw new IOException(
          "reward scaling of " + environments + " environments does not fit " + returns.length);
    }
    for (int b = 0; b < environments; b++) {
      returns[b] = in.readDouble();
    }
    if (form == Form.PER_ENVIRONMENT) {
      for (int b = 0; b < environments; b++) {
        statistics[b] = restoreStatistic(in);
      }
    }
  }

  private static RunningMeanVariance restoreStatistic(DataInput in) throws IOException {
    double mean = in.readDouble();
    double variance = in.readDouble();
    double count = in.readDouble();
    return new RunningMeanVariance(new double[] {mean}, new double[] {variance}, count);
  }
}
