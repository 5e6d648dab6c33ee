package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.concurrent.Daemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a check in a thread of its own, and leaves it behind where a call does not return. */
final class Watch {
  private static final long LOOK_MILLIS = 20;

  private final Duration callLimit;
  private final long deadline;
  private final long start = System.nanoTime();
  private final Duration budget;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> omissions = new ArrayList<>();

  /** What is being called, empty in between. */
  private volatile String call = "";

  /** Since when, in which episode and at which of its steps. */
  private volatile long since;

  private volatile long seed;
  private volatile int step;
  private volatile boolean abandoned;

  Watch(CheckSettings settings) {
    callLimit = settings.callLimit();
    budget = settings.budget();
    deadline = start + budget.toNanos();
  }

  /**
   * Says that the environment is about to be called.
   *
   * @param episodeSeed seed of the episode
   * @param stepNumber from 1, or 0 where it is no step
   */
  void enter(String what, long episodeSeed, int stepNumber) {
    seed = episodeSeed;
    step = stepNumber;
    since = System.nanoTime();
    call = what;
  }

  /** Says that the environment has returned. */
  void leave() {
    call = "";
  }

  boolean late() {
    return System.nanoTime() > deadline;
  }

  /** Whether a part of the budget is used up. */
  boolean used(double part) {
    return System.nanoTime() - start > part * budget.toNanos();
  }

  /** Notes what was found, unless the same defect was before. */
  synchronized void find(Defect defect, String seen, @Nullable Throwable cause) {
    if (!abandoned && findings.stream().noneMatch(f -> f.defect() == defect)) {
      findings.add(new Finding(defect, seen, cause));
    }
  }

  void find(Defect defect, String seen) {
    find(defect, seen, null);
  }

  synchronized void omit(String what) {
    if (!abandoned) {
      omissions.add(what);
    }
  }

  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  synchronized List<String> omissions() {
    return List.copyOf(omissions);
  }

  /** Runs {@code body} until it returns or stops, and notes what stopped it. */
  void untilStopped(Runnable body) {
    try {
      body.run();
    } catch (EnvironmentPlay.Stop e) {
      Finding pending = e.finding;
      if (pending != null) {
        find(pending.defect(), pending.seen(), pending.cause());
      }
    }
  }

  /** Runs {@code body} until it returns or one of its calls takes too long. */
  void run(Runnable body) {
    Throwable[] failure = new Throwable[1];
    Thread worker =
        Daemon.start(
            "ascent-check",
            () -> {
              try {
                body.run();
              } catch (Throwable e) {
                failure[0] = e;
              }
            });
    try {
      while (true) {
        worker.join(LOOK_MILLIS);
        if (!worker.isAlive()) {
          break;
        }
        String pending = call;
        long started = since;
        if (!pending.isEmpty() && System.nanoTime() - started > callLimit.toNanos()) {
          find(
              Defect.CALL_HANGS,
              pending
                  + (step > 0 ? " " + step : "")
                  + " of the episode with seed "
                  + seed
                  + " has not returned after "
                  + callLimit.toMillis()
                  + " ms");
          abandon(worker);
          return;
        }
      }
    } catch (InterruptedException e) {
      abandon(worker);
      Thread.currentThread().interrupt();
    }
    if (failure[0] instanceof RuntimeException e) {
      throw e;
    }
    if (failure[0] instanceof Error e) {
      throw e;
    }
  }

  private synchronized void abandon(Thread worker) {
    abandoned = true;
    worker.interrupt();
  }
}
