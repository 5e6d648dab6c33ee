package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the classic control tasks share: seeds, action checks, time limit, restart within the step
 * that ends an episode, and saved states. A task adds its physics through three hooks that work on
 * a range of copies, so that the loop over copies is compiled with the physics inside.
 *
 * <p>Source: {@code TimeLimit} in {@code gymnasium/wrappers/common.py} and {@code
 * gymnasium/vector/sync_vector_env.py} with {@code AutoresetMode.SAME_STEP}.
 */
abstract sealed class ClassicControl implements VectorEnvironment
    permits CartPole, MountainCar, MountainCarContinuous, Acrobot, Pendulum {
  private final String name;
  private final int copies;
  private final int timeLimit;
  private final Box observationSpace;
  private final Space actionSpace;
  private final int observationSize;
  private final VectorGuard guard;
  private final Pcg64[] generators;

  /** The copies' states, [S][B]. */
  final double[][] state;

  /** Steps every copy has taken in its running episode, [B]. */
  final int[] elapsed;

  ClassicControl(
      String name,
      int copies,
      int timeLimit,
      int stateSize,
      Box observationSpace,
      Space actionSpace) {
    guard = new VectorGuard(name, copies, observationSpace, actionSpace, 0);
    this.name = name;
    this.copies = copies;
    this.timeLimit = timeLimit;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    observationSize = observationSpace.flatSize();
    state = new double[stateSize][copies];
    elapsed = new int[copies];
    generators = new Pcg64[copies];
    Arrays.setAll(generators, i -> new Pcg64(i));
  }

  /** Draws the first state of an episode of one copy. */
  abstract void start(int copy, Pcg64 generator);

  /**
   * Moves the state of the copies {@code from .. to-1} one step on and writes their rewards and
   * whether they are terminal.
   */
  abstract void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated);

  /** Writes the observations of the copies {@code from .. to-1} to their rows, [B,O]. */
  abstract void observe(int from, int to, float[] observations);

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

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the seed is negative, which Gymnasium refuses too
   */
  @Override
  public final void reset(long seed, StepBatch out) {
    guard.checkSeed(seed);
    guard.checkBatch(out);
    for (int i = 0; i < copies; i++) {
      generators[i].seed(seed + i);
      start(i, generators[i]);
    }
    Arrays.fill(elapsed, 0);
    Arrays.fill(out.rewards, 0);
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
    observe(0, copies, out.observations);
    guard.setStarted(true);
  }

  @Override
  public final void step(float[] actions, StepBatch out) {
    step(actions, out, 0, copies);
  }

  @Override
  public final boolean stepsInParts() {
    return true;
  }

  @Override
  public final void step(float[] actions, StepBatch out, int from, int count) {
    guard.checkStep(actions, out);
    // All actions are checked before any copy moves: a caught exception leaves no half step.
    int to = from + count;
    checkActions(actions, from, to);
    advance(from, to, actions, out.rewards, out.terminated);
    observe(from, to, out.observations);
    for (int i = from; i < to; i++) {
      // As in Gymnasium, a terminal state reached in the last step allowed is reported as both.
      boolean truncated = ++elapsed[i] >= timeLimit;
      out.truncated[i] = truncated;
      if (truncated || out.terminated[i]) {
        int row = i * observationSize;
        System.arraycopy(out.observations, row, out.finalObservations, row, observationSize);
        next(i, out);
      }
    }
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

  private void next(int copy, StepBatch out) {
    elapsed[copy] = 0;
    start(copy, generators[copy]);
    observe(copy, copy + 1, out.observations);
  }

  @Override
  public final void save(DataOutput out) throws IOException {
    guard.save(
        out,
        data -> {
          for (int i = 0; i < copies; i++) {
            for (double[] quantity : state) {
              data.writeDouble(quantity[i]);
            }
            data.writeInt(elapsed[i]);
            generators[i].save(data);
          }
        });
  }

  @Override
  public final void restore(DataInput in) throws IOException {
    guard.restore(
        in,
        data -> {
          for (int i = 0; i < copies; i++) {
            restoreCopy(i, data);
          }
        });
  }

  @Override
  public final void close() {
    guard.close();
  }

  private void restoreCopy(int copy, DataInput in) throws IOException {
    for (double[] quantity : state) {
      quantity[copy] = in.readDouble();
      if (!Double.isFinite(quantity[copy])) {
        throw guard.damaged(copy, "a state of " + quantity[copy]);
      }
    }
    elapsed[copy] = guard.readSteps(in, copy, timeLimit);
    generators[copy].restore(in);
  }

  private void checkActions(float[] actions, int from, int to) {
    if (actionSpace instanceof Discrete discrete) {
      int n = discrete.n();
      for (int i = from; i < to; i++) {
        float action = actions[i];
        if (!(action >= 0 && action < n && action == (int) action)) {
          throw badAction(i, action);
        }
      }
    } else {
      for (int i = from; i < to; i++) {
        if (!Float.isFinite(actions[i])) {
          throw badAction(i, actions[i]);
        }
      }
    }
  }

  private EnvironmentException badAction(int copy, float action) {
    String mend;
    if (actionSpace instanceof Discrete discrete) {
      mend =
          " is not one of the integers 0 .. "
              + (discrete.n() - 1)
              + "; give the action's index, and check that the agent was made for an action"
              + " space of Discrete("
              + discrete.n()
              + ")";
    } else {
      Box box = (Box) actionSpace;
      mend =
          " is not a finite number; give one in ["
              + box.low(0)
              + ", "
              + box.high(0)
              + "] (what lies outside is clipped), and look for NaN in the agent's parameters";
    }
    return new EnvironmentException(guard.place(copy) + ": action " + action + mend);
  }
}
