package io.github.ascent4j.environment.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an environment said in a number of calls, to be compared with what it says another time. */
final class Trace {
  /** Observations beyond are compared by their hash. */
  private static final int MOST_FLOATS = 2_000_000;

  private static final double[] NO_INFOS = {};

  /**
   * The answer to one call.
   *
   * @param copy -1 where there is only one
   * @param step of the episode, 0 for its start
   * @param failure what was thrown in place of an answer; empty if nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // Read by place, never compared as a whole.
  private record Entry(
      int copy,
      long seed,
      int step,
      float @Nullable [] observation,
      int hash,
      double reward,
      boolean terminated,
      boolean truncated,
      int masks,
      double[] infos,
      String failure) {

    String place() {
      return (copy < 0 ? "" : "copy " + copy + ", ")
          + (step == 0 ? "at the start" : "after step " + step)
          + " of the episode"
          + (seed < 0 ? "" : " with seed " + seed);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private int floats;

  int entries() {
    return entries.size();
  }

  void add(
      int copy,
      long seed,
      int step,
      float[] observation,
      double reward,
      boolean terminated,
      boolean truncated,
      boolean[] masks,
      double[] infos) {
    boolean kept = floats + observation.length <= MOST_FLOATS;
    floats += kept ? observation.length : 0;
    entries.add(
        new Entry(
            copy,
            seed,
            step,
            kept ? observation.clone() : null,
            Arrays.hashCode(observation),
            reward,
            terminated,
            truncated,
            Arrays.hashCode(masks),
            infos.clone(),
            ""));
  }

  void fail(int copy, long seed, int step, String failure) {
    entries.add(new Entry(copy, seed, step, null, 0, 0, false, false, 0, NO_INFOS, failure));
  }

  /** Where {@code other} first says something else than this; null if nowhere. */
  @Nullable String difference(Trace other) {
    for (int i = 0; i < Math.min(entries.size(), other.entries.size()); i++) {
      String difference = difference(entries.get(i), other.entries.get(i));
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return null;
  }

  private static String difference(Entry before, Entry now) {
    String place = now.place();
    if (!now.failure.equals(before.failure)) {
      return place
          + ": "
          + (now.failure.isEmpty() ? "it failed before and now does not" : now.failure);
    }
    if (now.step != before.step || now.seed != before.seed) {
      return before.place() + " another episode has begun";
    }
    float[] then = before.observation;
    float[] here = now.observation;
    if (then != null && here != null) {
      for (int i = 0; i < then.length; i++) {
        if (Float.compare(then[i], here[i]) != 0) {
          return place + " observation[" + i + "] is " + here[i] + " and was " + then[i];
        }
      }
    } else if (now.hash != before.hash) {
      return place + " the observation is another one";
    }
    if (Double.compare(before.reward, now.reward) != 0) {
      return place + " the reward is " + now.reward + " and was " + before.reward;
    }
    if (before.terminated != now.terminated || before.truncated != now.truncated) {
      return place
          + " terminated is "
          + now.terminated
          + " and truncated "
          + now.truncated
          + ", and they were "
          + before.terminated
          + " and "
          + before.truncated;
    }
    for (int i = 0; i < before.infos.length; i++) {
      if (Double.compare(before.infos[i], now.infos[i]) != 0) {
        return place + " info[" + i + "] is " + now.infos[i] + " and was " + before.infos[i];
      }
    }
    return before.masks != now.masks ? place + " the action mask is another one" : "";
  }
}
