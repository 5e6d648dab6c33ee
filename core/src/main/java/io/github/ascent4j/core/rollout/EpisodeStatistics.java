package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.result.EpisodeSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Returns and lengths of episodes, with the environments' own rewards, and what their steps say
 * beside them: the last ones for means and, if they are kept, all that have ended since they were
 * last taken.
 */
public final class EpisodeStatistics {
  /** Finished episodes that the means are over. */
  public static final int WINDOW = 100;

  private final double[] runningRewards;
  private final int[] runningLengths;
  private final int[] runningNonzero;
  private final double[] runningDiscounted;

  /** What the next reward of each running episode is multiplied by. */
  private final double[] discounts;

  private final EpisodeColumns window = new EpisodeColumns(WINDOW);
  private final EpisodeColumns finished = new EpisodeColumns(WINDOW);
  private final EpisodeInfos infos;
  private boolean keepsFinished;
  private int finishedCount;
  private double discount = 1;
  private long steps;
  private long episodes;
  private final LargestReward largest = new LargestReward();

  /**
   * Statistics of B environments that start their first episodes and say nothing of their steps.
   */
  public EpisodeStatistics(int environments) {
    this(environments, List.of(), new double[0]);
  }

  /**
   * Statistics of B environments that start their first episodes.
   *
   * @param infoNames what they say of their steps
   * @param infos where that is found of the steps that are counted, [B,I]
   */
  public EpisodeStatistics(int environments, List<String> infoNames, double[] infos) {
    this.infos = new EpisodeInfos(infoNames, infos, WINDOW);
    runningRewards = new double[environments];
    runningLengths = new int[environments];
    runningNonzero = new int[environments];
    runningDiscounted = new double[environments];
    discounts = new double[environments];
    Arrays.fill(discounts, 1);
  }

  /**
   * Keeps every episode that ends from now on until {@link #takeFinished}; to be called before the
   * first step.
   *
   * @param newDiscount of {@link EpisodeSummary#discountedReward}; 1 where this is not called
   */
  public void keepFinished(double newDiscount) {
    keepsFinished = true;
    discount = newDiscount;
  }

  /** Counts a step of environment {@code b}. */
  void step(int b, double reward, boolean ended) {
    steps++;
    runningRewards[b] += reward;
    runningLengths[b]++;
    if (Math.abs(reward) > largest.magnitude) {
      largest.note(reward, b, runningLengths[b], steps, episodes);
    }
    runningNonzero[b] += reward != 0 ? 1 : 0;
    runningDiscounted[b] += discounts[b] * reward;
    discounts[b] *= discount;
    if (infos.any()) {
      infos.step(b);
    }
    if (ended) {
      if (keepsFinished) {
        finished.reserve(finishedCount + 1);
        infos.keepFinished(finishedCount, b);
        keep(finished, finishedCount++, b);
      }
      infos.keep((int) (episodes % WINDOW), b);
      keep(window, (int) (episodes % WINDOW), b);
      episodes++;
      clear(b);
    }
  }

  /** The reward of largest magnitude since this was made. */
  LargestReward largest() {
    return largest;
  }

  private void keep(EpisodeColumns columns, int slot, int b) {
    columns.set(
        slot, steps, runningRewards[b], runningLengths[b], runningNonzero[b], runningDiscounted[b]);
  }

  private void clear(int b) {
    runningRewards[b] = 0;
    runningLengths[b] = 0;
    runningNonzero[b] = 0;
    runningDiscounted[b] = 0;
    discounts[b] = 1;
    infos.clear(b);
  }

  /** Forgets the running episodes, when all environments start again. */
  void restart() {
    for (int b = 0; b < discounts.length; b++) {
      clear(b);
    }
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
    double sum = 0;
    for (int i = 0; i < windowSize(); i++) {
      sum += window.totalRewards[i];
    }
    return windowSize() == 0 ? Double.NaN : sum / windowSize();
  }

  /** Mean length of the last episodes; NaN before the first ends. */
  public double meanLength() {
    return windowSize() == 0
        ? Double.NaN
        : (double) Arrays.stream(window.lengths, 0, windowSize()).sum() / windowSize();
  }

  /** The last episodes, up to {@link #WINDOW}, oldest first. */
  public List<EpisodeSummary> last() {
    List<EpisodeSummary> last = new ArrayList<>(windowSize());
    for (long k = episodes - windowSize(); k < episodes; k++) {
      int slot = (int) (k % WINDOW);
      last.add(window.summary(slot, k + 1, infos.last(slot)));
    }
    return last;
  }

  /** The kept episodes that have ended since the last call or {@link #restore}, in their order. */
  public List<EpisodeSummary> takeFinished() {
    List<EpisodeSummary> taken = new ArrayList<>(finishedCount);
    for (int i = 0; i < finishedCount; i++) {
      taken.add(finished.summary(i, episodes - finishedCount + i + 1, infos.finished(i)));
    }
    finishedCount = 0;
    return taken;
  }

  /**
   * What environments say of their steps, as figures: {@code info/NAME} is the mean over all steps
   * of the last episodes, {@code info/NAME_final} the mean of what their last steps said.
   */
  public Map<String, Double> infoFigures() {
    return infos.figures(windowSize());
  }

  /** Whether environments say anything of their steps, so that there is more to save. */
  public boolean hasInfos() {
    return infos.any();
  }

  /** Writes what environments have said of their steps. */
  public void saveInfos(DataOutput out) throws IOException {
    infos.save(out);
  }

  /** Takes over, by name, what {@link #saveInfos} wrote. */
  public void restoreInfos(DataInput in) throws IOException {
    infos.restore(in);
  }

  /** Writes all counts; what {@link #takeFinished} would give is the caller's to take before. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(steps);
    out.writeLong(episodes);
    window.save(out);
    out.writeInt(discounts.length);
    for (int b = 0; b < discounts.length; b++) {
      out.writeDouble(runningRewards[b]);
      out.writeInt(runningLengths[b]);
      out.writeInt(runningNonzero[b]);
      out.writeDouble(runningDiscounted[b]);
      out.writeDouble(discounts[b]);
    }
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    steps = in.readLong();
    episodes = in.readLong();
    window.restore(in);
    finishedCount = 0;
    int environments = in.readInt();
    if (environments != discounts.length || steps < 0 || episodes < 0) {
      throw new IOException(
          "episode statistics of " + environments + " environments do not fit " + discounts.length);
    }
    for (int b = 0; b < environments; b++) {
      runningRewards[b] = in.readDouble();
      runningLengths[b] = in.readInt();
      runningNonzero[b] = in.readInt();
      runningDiscounted[b] = in.readDouble();
      discounts[b] = in.readDouble();
    }
  }
}
