package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/*
 * Design. As behind CopiedEnvironments, running episodes are replayed. A copy is replayed by stepping
 * it alone, which is why advance takes a range.
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
  private final String name;
  private final int copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final int observationSize;
  private final int actionSize;
  private final int timeLimit;
  private final List<String> infoNames;
  private final VectorGuard guard;
  private final SeededEpisodes[] episodes;

  /**
   * @param name for messages and provenance
   * @param copies B
   * @param timeLimit steps after which an episode is truncated; {@link Integer#MAX_VALUE} for none
   */
  protected BatchEnvironment(
      String name, int copies, Space observationSpace, Space actionSpace, int timeLimit) {
    this(name, copies, observationSpace, actionSpace, timeLimit, List.of());
  }

  /**
   * @param name for messages and provenance
   * @param copies B
   * @param timeLimit steps after which an episode is truncated; {@link Integer#MAX_VALUE} for none
   * @param infoNames what {@link #info} gives after each step
   * @throws EnvironmentException if a name is not legal; see {@link InfoNames}
   */
  protected BatchEnvironment(
      String name,
      int copies,
      Space observationSpace,
      Space actionSpace,
      int timeLimit,
      List<String> infoNames) {
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
    observationSize = observationSpace.flatSize();
    actionSize = actionSpace.flatSize();
    this.timeLimit = timeLimit;
    this.infoNames = InfoNames.checked(name, infoNames);
    guard = new VectorGuard(name, copies, observationSpace, actionSpace, 0, infoNames.size());
    episodes = new SeededEpisodes[copies];
    Arrays.setAll(episodes, b -> new SeededEpisodes(guard, b, actionSize, timeLimit));
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

  /**
   * Writes what there is to know of the steps that the copies {@code from .. from + count - 1} have
   * just taken; called where there are names, before copies whose episodes have ended start again.
   *
   * @param infos [B,I]; those of the copies are NaN when called, which says that there is none
   */
  protected void info(int from, int count, double[] infos) {}

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
  public final int timeLimit() {
    return timeLimit;
  }

  @Override
  public final List<String> infoNames() {
    return infoNames;
  }

  @Override
  public final void reset(long seed, StepBatch out) {
    guard.checkBatch(out);
    for (int b = 0; b < copies; b++) {
      episodes[b].start(seed + b);
      begin(b);
    }
    observe(0, copies, out.observations);
    Arrays.fill(out.rewards, 0);
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
    Arrays.fill(out.infos, Double.NaN);
    guard.setStarted(true);
  }

  private void begin(int copy) {
    start(copy, episodes[copy].begin());
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
    guard.checkStep(actions, out);
    checkActions(actions, from, count);
    for (int b = from; b < from + count; b++) {
      episodes[b].add(actions, b * actionSize);
    }
    advance(actions, from, count, out.rewards, out.terminated);
    observe(from, count, out.observations);
    if (out.infos.length > 0) {
      int size = infoNames.size();
      Arrays.fill(out.infos, from * size, (from + count) * size, Double.NaN);
      info(from, count, out.infos);
    }
    for (int b = from; b < from + count; b++) {
      out.truncated[b] = episodes[b].atTimeLimit();
      if (out.terminated[b] || out.truncated[b]) {
        int row = b * observationSize;
        System.arraycopy(out.observations, row, out.finalObservations, row, observationSize);
        next(b, out);
      }
    }
  }

  private void next(int copy, StepBatch out) {
    episodes[copy].next();
    begin(copy);
    observe(copy, 1, out.observations);
  }

  @Override
  public final boolean restartsCopies() {
    return true;
  }

  @Override
  public final void restartCopy(int copy, StepBatch out) {
    guard.checkRestart(out);
    next(copy, out);
  }

  private void checkActions(float[] actions, int from, int count) {
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
  }

  /** Ends its use; those who override this call it. */
  @Override
  public void close() {
    guard.close();
  }

  private EnvironmentException failure(int copy, String what) {
    return new EnvironmentException(guard.place(copy) + ": " + what);
  }

  @Override
  public final void save(DataOutput data) throws IOException {
    guard.checkOpen();
    float[] observations = new float[copies * observationSize];
    observe(0, copies, observations);
    for (int b = 0; b < copies; b++) {
      episodes[b].save(data, observations, b * observationSize, observationSize);
    }
  }

  @Override
  public final void restore(DataInput data) throws IOException {
    guard.checkRestore();
    float[] observations = new float[copies * observationSize];
    for (int b = 0; b < copies; b++) {
      episodes[b].restore(data, new Alone(b));
      observe(b, 1, observations);
      episodes[b].compare(data, observations, b * observationSize, observationSize);
    }
    guard.setStarted(true);
  }

  /** One copy, stepped without the others. */
  private final class Alone implements EpisodeReplay.World {
    private final int copy;
    private final float[] row = new float[copies * actionSize];
    private final double[] rewards = new double[copies];
    private final boolean[] terminated = new boolean[copies];

    Alone(int copy) {
      this.copy = copy;
    }

    @Override
    public void begin() {
      BatchEnvironment.this.begin(copy);
    }

    @Override
    public void step(float[] actions, int offset) {
      System.arraycopy(actions, offset, row, copy * actionSize, actionSize);
      checkActions(row, copy, 1);
      episodes[copy].add(row, copy * actionSize);
      advance(row, copy, 1, rewards, terminated);
    }
  }
}
