package io.github.ascent4j.environment.check;

/** What can be wrong with an environment, each under a code that does not change. */
public enum Defect {
  SPACES_CHANGE(ContractLine.E1, "make the spaces once, in final fields, and return these"),
  ACTION_UNBOUNDED(
      ContractLine.E2,
      "give bounds that hold every useful action; without them, actions start around 0 with a"
          + " spread of 1 and cannot be scaled"),
  OBSERVATION_OVERRUN(
      ContractLine.E3, "make the observation space as large as what is written, or write less"),
  ACTION_OVERRUN(
      ContractLine.E3, "read no more than actionSpace().flatSize() floats, or make it larger"),
  OBSERVATION_NOT_WRITTEN(
      ContractLine.E3,
      "write every component at each call; keep the state in fields, the array holds nothing"),
  OBSERVATION_NOT_FINITE(
      ContractLine.E4, "look for a division by 0, a root or logarithm, or a state that grows"),
  OBSERVATION_OUTSIDE(ContractLine.E4, "widen the space's bounds, or clip what is written to them"),
  REWARD_NOT_FINITE(ContractLine.E5, "look for a division by 0, a logarithm or an overflow"),
  RESET_FAILED(ContractLine.E6, "mend the cause; --stacktrace shows where it was thrown"),
  STEP_FAILED(
      ContractLine.E6,
      "mend the cause, or forbid the action by a mask or a smaller action space; --stacktrace shows"
          + " where it was thrown"),
  MASK_FAILED(
      ContractLine.E6, "write one flag for each choice, ActionMasks.size(actionSpace()) in all"),
  INFO_FAILED(
      ContractLine.E6, "write one number for each name, infoNames().size() in all, and no more"),
  SCENE_FAILED(ContractLine.E6, "return Optional.empty() where there is nothing to be seen"),
  CLOSE_FAILED(ContractLine.E6, "close only what is open, in the middle of an episode too"),
  NULL_RETURNED(ContractLine.E6, "return a value at every call"),
  CALL_HANGS(
      ContractLine.E6,
      "look for a loop without end or a lock; a slow simulator needs smaller steps"),
  NOT_DETERMINISTIC(
      ContractLine.E7,
      "draw everything random from one generator made of the seed in reset; look for Math.random,"
          + " new Random(), the clock, threads, hash order and static fields"),
  STATE_LEAKS(
      ContractLine.E8, "set every field in reset, and make the generator there anew from the seed"),
  SHARED_STATE(ContractLine.E9, "look for static fields and objects that all instances are given"),
  ACTION_CHANGED(ContractLine.E10, "work on a copy: action.clone()"),
  ARRAY_KEPT(
      ContractLine.E10,
      "copy values out of the action and into the observation, and keep arrays of your own"),
  NO_END(ContractLine.E11, "override timeLimit(), or end the episode"),
  TERMINATED_ON_SCHEDULE(
      ContractLine.E12,
      "let timeLimit() end it, or return Outcome.cut; terminal says that a longer episode would"
          + " have earned nothing"),
  MASK_FORBIDS_ALL(ContractLine.E13, "allow one choice at least, even where it makes no odds"),
  MASK_UNSUPPORTED(ContractLine.E13, "mask choices only; a Box cannot be masked"),
  MASK_NOT_DECLARED(
      ContractLine.E13, "override masksActions() to return true, or the mask is never asked for"),
  THREAD_BOUND(
      ContractLine.E14, "keep no ThreadLocal and no owner thread; calls never come at once"),
  INFO_NAMES_WRONG(
      ContractLine.E15, "give each number one plain name, such as x_position; it becomes a column"),
  INFO_NOT_FINITE(ContractLine.E15, "write NaN where there is no number, or what can be averaged"),
  COPIES_WRONG(ContractLine.V1, "make the number of copies that the constructor is given"),
  COPY_SEEDS(
      ContractLine.V2,
      "give each copy a generator of its own, made of seed + i, and no common one"),
  FINAL_OBSERVATION_MISSING(
      ContractLine.V3, "write the row of finalObservations before the copy starts again"),
  NO_AUTORESET(
      ContractLine.V3, "start the next episode in the same step and write its first observation"),
  REWARD_AT_RESET(ContractLine.V4, "write 0 and false for every copy in reset"),
  SAVE_RESTORE(
      ContractLine.V5, "save everything that decides the future, generators and clocks included"),
  PARTIAL_STEP(
      ContractLine.V6, "touch only rows from .. from + count - 1, or let stepsInParts() be false"),
  ACTION_NOT_REFUSED(
      ContractLine.V7, "check actions against the space and throw an EnvironmentException"),
  INFO_NOT_WRITTEN(
      ContractLine.V8,
      "write the rows of infos in each step, and Arrays.fill them with NaN in reset");

  private final ContractLine line;
  private final String mend;

  Defect(ContractLine line, String mend) {
    this.line = line;
    this.mend = mend;
  }

  /** Its name for scripts, for example {@code observation-outside}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The line of the contract that is broken. */
  public ContractLine line() {
    return line;
  }

  /** What to do about it. */
  public String mend() {
    return mend;
  }

  /**
   * Whether it may be meant so: training goes on with it, but what comes out is often not what was
   * wanted.
   */
  public boolean suspicion() {
    return this == ACTION_UNBOUNDED || this == TERMINATED_ON_SCHEDULE || this == MASK_NOT_DECLARED;
  }

  /**
   * Whether no training can come to anything with it: nothing can be played, or what is learnt from
   * is no number.
   */
  public boolean stopsTraining() {
    return switch (this) {
      case SPACES_CHANGE,
          OBSERVATION_OVERRUN,
          ACTION_OVERRUN,
          OBSERVATION_NOT_FINITE,
          REWARD_NOT_FINITE,
          RESET_FAILED,
          NULL_RETURNED,
          MASK_FORBIDS_ALL,
          MASK_UNSUPPORTED,
          INFO_NAMES_WRONG ->
          true;
      default -> false;
    };
  }
}
