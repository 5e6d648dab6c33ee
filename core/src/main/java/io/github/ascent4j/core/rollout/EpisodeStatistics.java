package io.github.ascent4j.core.rollout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Returns and lengths of episodes, with the environments' own rewards. */
public final class EpisodeStatistics {
  /** Finished episodes that the means are over. */
  public static final int WINDOW = 100;

  private final double[] runningReturns;
  private final int[] runningLengths;
  private final double[] returns = new double[WINDOW];
  private final int[] lengths = new int[WINDOW];
  private long episodes;

  /** Statistics of B environments that start their first episodes. */
  public EpisodeStatistics(int environments) {
    runningReturns = new double[environments];
    runningLengths = new int[environments];
  }

  /** Counts a step of environment {@code b}. */
  void step(int b, double reward, boolean ended) {
    runningReturns[b] += reward;
    runningLengths[b]++;
    if (ended) {
      int slot = (int) (episodes % WINDOW);
      returns[slot] = runningReturns[b];
      lengths[slot] = runningLengths[b];
      episodes++;
      runningReturns[b] = 0;
      runningLengths[b] = 0;
    }
  }

  /** Forgets the running episodes, when all environments start again. */
  void restart() {
    Arrays.fill(runningReturns, 0);
    Arrays.fill(runningLengths, 0);
  }

  /** Finished episodes so far. */
  public long episodes() {
    return episodes;
  }

  /** How many episodes the means are over, up to {@link #WINDOW}. */
  public int windowSize() {
    return (int) Math.min(WINDOW, episodes);
  }

  /** Mean return of the last episodes; NaN before the first ends. */
  public double meanReturn() {
    return windowSize() == 0 ? Double.NaN : sum(returns) / windowSize();
  }

  /** Mean length of the last episodes; NaN before the first ends. */
  public double meanLength() {
    return windowSize() == 0
        ? Double.NaN
        : (double) Arrays.stream(lengths, 0, windowSize()).sum() / windowSize();
  }

  private double sum(double[] values) {
    double sum = 0;
    for (int i = 0; i < windowSize(); i++) {
      sum += values[i];
    }
    return sum;
  }

  /** Writes all counts. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(episodes);
    for (int i = 0; i < WINDOW; i++) {
      out.writeDouble(returns[i]);
      out.writeInt(lengths[i]);
    }
    out.writeInt(runningReturns.length);
    for (int b = 0; b < runningReturns.length; b++) {
      out.writeDouble(runningReturns[b]);
      out.writeInt(runningLengths[b]);
    }
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    episodes = in.readLong();
    for (int i = 0; i < WINDOW; i++) {
      returns[i] = in.readDouble();
      lengths[i] = in.readInt();
    }
    int environments = in.readInt();
    if (environments != runningReturns.length || episodes < 0) {
      throw new IOException(
          "episode statistics of "
              + environments
              + " environments do not fit "
              + runningReturns.length);
    }
    for (int b = 0; b < environments; b++) {
      runningReturns[b] = in.readDouble();
      runningLengths[b] = in.readInt();
    }
  }
}
