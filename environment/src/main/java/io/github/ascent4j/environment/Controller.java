package io.github.ascent4j.environment;

import io.github.ascent4j.environment.Environment.Outcome;
import io.github.ascent4j.policy.space.Space;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Why the hand-over is safe. The turn is one volatile word. Whoever has it writes the other fields
 * and then gives it away; whoever gets it reads them after having read the turn. Each side names
 * itself as the one to be woken before it looks at the turn a last time, and the other side looks for
 * a name after having changed the turn, so no change is slept through. Parking may return for no
 * reason, so the turn is always looked at again.
 *
 * A caller watches the turn for a short while before it parks, since many simulators need less time
 * from one decision to the next than a thread takes to be woken. The simulation parks at once: what
 * its caller does between two steps, acting and learning, takes longer.
 */

/**
 * Whom the simulation of an {@link InvertedEnvironment} asks for decisions. A new one comes with
 * each episode; a simulation asks from one thread at a time.
 */
public final class Controller {
  /** A simulation. */
  @FunctionalInterface
  interface Simulation {
    void run() throws Exception;
  }

  private static final class Unwinding extends Error {
    private static final long serialVersionUID = 1L;

    Unwinding(String environment) {
      super(
          "the episode of " + environment + " was left before its end; let this error pass",
          null,
          false,
          false);
    }
  }

  private enum Turn {
    SIMULATION,
    CALLER,
    /** The simulation has returned or failed. */
    NOBODY
  }

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

  private final String environment;
  private final Space actionSpace;
  private final float[] observation;
  private final float[] action;
  private boolean decided;
  private double reward;
  private boolean terminated;
  private boolean truncated;
  private @Nullable Throwable failure;
  private @Nullable Thread thread;

  private volatile Turn turn = Turn.SIMULATION;
  private volatile boolean unwinding;
  private volatile @Nullable Thread simulation;
  private volatile @Nullable Thread caller;

  Controller(String environment, int observationSize, Space actionSpace) {
    this.environment = environment;
    this.actionSpace = actionSpace;
    observation = new float[observationSize];
    action = new float[actionSpace.flatSize()];
  }

  // The simulation's side.

  /**
   * Waits for the action to take now.
   *
   * @param now what there is to see, {@code observationSpace().flatSize()} floats; copied
   * @param rewardSinceLast earned since the last decision; 0 at the first one, which nothing was
   *     decided before
   * @return {@code actionSpace().flatSize()} floats, a discrete action is its index; the array is
   *     written again with the next decision
   */
  public float[] decide(float[] now, double rewardSinceLast) {
    checkRunning("decide");
    if (!decided && rewardSinceLast != 0) {
      throw new IllegalArgumentException(
          environment
              + ": a reward of "
              + rewardSinceLast
              + " at the first decision, which no action has earned; give 0 there");
    }
    observe(now);
    reward = rewardSinceLast;
    simulation = Thread.currentThread();
    giveTurn(Turn.CALLER);
    awaitAction();
    return action;
  }

  /** {@link #decide} where the action is a choice: its index. */
  public int choose(float[] now, double rewardSinceLast) {
    return (int) decide(now, rewardSinceLast)[0];
  }

  /**
   * Says that a terminal state is reached, after which nothing can be earned; {@link
   * InvertedEnvironment#run} is to return.
   *
   * @param last what there is to see at the end
   * @param rewardSinceLast earned since the last decision
   */
  public void end(float[] last, double rewardSinceLast) {
    checkRunning("end");
    observe(last);
    reward = rewardSinceLast;
    terminated = true;
  }

  /**
   * Says that the episode is cut short, though the simulation could go on; {@link
   * InvertedEnvironment#run} is to return.
   *
   * @param last what there is to see at the end
   * @param rewardSinceLast earned since the last decision
   */
  public void cut(float[] last, double rewardSinceLast) {
    checkRunning("cut");
    observe(last);
    reward = rewardSinceLast;
    truncated = true;
  }

  private void checkRunning(String call) {
    if (unwinding) {
      throw new Unwinding(environment);
    }
    if (terminated || truncated) {
      throw new IllegalStateException(
          environment
              + ": "
              + call
              + " after "
              + (terminated ? "end" : "cut")
              + "; the simulation has to return once its episode is over");
    }
  }

  private void observe(float[] values) {
    if (Objects.isNull(values)) {
      throw new IllegalArgumentException(
          environment + ": the observation is null; give observationSpace().flatSize() floats");
    }
    if (values.length != observation.length) {
      throw new IllegalArgumentException(
          environment
              + ": an observation of "
              + values.length
              + " floats, but its space has "
              + observation.length
              + "; give observationSpace().flatSize() floats");
    }
    System.arraycopy(values, 0, observation, 0, observation.length);
  }

  private void awaitAction() {
    boolean interrupted = false;
    while (turn == Turn.CALLER && !unwinding) {
      LockSupport.park(this);
      // An interrupt would keep parking from waiting; it is the simulator's own, who sees it later.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (unwinding) {
      throw new Unwinding(environment);
    }
    decided = true;
  }

  // The caller's side.

  void start(ThreadFactory threads, Simulation body) {
    Thread made = threads.newThread(() -> simulate(body));
    made.setName(environment + "-episode");
    thread = made;
    made.start();
  }

  private void simulate(Simulation body) {
    try {
      body.run();
    } catch (Throwable e) {
      failure = e;
    } finally {
      giveTurn(Turn.NOBODY);
    }
  }

  private void giveTurn(Turn next) {
    turn = next;
    LockSupport.unpark(caller);
  }

  /** Waits until the simulation asks for a decision, or has ended. */
  void await() {
    for (int i = 0; i < SPINS && turn == Turn.SIMULATION; i++) {
      Thread.onSpinWait();
    }
    caller = Thread.currentThread();
    while (turn == Turn.SIMULATION) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new EnvironmentException(
            environment + ": interrupted while its simulation ran to the next decision");
      }
    }
    caller = null;
  }

  /** Writes the first observation. */
  void first(float[] out) {
    throwFailure();
    if (turn == Turn.NOBODY) {
      throw new EnvironmentException(
          environment
              + ": the simulation returned before its first decision; call decide at least once in"
              + " every episode");
    }
    write(out);
  }

  /** Gives the simulation the action that it waits for. */
  void decided(float[] given) {
    if (turn != Turn.CALLER) {
      throw new IllegalStateException(
          environment + ": step after the end of the episode; call reset first");
    }
    if (given.length != action.length) {
      throw new IllegalArgumentException(
          environment
              + ": an action of "
              + given.length
              + " floats for "
              + actionSpace
              + ", which has "
              + action.length);
    }
    System.arraycopy(given, 0, action, 0, action.length);
    turn = Turn.SIMULATION;
    LockSupport.unpark(simulation);
  }

  /** What the step that was taken came to. */
  Outcome outcome(float[] out) {
    throwFailure();
    write(out);
    if (turn == Turn.CALLER) {
      return Outcome.running(reward);
    }
    if (terminated || truncated) {
      return new Outcome(reward, terminated, truncated);
    }
    // A simulation that just returns has come to its end, with nothing earned since.
    return Outcome.terminal(0);
  }

  private void write(float[] out) {
    System.arraycopy(observation, 0, out, 0, observation.length);
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown == null) {
      return;
    }
    if (thrown instanceof VirtualMachineError e && !(e instanceof StackOverflowError)) {
      throw e;
    }
    throw new EnvironmentException(environment + ": the simulation failed: " + thrown, thrown);
  }

  /**
   * Ends the simulation wherever it stands, and returns once its thread has nothing left to do.
   *
   * @throws EnvironmentException if it has not ended after {@code limit}
   */
  void unwind(Duration limit) {
    if (turn == Turn.NOBODY) {
      return;
    }
    unwinding = true;
    if (turn == Turn.CALLER) {
      turn = Turn.SIMULATION;
      LockSupport.unpark(simulation);
    } else {
      // The caller was interrupted, and the simulation still runs.
      Objects.requireNonNull(thread).interrupt();
    }
    if (!endsWithin(limit)) {
      Objects.requireNonNull(thread).interrupt();
      throw new EnvironmentException(
          environment
              + ": the simulation of an episode that was left has not ended after "
              + limit.toMillis()
              + " ms; it catches the error that decide throws then, or loops without asking for"
              + " decisions: catch Exception in place of Throwable, and let Error pass");
    }
  }

  private boolean endsWithin(Duration limit) {
    for (int i = 0; i < SPINS && turn != Turn.NOBODY; i++) {
      Thread.onSpinWait();
    }
    caller = Thread.currentThread();
    boolean interrupted = false;
    long start = System.nanoTime();
    long left = limit.toNanos();
    while (turn != Turn.NOBODY && left > 0) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
      left = limit.toNanos() - (System.nanoTime() - start);
    }
    caller = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return turn == Turn.NOBODY;
  }
}
