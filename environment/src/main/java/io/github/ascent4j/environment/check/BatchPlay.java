package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.check.EnvironmentPlay.Hop;
import io.github.ascent4j.environment.check.EnvironmentPlay.Stop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Plays all copies of a vector environment, with actions that follow from seeds and masks. */
final class BatchPlay {
  final VectorEnvironment environment;

  /** An episode may by chance begin with what the one before ended with; several hardly do. */
  private static final int ENDS_THAT_SAY_SO = 4;

  /** No environment gives it by chance: it is not NaN, and far from all that is measured. */
  private static final double UNWRITTEN_INFO = -0x1.5a5a5a5a5a5a5p1000;

  private final Watch watch;
  private final DeclaredSpaces declared;
  private final int copies;
  private final int actionSize;
  private final BatchRows rows;
  private final TrialActions[] trials;
  private final int[] steps;
  private final int[] episodes;
  private final float[][] firsts;
  private final Trace[] traces;
  private final float[] actions;
  private final StepBatch untouched;
  private StepBatch batch;
  private boolean tracing;
  private boolean judging;
  private boolean spoiling;
  private boolean inParts;
  private Hop hop = Runnable::run;
  private Endings endings = new Endings();
  private long seed;
  private int calls;
  private int longest;

  /** Ends at which the last observation was still there, and all others. */
  private int stayed;

  private int restarted;

  BatchPlay(VectorEnvironment environment, Watch watch, DeclaredSpaces declared) {
    this.environment = environment;
    this.watch = watch;
    this.declared = declared;
    copies = environment.copies();
    actionSize = declared.action().flatSize();
    rows = new BatchRows(declared.observation(), declared.masks(), declared.infos().size());
    trials = new TrialActions[copies];
    traces = new Trace[copies];
    for (int b = 0; b < copies; b++) {
      trials[b] = new TrialActions(declared.action());
      traces[b] = new Trace();
    }
    steps = new int[copies];
    episodes = new int[copies];
    firsts = new float[copies][];
    actions = new float[copies * actionSize];
    batch = new StepBatch(environment);
    untouched = new StepBatch(environment);
  }

  /** Keeps what is said from here on. */
  BatchPlay traced() {
    tracing = true;
    return this;
  }

  void untraced() {
    tracing = false;
  }

  /** Looks at every value. */
  BatchPlay judged() {
    judging = true;
    return this;
  }

  /** Overwrites the actions once a step is over. */
  BatchPlay spoiled() {
    spoiling = true;
    return this;
  }

  BatchPlay inParts() {
    inParts = true;
    return this;
  }

  BatchPlay hopping(Hop through) {
    hop = through;
    return this;
  }

  Trace trace(int copy) {
    return traces[copy];
  }

  Endings endings() {
    return endings;
  }

  int longest() {
    return longest;
  }

  /** Starts all copies. */
  void begin(long firstSeed) {
    seed = firstSeed;
    calls = 0;
    batch = new StepBatch(environment);
    Arrays.fill(batch.observations, Values.UNWRITTEN);
    Arrays.fill(batch.infos, UNWRITTEN_INFO);
    call("reset", Defect.RESET_FAILED, () -> environment.reset(seed, batch));
    for (int b = 0; b < copies; b++) {
      steps[b] = 0;
      episodes[b] = 0;
      firsts[b] = rows.observation(batch, b);
      trials[b].begin(seed + b, way(b));
      if (judging) {
        judgeStart(b);
      }
      judgeMask(b);
      keep(b, firsts[b], 0, false, false);
    }
  }

  /** Steps all copies. */
  void advance() {
    int masks = declared.masks();
    for (int b = 0; b < copies; b++) {
      trials[b].next(batch.actionMasks, b * masks, actions, b * actionSize);
    }
    float[] handed = actions.clone();
    calls++;
    Arrays.fill(batch.finalObservations, Values.UNWRITTEN);
    Arrays.fill(batch.infos, UNWRITTEN_INFO);
    if (inParts) {
      stepPart(handed, 1, copies - 1);
      stepPart(handed, 0, 1);
    } else {
      call("step", Defect.STEP_FAILED, () -> environment.step(handed, batch));
    }
    if (judging && !Arrays.equals(handed, actions)) {
      watch.find(Defect.ACTION_CHANGED, "step " + calls + " wrote to the array of actions");
    }
    if (spoiling) {
      Arrays.fill(handed, Float.NaN);
    }
    for (int b = 0; b < copies; b++) {
      stepped(b);
    }
  }

  private void stepPart(float[] handed, int from, int count) {
    BatchRows.copy(batch, untouched);
    call("step", Defect.PARTIAL_STEP, () -> environment.step(handed, batch, from, count));
    for (int b = 0; b < copies; b++) {
      boolean stood = b < from || b >= from + count;
      String touched = stood ? rows.difference(batch, untouched, b) : "";
      if (!touched.isEmpty()) {
        watch.find(
            Defect.PARTIAL_STEP,
            "stepping "
                + count
                + " from copy "
                + from
                + " on changed "
                + touched
                + " of copy "
                + b
                + " in step "
                + calls);
        throw new Stop();
      }
    }
  }

  private void stepped(int b) {
    steps[b]++;
    longest = Math.max(longest, steps[b]);
    double reward = batch.rewards[b];
    boolean terminated = batch.terminated[b];
    boolean ended = terminated || batch.truncated[b];
    float[] now = rows.observation(batch, b);
    if (judging && !Float.isFinite((float) reward)) {
      watch.find(Defect.REWARD_NOT_FINITE, "the reward is " + reward + " " + place(b));
    }
    if (judging) {
      judgeInfos(b, true);
    }
    if (ended) {
      float[] last = rows.last(batch, b);
      endings.add(steps[b], terminated);
      if (judging) {
        judgeEnd(b, last, now);
      }
      keep(b, last, reward, terminated, batch.truncated[b]);
      steps[b] = 0;
      episodes[b]++;
      trials[b].begin(seed + b + 31L * episodes[b], way(b));
      reward = 0;
    }
    if (judging) {
      Values.check(watch, declared.observation(), now, "observation", () -> place(b));
    }
    judgeMask(b);
    keep(b, now, reward, false, false);
  }

  /** Copies differ in their actions, and episodes of one copy too. */
  private int way(int b) {
    return (int) ((seed + b + episodes[b]) & Integer.MAX_VALUE);
  }

  private void keep(int b, float[] observation, double reward, boolean ended, boolean truncated) {
    if (tracing) {
      traces[b].add(
          b,
          -1,
          steps[b],
          observation,
          reward,
          ended,
          truncated,
          rows.mask(batch, b),
          rows.infos(batch, b));
    }
  }

  private void judgeStart(int b) {
    int missing = Values.firstUnwritten(firsts[b], 0, firsts[b].length);
    if (missing >= 0) {
      watch.find(
          Defect.OBSERVATION_NOT_WRITTEN,
          "observation[" + missing + "] is what the batch held before " + place(b));
      throw new Stop();
    }
    Values.check(watch, declared.observation(), firsts[b], "observation", () -> place(b));
    judgeInfos(b, false);
    if (batch.rewards[b] != 0 || batch.terminated[b] || batch.truncated[b]) {
      watch.find(
          Defect.REWARD_AT_RESET,
          "reward "
              + batch.rewards[b]
              + ", terminated "
              + batch.terminated[b]
              + " and truncated "
              + batch.truncated[b]
              + " "
              + place(b));
    }
  }

  private void judgeInfos(int b, boolean stepped) {
    for (int i = 0; i < declared.infos().size(); i++) {
      double value = batch.infos[b * declared.infos().size() + i];
      String name = "info " + declared.infos().get(i);
      if (value == UNWRITTEN_INFO) {
        watch.find(Defect.INFO_NOT_WRITTEN, name + " is what the batch held before " + place(b));
      } else if (!stepped && !Double.isNaN(value)) {
        watch.find(Defect.INFO_NOT_WRITTEN, name + " is " + value + " " + place(b));
      } else if (Double.isInfinite(value)) {
        watch.find(Defect.INFO_NOT_FINITE, name + " is " + value + " " + place(b));
      }
    }
  }

  private void judgeEnd(int b, float[] last, float[] now) {
    int missing = Values.firstUnwritten(last, 0, last.length);
    if (missing >= 0) {
      watch.find(
          Defect.FINAL_OBSERVATION_MISSING,
          "finalObservations[" + missing + "] is what the batch held before " + place(b));
      return;
    }
    Values.check(watch, declared.observation(), last, "final observation", () -> place(b));
    if (!Arrays.equals(last, now)) {
      restarted++;
    } else if (!Arrays.equals(now, firsts[b])) {
      stayed++;
    }
    if (stayed >= ENDS_THAT_SAY_SO && restarted == 0 && calls > 1) {
      watch.find(
          Defect.NO_AUTORESET,
          "observations still hold the last observation of the episode " + place(b));
      throw new Stop();
    }
  }

  private void judgeMask(int b) {
    int masks = declared.masks();
    int part =
        masks == 0
            ? -1
            : ActionMasks.firstForbidden(declared.action(), batch.actionMasks, b * masks);
    if (part >= 0) {
      watch.find(
          Defect.MASK_FORBIDS_ALL, "every choice of action[" + part + "] is masked " + place(b));
      throw new Stop();
    }
  }

  private String place(int b) {
    return "of copy "
        + b
        + (steps[b] == 0 ? " at the start" : " after step " + steps[b])
        + " of its episode "
        + episodes[b]
        + ", reset with seed "
        + seed;
  }

  private void call(String what, Defect failed, Runnable body) {
    watch.enter(what, seed, calls);
    try {
      hop.run(body);
    } catch (Exception | AssertionError | StackOverflowError e) {
      if (tracing) {
        for (int b = 0; b < copies; b++) {
          traces[b].fail(b, -1, steps[b], what + " threw " + e);
        }
      }
      String text = what + (calls > 0 ? " " + calls : "") + " after reset with seed " + seed;
      throw new Stop(new Finding(failed, text + " threw " + e, e));
    } finally {
      watch.leave();
    }
  }

  /**
   * Saves the environment and draws other actions from here on, which {@link #resume} draws too.
   */
  byte[] save() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    environment.save(new DataOutputStream(bytes));
    turnToOtherActions();
    return bytes.toByteArray();
  }

  /** Goes on where {@code saved} stood when it made {@code bytes}. */
  void resume(BatchPlay saved, byte[] bytes) throws IOException {
    environment.restore(new DataInputStream(new ByteArrayInputStream(bytes)));
    seed = saved.seed;
    calls = saved.calls;
    System.arraycopy(saved.steps, 0, steps, 0, copies);
    System.arraycopy(saved.episodes, 0, episodes, 0, copies);
    BatchRows.copy(saved.batch, batch);
    turnToOtherActions();
  }

  private void turnToOtherActions() {
    for (int b = 0; b < copies; b++) {
      trials[b].begin(seed + b, 0);
    }
  }

  /** Whether a step with this action in copy 0 is refused. */
  boolean refuses(float[] action) {
    float[] handed = actions.clone();
    System.arraycopy(action, 0, handed, 0, action.length);
    try {
      call("step", Defect.STEP_FAILED, () -> environment.step(handed, batch));
      return false;
    } catch (Stop stopped) {
      return true;
    }
  }
}
