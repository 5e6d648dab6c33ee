package io.github.ascent4j.environment;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/*
 * Design. The simulation of an episode runs in a thread of its own, and exactly one of the two sides
 * has the turn: the simulation until it asks for a decision or ends, the caller until it has one. So
 * nothing runs at the same time, all fields are handed over with the turn, and a result cannot
 * depend on timing. A virtual thread is the default where there are any, because an episode needs a
 * new one each time, and because thousands of waiting simulations then cost no more than their
 * stacks.
 */

/**
 * A simulator that owns its main loop, as event-driven ones do, turned into an environment: the
 * loop runs in a thread of its own and waits wherever it asks its {@link Controller} for a
 * decision.
 *
 * <p>{@link #reset} starts the loop and returns at its first decision, {@link #step} goes on to the
 * next one. An episode that is left before its end is unwound: the call that waits for a decision
 * throws an {@link Error}, which the simulator must let pass.
 *
 * <p>{@link #actionMask}, {@link #info}, {@link #scene} and whatever else a subclass adds may read
 * the simulation's state: they are called while it waits, and {@link #info} after its end too.
 */
public abstract class InvertedEnvironment implements Environment {
  private @Nullable Controller episode;
  private boolean closed;

  /**
   * Simulates one episode from its start to its end. Everything that an episode changes is made
   * here or in what is called from here, so that nothing is left of the episode before.
   *
   * @param seed decides everything random in this episode
   * @param controller asked for every decision
   * @throws Exception when the simulation fails, which fails the step that was being taken
   */
  protected abstract void run(long seed, Controller controller) throws Exception;

  /**
   * What makes the thread of an episode: by default a virtual one, and a daemon where there are no
   * virtual ones, which is before Java 21. A simulator that recurses very deeply or calls native
   * code that calls back wants {@link EpisodeThreads#platform}.
   */
  protected ThreadFactory threads() {
    return EpisodeThreads.lightest();
  }

  /** How long an episode that is left may take to unwind; 10 seconds by default. */
  protected Duration unwindingLimit() {
    return Duration.ofSeconds(10);
  }

  @Override
  public final void reset(long seed, float[] observation) {
    if (closed) {
      throw new IllegalStateException(name() + " is closed; make a new one");
    }
    leave();
    Controller next = new Controller(name(), observationSpace().flatSize(), actionSpace());
    episode = next;
    next.start(threads(), () -> run(seed, next));
    next.await();
    next.first(observation);
  }

  @Override
  public final Outcome step(float[] action, float[] observation) {
    Controller current = episode;
    if (current == null) {
      throw new IllegalStateException(name() + ": step without an episode; call reset first");
    }
    current.decided(action);
    current.await();
    return current.outcome(observation);
  }

  /** Unwinds the running episode; those who override this call it. */
  @Override
  public void close() {
    closed = true;
    leave();
  }

  private void leave() {
    Controller left = episode;
    episode = null;
    if (left != null) {
      left.unwind(unwindingLimit());
    }
  }
}
