package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.check.EnvironmentPlay.Stop;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** The checks of a vector environment; see {@link SingleCheck} for how they work. */
final class VectorCheck {
  private static final int COPIES = 3;

  /** Steps of all copies whose answers are compared. */
  private static final int COMPARED = 300;

  /** Steps before a state is saved, and after it. */
  private static final int SAVED_AFTER = 37;

  private static final int RESUMED_FOR = 100;

  private static final double KEPT = 0.06;
  private static final double JUDGED = 0.35;

  private final IntFunction<? extends VectorEnvironment> factory;
  private final CheckSettings settings;
  private final Watch watch;
  private final List<VectorEnvironment> made = new ArrayList<>();
  private volatile String name = "environment";
  private volatile long steps;
  private volatile int episodes;

  VectorCheck(
      IntFunction<? extends VectorEnvironment> factory, CheckSettings settings, Watch watch) {
    this.factory = factory;
    this.settings = settings;
    this.watch = watch;
  }

  String name() {
    return name;
  }

  int episodes() {
    return episodes;
  }

  long steps() {
    return steps;
  }

  void run() {
    VectorEnvironment first = factory.apply(COPIES);
    made.add(first);
    try {
      watch.untilStopped(() -> checkAll(first));
    } finally {
      made.forEach(this::close);
    }
  }

  /** Checks what one instance shows by itself. */
  void look(VectorEnvironment only) {
    watch.untilStopped(
        () -> {
          DeclaredSpaces declared = DeclaredSpaces.of(watch, only);
          name = only.name();
          BatchPlay said = playJudged(only, declared);
          differs(said, play(only, declared), Defect.NOT_DETERMINISTIC, "played once more");
        });
  }

  private void checkAll(VectorEnvironment first) {
    DeclaredSpaces declared = DeclaredSpaces.of(watch, first);
    name = first.name();
    checkCopies(first, COPIES);
    VectorEnvironment second = another(declared, COPIES);
    BatchPlay said = playJudged(first, declared);
    declared.compare(watch, DeclaredSpaces.of(watch, first), "after " + steps + " steps");
    if (compare(said, first, second, declared)) {
      checkSaved(declared, first, second);
    }
    checkScene(second);
    checkRefusal(second, declared);
  }

  private VectorEnvironment another(DeclaredSpaces declared, int copies) {
    VectorEnvironment environment;
    try {
      environment = factory.apply(copies);
    } catch (RuntimeException e) {
      watch.find(Defect.SHARED_STATE, "one more instance beside others could not be made: " + e, e);
      throw new Stop();
    }
    made.add(environment);
    checkCopies(environment, copies);
    declared.compare(watch, DeclaredSpaces.of(watch, environment), "in another instance");
    return environment;
  }

  private void checkCopies(VectorEnvironment environment, int copies) {
    if (environment.copies() != copies) {
      watch.find(
          Defect.COPIES_WRONG,
          "copies() is " + environment.copies() + ", but " + copies + " were asked for");
      throw new Stop();
    }
  }

  private BatchPlay play(VectorEnvironment environment, DeclaredSpaces declared) {
    return new BatchPlay(environment, watch, declared);
  }

  private BatchPlay playJudged(VectorEnvironment first, DeclaredSpaces declared) {
    BatchPlay play = play(first, declared).judged().traced();
    play.begin(settings.seed());
    int done = 0;
    while (steps < settings.steps() && !watch.used(JUDGED)) {
      play.advance();
      done++;
      steps += first.copies();
      episodes = play.endings().ended();
      if (done >= COMPARED || watch.used(KEPT)) {
        play.untraced();
      }
    }
    boolean cutShort = steps < settings.steps();
    if (cutShort) {
      watch.omit("time was up after " + steps + " of " + settings.steps() + " steps");
    }
    boolean limited = cutShort || settings.timeLimit() < Integer.MAX_VALUE;
    play.endings().judge(watch, steps, play.longest(), limited);
    return play;
  }

  /** Whether all answers were the same. */
  private boolean compare(
      BatchPlay said, VectorEnvironment first, VectorEnvironment second, DeclaredSpaces declared) {
    if (differs(said, play(second, declared), Defect.NOT_DETERMINISTIC, "in a new instance")
        || differs(said, play(first, declared), Defect.STATE_LEAKS, "played once more")
        || differInTurn(said, play(first, declared), play(second, declared))
        || differsAlone(said, declared)
        || differs(
            said,
            play(second, declared).spoiled(),
            Defect.ARRAY_KEPT,
            "with actions overwritten")) {
      return false;
    }
    if (first.stepsInParts()
        && differs(
            said, play(second, declared).inParts(), Defect.PARTIAL_STEP, "stepped in parts")) {
      return false;
    }
    try (TwoThreads threads = new TwoThreads()) {
      BatchPlay hopping = play(second, declared).hopping(threads::run);
      return !differs(said, hopping, Defect.THREAD_BOUND, "called from two threads in turn");
    }
  }

  private boolean differs(BatchPlay said, BatchPlay again, Defect defect, String how) {
    play(again.traced(), settings.seed(), said.trace(0).entries());
    for (int b = 0; b < said.environment.copies(); b++) {
      if (differs(said.trace(b), again.trace(b), defect, how)) {
        return true;
      }
    }
    return false;
  }

  private boolean differs(Trace said, Trace again, Defect defect, String how) {
    String difference = said.difference(again);
    if (difference != null) {
      watch.find(defect, how + ", " + difference);
    } else if (watch.late()) {
      watch.omit("time was up before all was compared: " + how);
    }
    return difference != null;
  }

  /** Plays until copy 0 has said so much. */
  private void play(BatchPlay play, long seed, int entries) {
    try {
      play.begin(seed);
      while (play.trace(0).entries() < entries && !watch.late()) {
        play.advance();
      }
    } catch (Stop stopped) {
      // What stopped it is the last that it said.
    }
  }

  private boolean differInTurn(BatchPlay said, BatchPlay one, BatchPlay other) {
    int entries = said.trace(0).entries();
    try {
      one.traced().begin(settings.seed());
      one.advance();
      other.traced().begin(settings.seed());
      while (one.trace(0).entries() < entries && !watch.late()) {
        one.advance();
        other.advance();
      }
    } catch (Stop stopped) {
      // As above.
    }
    String how = "with another instance played in turn";
    for (int b = 0; b < COPIES; b++) {
      if (differs(said.trace(b), one.trace(b), Defect.SHARED_STATE, how)
          || differs(said.trace(b), other.trace(b), Defect.SHARED_STATE, how)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last copy plays otherwise when it is the only one. */
  private boolean differsAlone(BatchPlay said, DeclaredSpaces declared) {
    int copy = COPIES - 1;
    BatchPlay alone = play(another(declared, 1), declared).traced();
    play(alone, settings.seed() + copy, said.trace(copy).entries());
    return differs(
        said.trace(copy),
        alone.trace(0),
        Defect.COPY_SEEDS,
        "an only copy reset with seed "
            + (settings.seed() + copy)
            + " in place of copy "
            + copy
            + " of "
            + COPIES
            + " reset with seed "
            + settings.seed());
  }

  private void checkSaved(
      DeclaredSpaces declared, VectorEnvironment first, VectorEnvironment second) {
    BatchPlay whole = play(first, declared);
    BatchPlay resumed = play(second, declared);
    try {
      whole.begin(settings.seed());
      for (int t = 0; t < SAVED_AFTER && !watch.late(); t++) {
        whole.advance();
      }
      watch.enter("save", settings.seed(), 0);
      byte[] bytes = whole.save();
      watch.enter("restore", settings.seed(), 0);
      resumed.resume(whole, bytes);
      watch.leave();
      whole.traced();
      resumed.traced();
      for (int t = 0; t < RESUMED_FOR && !watch.late(); t++) {
        whole.advance();
        resumed.advance();
      }
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof Stop)) {
        watch.find(
            Defect.SAVE_RESTORE,
            "saving after " + SAVED_AFTER + " steps and restoring threw " + e,
            e);
        return;
      }
    } finally {
      watch.leave();
    }
    String how = "restored from what was saved after " + SAVED_AFTER + " steps";
    for (int b = 0; b < COPIES; b++) {
      if (differs(whole.trace(b), resumed.trace(b), Defect.SAVE_RESTORE, how)) {
        return;
      }
    }
  }

  private void checkScene(VectorEnvironment environment) {
    watch.enter("scene", settings.seed(), 0);
    try {
      Optional<?> scene = environment.scene(0);
      if (Objects.isNull(scene)) {
        watch.find(Defect.NULL_RETURNED, "scene(0) is null");
      }
    } catch (Exception | AssertionError | StackOverflowError e) {
      watch.find(Defect.SCENE_FAILED, "scene(0) threw " + e, e);
    } finally {
      watch.leave();
    }
  }

  private void checkRefusal(VectorEnvironment environment, DeclaredSpaces declared) {
    float[] action = new float[declared.action().flatSize()];
    action[0] = outside(declared.action());
    BatchPlay play = play(environment, declared);
    play.begin(settings.seed());
    if (!play.refuses(action)) {
      watch.find(
          Defect.ACTION_NOT_REFUSED,
          "step took action[0] = " + action[0] + ", which is not in " + declared.action());
    }
  }

  /** A value that the first component of an action cannot have. */
  private static float outside(Space action) {
    Space first = action.spaces().get(0);
    return first instanceof Box ? Float.NaN : ActionMasks.choices(first, 0);
  }

  private void close(VectorEnvironment environment) {
    watch.enter("close", settings.seed(), 0);
    try {
      environment.close();
    } catch (Exception | AssertionError | StackOverflowError e) {
      watch.find(Defect.CLOSE_FAILED, "close() threw " + e, e);
    } finally {
      watch.leave();
    }
  }
}
