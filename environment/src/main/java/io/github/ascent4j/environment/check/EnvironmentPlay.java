package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.Environment.Outcome;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays episodes on one instance, with actions that follow from seeds and masks. */
final class EnvironmentPlay {
  /** Steps after which an undeclared mask is no longer looked for. */
  private static final int MASK_STEPS = 100;

  private final Environment environment;
  private final Watch watch;
  private final Space observationSpace;
  private final Space actionSpace;
  private final boolean masked;
  private final TrialActions trial;
  private final float[] action;
  private final boolean[] mask;
  private final List<String> infoNames;
  private final double[] infos;
  private final int limit;
  private Trace trace = new Trace();
  private boolean tracing;
  private boolean judging;
  private boolean spoiling;
  private int extra;
  private Hop hop = Runnable::run;
  private float[] given = new float[0];
  private float[] givenAction = new float[0];
  private float[] before = new float[0];
  private long seed;
  private int episode;
  private int step;
  private boolean running;
  private @Nullable Outcome outcome;

  /** Runs a call, in this thread or in another one. */
  @FunctionalInterface
  interface Hop {
    void run(Runnable call);
  }

  /** Nothing more can be learnt from this instance. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stopped it, if that is not noted yet. */
    final transient @Nullable Finding finding;

    Stop(@Nullable Finding finding) {
      super("", null, false, false);
      this.finding = finding;
    }

    Stop() {
      this(null);
    }
  }

  /**
   * @param limit steps after which an episode is left
   */
  EnvironmentPlay(Environment environment, Watch watch, DeclaredSpaces declared, int limit) {
    this.environment = environment;
    this.watch = watch;
    this.limit = limit;
    observationSpace = declared.observation();
    actionSpace = declared.action();
    masked = declared.masks() > 0;
    trial = new TrialActions(actionSpace);
    action = new float[actionSpace.flatSize()];
    mask = new boolean[declared.masks()];
    infoNames = declared.infos();
    infos = new double[infoNames.size()];
  }

  /** Keeps what is said in {@code kept} from here on. */
  EnvironmentPlay traced(Trace kept) {
    trace = kept;
    tracing = true;
    return this;
  }

  void untraced() {
    tracing = false;
  }

  /** Looks at every value, and notes what fails. */
  EnvironmentPlay judged() {
    judging = true;
    return this;
  }

  /** Overwrites every array that was handed in, once the call that it was for is over. */
  EnvironmentPlay spoiled() {
    spoiling = true;
    return this;
  }

  /** Hands in arrays that are longer than they should be. */
  EnvironmentPlay lengthened(int floats) {
    extra = floats;
    return this;
  }

  EnvironmentPlay hopping(Hop through) {
    hop = through;
    return this;
  }

  boolean running() {
    return running;
  }

  long seed() {
    return seed;
  }

  int episode() {
    return episode;
  }

  /** Steps of the episode that is running or was the last one. */
  int step() {
    return step;
  }

  /** How the last episode ended; null if it was left. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /** How many floats beyond the observation were written in the last call, when lengthened. */
  int writtenBeyond() {
    int size = observationSpace.flatSize();
    int beyond = 0;
    for (int i = size; i < given.length; i++) {
      beyond += Values.isUnwritten(given[i]) ? 0 : 1;
    }
    return beyond;
  }

  /** Starts an episode. */
  void begin(long episodeSeed, int number) {
    seed = episodeSeed;
    episode = number;
    step = 0;
    outcome = null;
    running = false;
    trial.begin(seed, number);
    float[] observation = fresh();
    call("reset", Defect.RESET_FAILED, () -> environment.reset(seed, observation));
    look(observation, 0, null);
    running = true;
  }

  /** Takes one step. */
  void advance() {
    trial.next(mask, 0, action, 0);
    float[] observation = fresh();
    float[] handed = Arrays.copyOf(action, action.length + extra);
    Outcome[] returned = new Outcome[1];
    step++;
    call("step", Defect.STEP_FAILED, () -> returned[0] = environment.step(handed, observation));
    Outcome result = returned[0];
    if (result == null) {
      watch.find(Defect.NULL_RETURNED, "step returned null " + place());
      throw new Stop();
    }
    if (judging) {
      judge(result, handed);
    }
    if (spoiling) {
      Arrays.fill(handed, Float.NaN);
    }
    running = !result.terminated() && !result.truncated() && step < limit;
    outcome = running ? null : result;
    givenAction = handed;
    look(observation, result.reward(), result);
  }

  private void judge(Outcome result, float[] handed) {
    if (!Float.isFinite((float) result.reward())) {
      watch.find(Defect.REWARD_NOT_FINITE, "the reward is " + result.reward() + " " + place());
    }
    for (int i = 0; i < action.length; i++) {
      if (Float.compare(handed[i], action[i]) != 0) {
        watch.find(
            Defect.ACTION_CHANGED,
            "action[" + i + "] was " + action[i] + " and is " + handed[i] + " " + place());
        return;
      }
    }
  }

  private float[] fresh() {
    return Values.unwritten(observationSpace.flatSize() + extra);
  }

  private void call(String what, Defect failed, Runnable body) {
    watch.enter(what, seed, step);
    try {
      hop.run(body);
    } catch (Exception | AssertionError | StackOverflowError e) {
      failed(what, failed, e);
    } finally {
      watch.leave();
    }
  }

  private void failed(String what, Defect defect, Throwable e) {
    String text = what + (step > 0 ? " " + step : "") + " of the episode with seed " + seed;
    if (tracing) {
      trace.fail(-1, seed, step, what + " threw " + e);
    }
    throw new Stop(new Finding(defect, text + " threw " + e, e));
  }

  /** Looks at an observation, asks for the mask, and keeps both. */
  private void look(float[] observation, double reward, @Nullable Outcome result) {
    if (judging || spoiling) {
      checkArrays();
    }
    if (judging) {
      int missing = Values.firstUnwritten(observation, 0, observationSpace.flatSize());
      if (missing >= 0) {
        watch.find(
            Defect.OBSERVATION_NOT_WRITTEN,
            "observation[" + missing + "] is what the array held before " + place());
        throw new Stop();
      }
      Values.check(watch, observationSpace, observation, "observation", this::place);
    }
    askForInfos(result != null);
    if (result == null || !(result.terminated() || result.truncated())) {
      askForMask();
    }
    if (tracing) {
      trace.add(
          -1,
          seed,
          step,
          observation,
          reward,
          result != null && result.terminated(),
          result != null && result.truncated(),
          mask,
          infos);
    }
    given = observation;
    if (spoiling) {
      Arrays.fill(given, Float.NaN);
      Arrays.fill(givenAction, Float.NaN);
    }
    before = given.clone();
  }

  /** Nobody may write to an array that was handed in for a call that is over. */
  private void checkArrays() {
    for (int i = 0; i < before.length; i++) {
      if (Float.compare(before[i], given[i]) != 0) {
        watch.find(
            Defect.ARRAY_KEPT,
            "the observation array of the call before was written to " + place());
        throw new Stop();
      }
    }
  }

  private void askForInfos(boolean stepped) {
    Arrays.fill(infos, Double.NaN);
    if (infos.length == 0 || !stepped) {
      return;
    }
    double[] handed = infos.clone();
    call("info", Defect.INFO_FAILED, () -> environment.info(handed));
    System.arraycopy(handed, 0, infos, 0, infos.length);
    if (spoiling) {
      Arrays.fill(handed, Double.NaN);
    }
    for (int i = 0; i < infos.length && judging; i++) {
      if (Double.isInfinite(infos[i])) {
        watch.find(
            Defect.INFO_NOT_FINITE, "info " + infoNames.get(i) + " is " + infos[i] + " " + place());
      }
    }
  }

  private void askForMask() {
    if (masked) {
      Arrays.fill(mask, true);
      call("actionMask", Defect.MASK_FAILED, () -> environment.actionMask(mask));
      int part = ActionMasks.firstForbidden(actionSpace, mask, 0);
      if (part >= 0) {
        watch.find(
            Defect.MASK_FORBIDS_ALL, "every choice of action[" + part + "] is masked " + place());
        throw new Stop();
      }
    } else if (judging && step < MASK_STEPS && episode < 2) {
      lookForMask();
    }
  }

  private void lookForMask() {
    boolean[] undeclared;
    try {
      undeclared = new boolean[ActionMasks.size(actionSpace)];
      Arrays.fill(undeclared, true);
      environment.actionMask(undeclared);
    } catch (RuntimeException e) {
      // Nobody would ask for this mask.
      return;
    }
    for (int k = 0; k < undeclared.length; k++) {
      if (!undeclared[k]) {
        watch.find(
            Defect.MASK_NOT_DECLARED,
            "actionMask forbids choice " + k + " " + place() + ", but masksActions() is false");
        return;
      }
    }
  }

  /** Where the play stands. */
  String place() {
    return (step == 0 ? "at the start" : "after step " + step)
        + " of the episode with seed "
        + seed;
  }
}
