package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.Environment.Outcome;
import io.github.ascent4j.environment.check.EnvironmentPlay.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/*
 * Design. A first instance is played with every value looked at, and what it says is kept. Then the
 * same seeds and actions are given again, each time with one thing changed: another instance, the
 * used instance, two instances in turn, arrays that are overwritten behind the environment's back,
 * other threads. What changes the answers is what is wrong, and later comparisons would only repeat
 * it, so the first difference ends them.
 */

/** The checks of a single environment. */
final class SingleCheck {
  /** Answers that are compared. */
  private static final int COMPARED = 1_000;

  /** An episode is left after this part of all steps, so that there are some of each kind. */
  private static final int LEAVES = 4;

  /** How many calls the second of two instances is behind the first. */
  private static final int BEHIND = 3;

  /** Parts of the budget after which no more answers are kept, and no more values looked at. */
  private static final double KEPT = 0.08;

  private static final double JUDGED = 0.4;

  private static final int SCENE_STEPS = 3;
  private static final int LEAST_EXTRA = 64;

  private final Supplier<? extends Environment> factory;
  private final CheckSettings settings;
  private final Watch watch;
  private final List<Environment> made = new ArrayList<>();
  private final Endings endings = new Endings();
  private volatile String name = "environment";
  private volatile long steps;
  private volatile int episodes;
  private int timeLimit;
  private int longest;

  SingleCheck(Supplier<? extends Environment> factory, CheckSettings settings, Watch watch) {
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
    Environment first = factory.get();
    made.add(first);
    try {
      watch.untilStopped(() -> checkAll(first));
    } finally {
      closeAll();
    }
  }

  /** Checks what one instance shows by itself. */
  void look(Environment only) {
    watch.untilStopped(
        () -> {
          DeclaredSpaces declared = declared(only);
          Trace said = playJudged(declared, only);
          Trace again = replay(said, play(declared, only));
          differs(said, again, Defect.NOT_DETERMINISTIC, "played once more");
        });
  }

  private DeclaredSpaces declared(Environment first) {
    DeclaredSpaces declared = DeclaredSpaces.of(watch, first);
    name = first.name();
    timeLimit = Math.min(declared.timeLimit(), settings.timeLimit());
    return declared;
  }

  private void checkAll(Environment first) {
    DeclaredSpaces declared = declared(first);
    Environment second = another();
    declared.compare(watch, DeclaredSpaces.of(watch, second), "in a second instance");
    Trace base = playJudged(declared, first);
    compare(declared, base, first, second);
    checkScene(declared, second);
  }

  @SuppressWarnings("ReferenceEquality") // The same instance is what must not come twice.
  private boolean wasMade(Environment environment) {
    return made.stream().anyMatch(other -> other == environment);
  }

  private Environment another() {
    try {
      Environment environment = factory.get();
      if (wasMade(environment)) {
        watch.find(Defect.SHARED_STATE, "the factory gave the same instance twice");
        throw new Stop();
      }
      made.add(environment);
      return environment;
    } catch (Stop e) {
      throw e;
    } catch (RuntimeException e) {
      watch.find(Defect.SHARED_STATE, "one more instance beside others could not be made: " + e, e);
      throw new Stop();
    }
  }

  private EnvironmentPlay play(DeclaredSpaces declared, Environment environment) {
    int limit = Math.min(timeLimit, Math.max(1, settings.steps() / LEAVES));
    return new EnvironmentPlay(environment, watch, declared, limit);
  }

  /** Plays with every value looked at, and gives back what was said. */
  private Trace playJudged(DeclaredSpaces declared, Environment first) {
    Trace said = new Trace();
    EnvironmentPlay play = play(declared, first).judged().traced(said);
    EpisodeSequence sequence = new EpisodeSequence(play, settings.seed());
    try {
      while (steps < settings.steps() && !watch.used(JUDGED)) {
        sequence.advance();
        count(play);
        if (!play.running()) {
          declared.compare(watch, DeclaredSpaces.of(watch, first), play.place());
        }
        if (said.entries() >= COMPARED || watch.used(KEPT)) {
          play.untraced();
        }
      }
    } catch (Stop e) {
      throw e.finding != null && e.finding.cause() instanceof IndexOutOfBoundsException
          ? overrun(declared, first, play, e)
          : e;
    }
    boolean cutShort = steps < settings.steps();
    if (cutShort) {
      watch.omit("time was up after " + steps + " of " + settings.steps() + " steps");
    }
    endings.judge(watch, steps, longest, cutShort || timeLimit < Integer.MAX_VALUE);
    return said;
  }

  private void count(EnvironmentPlay play) {
    if (play.step() == 0) {
      return;
    }
    steps++;
    longest = Math.max(longest, play.step());
    Outcome outcome = play.outcome();
    if (outcome == null) {
      return;
    }
    boolean ended = outcome.terminated() || outcome.truncated();
    if (ended || play.step() >= timeLimit) {
      endings.add(play.step(), outcome.terminated());
      episodes = endings.ended();
    }
  }

  /** Finds out whether a call that left an array failed because the array is too short for it. */
  private Stop overrun(
      DeclaredSpaces declared, Environment first, EnvironmentPlay failed, Stop failure) {
    int size = declared.observation().flatSize();
    EnvironmentPlay again = play(declared, first).lengthened(Math.max(LEAST_EXTRA, size));
    try {
      again.begin(failed.seed(), failed.episode());
      while (again.step() < failed.step()) {
        again.advance();
      }
    } catch (Stop stopped) {
      return failure;
    }
    int beyond = again.writtenBeyond();
    if (beyond > 0) {
      watch.find(
          Defect.OBSERVATION_OVERRUN,
          (size + beyond)
              + " floats were written to the observation "
              + again.place()
              + ", but its space has "
              + size);
    } else {
      watch.find(
          Defect.ACTION_OVERRUN,
          "more than the "
              + declared.action().flatSize()
              + " floats of an action were read "
              + again.place());
    }
    return new Stop();
  }

  private void compare(DeclaredSpaces declared, Trace said, Environment first, Environment second) {
    if (differs(
            said,
            replay(said, play(declared, second)),
            Defect.NOT_DETERMINISTIC,
            "in a new instance")
        || differs(
            said, replay(said, play(declared, first)), Defect.STATE_LEAKS, "played once more")) {
      return;
    }
    if (differInTurn(said, play(declared, another()), play(declared, another()))) {
      return;
    }
    differs(
        said,
        replay(said, play(declared, first).spoiled()),
        Defect.ARRAY_KEPT,
        "with arrays overwritten");
    try (TwoThreads threads = new TwoThreads()) {
      EnvironmentPlay hopping = play(declared, first).hopping(threads::run);
      differs(said, replay(said, hopping), Defect.THREAD_BOUND, "called from two threads in turn");
    }
  }

  private Trace replay(Trace said, EnvironmentPlay play) {
    Trace again = new Trace();
    EpisodeSequence sequence = new EpisodeSequence(play.traced(again), settings.seed());
    try {
      sequence.fill(again, said.entries(), watch);
    } catch (Stop stopped) {
      // What stopped it is the last that it said.
      return again;
    }
    return again;
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

  private boolean differInTurn(Trace said, EnvironmentPlay one, EnvironmentPlay other) {
    Trace ofOne = new Trace();
    Trace ofOther = new Trace();
    EpisodeSequence first = new EpisodeSequence(one.traced(ofOne), settings.seed());
    EpisodeSequence second = new EpisodeSequence(other.traced(ofOther), settings.seed());
    try {
      for (int i = 0; ofOne.entries() < said.entries() && !watch.late(); i++) {
        first.advance();
        if (i >= BEHIND) {
          second.advance();
        }
      }
    } catch (Stop stopped) {
      // As in a replay.
    }
    String how = "with another instance played in turn";
    return differs(said, ofOne, Defect.SHARED_STATE, how)
        || differs(said, ofOther, Defect.SHARED_STATE, how);
  }

  private void checkScene(DeclaredSpaces declared, Environment environment) {
    EnvironmentPlay play = play(declared, environment);
    play.begin(settings.seed(), 0);
    for (int i = 0; i <= SCENE_STEPS && play.running(); i++) {
      watch.enter("scene", play.seed(), 0);
      try {
        if (Objects.isNull(environment.scene())) {
          watch.find(Defect.NULL_RETURNED, "scene() is null " + play.place());
          return;
        }
      } catch (Exception | AssertionError | StackOverflowError e) {
        watch.find(Defect.SCENE_FAILED, "scene() " + play.place() + " threw " + e, e);
        return;
      } finally {
        watch.leave();
      }
      play.advance();
    }
  }

  private void closeAll() {
    for (Environment environment : made) {
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
}
