package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/*
 * Design. As behind CopiedEnvironments, an episode is decided by its seed and its actions, so these
 * are the state that is saved. A copy is replayed by stepping it alone, which is why advance takes a
 * range.
 */

/**
 * A simulator that steps all copies at once over arrays. This class looks after what they have in
 * common: seeds, restarts, the time limit, checks of actions, and saved states; a simulator writes
 * {@link #start}, {@link #advance} and {@link #observe} over arrays of its own with a place for
 * each copy.
 *
 * <p>Observations are numbers and every action is allowed; for images and masks, implement {@link
 * VectorEnvironment}.
 */
public abstract class BatchEnvironment implements VectorEnvironment {
  private static final int FIRST_HISTORY = 64;

  private final String name;
  private final int copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final int timeLimit;
  private final int observationSize;
  private final int actionSize;
  private final long[] seeds;
  private final long[] episodes;
  private final int[] elapsed;

  /** The actions of the running episode of each copy. */
  private final float[][] history;

  /**
   * @param name for messages and provenance
   * @param copies B
   * @param timeLimit steps after which an episode is truncated; {@link Integer#MAX_VALUE} for none
   */
  protected BatchEnvironment(
      String name, int copies, Space observationSpace, Space actionSpace, int timeLimit) {
    if (copies < 1 || timeLimit < 1) {
      throw new IllegalArgumentException(
          name + ": copies " + copies + " and time limit " + timeLimit + " must be at least 1");
    }
    if (ObservationLayout.of(observationSpace).bytes() > 0) {
      throw new IllegalArgumentException(
          name
              + " has images in "
              + observationSpace
              + "; implement VectorEnvironment in place of BatchEnvironment");
    }
    this.name = name;
    this.copies = copies;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.timeLimit = timeLimit;
    observationSize = observationSpace.flatSize();
    actionSize = actionSpace.flatSize();
    seeds = new long[copies];
    episodes = new long[copies];
    elapsed = new int[copies];
    history = new float[copies][FIRST_HISTORY * actionSize];
  }

  /**
   * Starts an episode in one copy.
   *
   * @param seed decides everything random in this episode
   */
  protected abstract void start(int copy, long seed);

  /**
   * Steps the copies {@code from .. from + count - 1}; each one's numbers must not depend on which
   * others are stepped with it.
   *
   * @param actions [B,A]; a discrete action is its index
   * @param rewards receives those of the copies stepped, [B]
   * @param terminated receives whether they reached a terminal state, [B]
   */
  protected abstract void advance(
      float[] actions, int from, int count, double[] rewards, boolean[] terminated);

  /**
   * Writes the present observations of the copies {@code from .. from + count - 1}.
   *
   * @param observations [B,O]
   */
  protected abstract void observe(int from, int count, float[] observations);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int copies() {
    return copies;
  }

  @Override
  public final Space observationSpace() {
    return observationSpace;
  }

  @Override
  public final Space actionSpace() {
    return actionSpace;
  }

  @Override
  public final void reset(long seed, StepBatch out) {
    for (int b = 0; b < copies; b++) {
      seeds[b] = seed + b;
      episodes[b] = 0;
      begin(b);
    }
    observe(0, copies, out.observations);
    Arrays.fill(out.rewards, 0);
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
  }

  private void begin(int copy) {
    elapsed[copy] = 0;
    start(copy, EpisodeSeed.of(seeds[copy], episodes[copy]));
  }

  @Override
  public final boolean stepsInParts() {
    return true;
  }

  @Override
  public final void step(float[] actions, StepBatch out) {
    step(actions, out, 0, copies);
  }

  @Override
  public final void step(float[] actions, StepBatch out, int from, int count) {
    for (int b = from; b < from + count; b++) {
      if (!actionSpace.contains(actions, b * actionSize)) {
        throw failure(
            b,
            "action "
                + Arrays.toString(Arrays.copyOfRange(actions, b * actionSize, (b + 1) * actionSize))
                + " is not in "
                + actionSpace
                + "; bring it there with an action mapping");
      }
    }
    for (int b = from; b < from + count; b++) {
      remember(b, actions, b * actionSize);
    }
    advance(actions, from, count, out.rewards, out.terminated);
    observe(from, count, out.observations);
    for (int b = from; b < from + count; b++) {
      elapsed[b]++;
      out.truncated[b] = elapsed[b] >= timeLimit;
      if (out.terminated[b] || out.truncated[b]) {
        int row = b * observationSize;
        System.arraycopy(out.observations, row, out.finalObservations, row, observationSize);
        episodes[b]++;
        begin(b);
        observe(b, 1, out.observations);
      }
    }
  }

  private void remember(int copy, float[] actions, int offset) {
    int at = elapsed[copy] * actionSize;
    if (at + actionSize > history[copy].length) {
      history[copy] = Arrays.copyOf(history[copy], 2 * history[copy].length);
    }
    System.arraycopy(actions, offset, history[copy], at, actionSize);
  }

  private EnvironmentException failure(int copy, String what) {
    return new EnvironmentException(name + ", copy " + copy + ": " + what);
  }

  @Override
  public final void save(DataOutput data) throws IOException {
    float[] observations = new float[copies * observationSize];
    observe(0, copies, observations);
    for (int b = 0; b < copies; b++) {
      data.writeLong(seeds[b]);
      data.writeLong(episodes[b]);
      data.writeInt(elapsed[b]);
      for (int i = 0; i < elapsed[b] * actionSize; i++) {
        data.writeFloat(history[b][i]);
      }
      for (int i = b * observationSize; i < (b + 1) * observationSize; i++) {
        data.writeFloat(observations[i]);
      }
    }
  }

  @Override
  public final void restore(DataInput data) throws IOException {
    float[] actions = new float[copies * actionSize];
    float[] observations = new float[copies * observationSize];
    double[] rewards = new double[copies];
    boolean[] terminated = new boolean[copies];
    for (int b = 0; b < copies; b++) {
      seeds[b] = data.readLong();
      episodes[b] = data.readLong();
      int steps = data.readInt();
      if (steps < 0 || steps >= timeLimit) {
        throw new IOException(name + ", copy " + b + ": " + steps + " steps in an episode");
      }
      begin(b);
      for (int t = 0; t < steps; t++) {
        for (int i = b * actionSize; i < (b + 1) * actionSize; i++) {
          actions[i] = data.readFloat();
        }
        remember(b, actions, b * actionSize);
        advance(actions, b, 1, rewards, terminated);
        elapsed[b]++;
      }
      observe(b, 1, observations);
      compare(b, observations, data);
    }
  }

  private void compare(int copy, float[] observations, DataInput data) throws IOException {
    for (int i = 0; i < observationSize; i++) {
      float saved = data.readFloat();
      float now = observations[copy * observationSize + i];
      if (saved != now) {
        throw new IOException(
            name
                + ", copy "
                + copy
                + ": replaying its episode gave observation["
                + i
                + "] "
                + now
                + " instead of "
                + saved
                + "; an episode must follow from its seed and actions alone");
      }
    }
  }
}
