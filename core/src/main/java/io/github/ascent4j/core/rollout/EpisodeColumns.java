package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.result.EpisodeSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** What is kept of episodes, each in a slot, in columns so that keeping one allocates nothing. */
final class EpisodeColumns {
  double[] totalRewards;
  int[] lengths;
  private long[] steps;
  private int[] nonzeroRewards;
  private double[] discountedRewards;

  EpisodeColumns(int slots) {
    totalRewards = new double[slots];
    lengths = new int[slots];
    steps = new long[slots];
    nonzeroRewards = new int[slots];
    discountedRewards = new double[slots];
  }

  /** Makes room for {@code slots} slots, doubled so that growing costs little. */
  void reserve(int slots) {
    if (slots > lengths.length) {
      int size = Math.max(slots, 2 * lengths.length);
      totalRewards = Arrays.copyOf(totalRewards, size);
      lengths = Arrays.copyOf(lengths, size);
      steps = Arrays.copyOf(steps, size);
      nonzeroRewards = Arrays.copyOf(nonzeroRewards, size);
      discountedRewards = Arrays.copyOf(discountedRewards, size);
    }
  }

  void set(
      int slot,
      long step,
      double totalReward,
      int length,
      int nonzeroReward,
      double discountedReward) {
    steps[slot] = step;
    totalRewards[slot] = totalReward;
    lengths[slot] = length;
    nonzeroRewards[slot] = nonzeroReward;
    discountedRewards[slot] = discountedReward;
  }

  EpisodeSummary summary(int slot, long number, Map<String, Double> infos) {
    return new EpisodeSummary(
        number,
        steps[slot],
        totalRewards[slot],
        lengths[slot],
        nonzeroRewards[slot],
        discountedRewards[slot],
        infos);
  }

  void save(DataOutput out) throws IOException {
    for (int i = 0; i < lengths.length; i++) {
      out.writeLong(steps[i]);
      out.writeDouble(totalRewards[i]);
      out.writeInt(lengths[i]);
      out.writeInt(nonzeroRewards[i]);
      out.writeDouble(discountedRewards[i]);
    }
  }

  void restore(DataInput in) throws IOException {
    for (int i = 0; i < lengths.length; i++) {
      set(i, in.readLong(), in.readDouble(), in.readInt(), in.readInt(), in.readDouble());
    }
  }
}
