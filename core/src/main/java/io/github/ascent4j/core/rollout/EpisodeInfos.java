package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.result.InfoFigures;
import io.github.ascent4j.environment.InfoNames;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What environments say of their steps beside rewards: for the last episodes the sums over their
 * steps and what their last steps said, and for the episodes that are to be taken the latter. A
 * number that is not there (NaN) counts nowhere.
 */
final class EpisodeInfos {
  private final List<String> names;

  /** I. */
  private final int size;

  /** Of the latest steps, [B,I]; the environment writes it. */
  private final double[] infos;

  /** Over the steps of the running episodes, [B,I]. */
  private final double[] sums;

  private final int[] counts;

  /** Of the last episodes, [slots,I]. */
  private final double[] windowSums;

  private final int[] windowCounts;
  private final double[] windowLasts;

  /** Of the episodes to be taken, [slots,I]. */
  private double[] finishedLasts;

  /**
   * @param infos where the environment's numbers of the latest steps are found, [B,I]
   * @param slots of the last episodes
   */
  EpisodeInfos(List<String> names, double[] infos, int slots) {
    this.names = names;
    this.infos = infos;
    size = names.size();
    sums = new double[infos.length];
    counts = new int[infos.length];
    windowSums = new double[slots * size];
    windowCounts = new int[slots * size];
    windowLasts = new double[slots * size];
    Arrays.fill(windowLasts, Double.NaN);
    finishedLasts = new double[slots * size];
  }

  /** Whether there is anything to keep. */
  boolean any() {
    return size > 0;
  }

  List<String> names() {
    return names;
  }

  /** Takes in the latest step of environment {@code b}. */
  void step(int b) {
    for (int k = b * size; k < (b + 1) * size; k++) {
      double value = infos[k];
      if (!Double.isNaN(value)) {
        sums[k] += value;
        counts[k]++;
      }
    }
  }

  /** Keeps the episode that environment {@code b} has ended as one of the last. */
  void keep(int slot, int b) {
    System.arraycopy(sums, b * size, windowSums, slot * size, size);
    System.arraycopy(counts, b * size, windowCounts, slot * size, size);
    System.arraycopy(infos, b * size, windowLasts, slot * size, size);
  }

  /** Keeps it to be taken. */
  void keepFinished(int slot, int b) {
    if ((slot + 1) * size > finishedLasts.length) {
      finishedLasts = Arrays.copyOf(finishedLasts, 2 * finishedLasts.length);
    }
    System.arraycopy(infos, b * size, finishedLasts, slot * size, size);
  }

  /** Forgets the running episode of environment {@code b}. */
  void clear(int b) {
    Arrays.fill(sums, b * size, (b + 1) * size, 0);
    Arrays.fill(counts, b * size, (b + 1) * size, 0);
  }

  /** What the last step of one of the last episodes said. */
  Map<String, Double> last(int slot) {
    return row(windowLasts, slot);
  }

  /** What the last step of an episode to be taken said. */
  Map<String, Double> finished(int slot) {
    return row(finishedLasts, slot);
  }

  private Map<String, Double> row(double[] values, int slot) {
    if (size == 0) {
      return Map.of();
    }
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      row.put(names.get(i), values[slot * size + i]);
    }
    return Collections.unmodifiableMap(row);
  }

  /**
   * For each name the mean over all steps of the last episodes and the mean of what their last
   * steps said, NaN where there is none.
   *
   * @param slots in use
   */
  Map<String, Double> figures(int slots) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      double sum = 0;
      long count = 0;
      double lasts = 0;
      int ends = 0;
      for (int k = i; k < slots * size; k += size) {
        sum += windowSums[k];
        count += windowCounts[k];
        if (!Double.isNaN(windowLasts[k])) {
          lasts += windowLasts[k];
          ends++;
        }
      }
      figures.put(InfoFigures.mean(names.get(i)), count == 0 ? Double.NaN : sum / count);
      figures.put(InfoFigures.last(names.get(i)), ends == 0 ? Double.NaN : lasts / ends);
    }
    return figures;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(size);
    for (String name : names) {
      out.writeUTF(name);
    }
    out.writeInt(size == 0 ? 0 : sums.length / size);
    for (int k = 0; k < sums.length; k++) {
      out.writeDouble(sums[k]);
      out.writeInt(counts[k]);
    }
    for (int k = 0; k < windowSums.length; k++) {
      out.writeDouble(windowSums[k]);
      out.writeInt(windowCounts[k]);
      out.writeDouble(windowLasts[k]);
    }
  }

  /**
   * Takes over what {@link #save} wrote, by name: an environment may say more by now, or less.
   *
   * @throws IOException if the data are no such state
   */
  void restore(DataInput in) throws IOException {
    int savedSize = in.readInt();
    if (savedSize < 0 || savedSize > InfoNames.MOST) {
      throw new IOException("infos of " + savedSize + " names");
    }
    List<String> saved = new ArrayList<>();
    for (int i = 0; i < savedSize; i++) {
      saved.add(in.readUTF());
    }
    int[] places = saved.stream().mapToInt(names::indexOf).toArray();
    int environments = in.readInt();
    if (savedSize > 0 && size > 0 && environments != sums.length / size) {
      throw new IOException(
          "infos of " + environments + " environments do not fit " + sums.length / size);
    }
    for (int b = 0; savedSize > 0 && b < environments; b++) {
      for (int place : places) {
        double sum = in.readDouble();
        int count = in.readInt();
        if (place >= 0) {
          sums[b * size + place] = sum;
          counts[b * size + place] = count;
        }
      }
    }
    for (int slot = 0; savedSize > 0 && slot < EpisodeStatistics.WINDOW; slot++) {
      for (int place : places) {
        double sum = in.readDouble();
        int count = in.readInt();
        double last = in.readDouble();
        if (place >= 0) {
          windowSums[slot * size + place] = sum;
          windowCounts[slot * size + place] = count;
          windowLasts[slot * size + place] = last;
        }
      }
    }
  }
}
