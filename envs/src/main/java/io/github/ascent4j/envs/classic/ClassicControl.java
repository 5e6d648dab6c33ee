package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
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
  private final Pcg64[] generators;
  private boolean started;

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
    if (copies < 1) {
      throw new IllegalArgumentException(name + " with " + copies + " copies; use at least 1 copy");
    }
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

  /** Steps after which an episode is truncated. */
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
    if (seed < 0 || seed > Long.MAX_VALUE - (copies - 1)) {
      throw new IllegalArgumentException(
          "seed "
              + seed
              + " for "
              + copies
              + " copies of "
              + name
              + ": copy i is seeded with seed + i, which must lie in 0 .. "
              + Long.MAX_VALUE
              + "; use a seed of 0 or more");
    }
    checkSizes(out);
    for (int i = 0; i < copies; i++) {
      generators[i].seed(seed + i);
      start(i, generators[i]);
    }
    Arrays.fill(elapsed, 0);
    Arrays.fill(out.rewards, 0);
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
    observe(0, copies, out.observations);
    started = true;
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
    if (!started) {
      throw new IllegalStateException(
          name + " was stepped before it was started; call reset or restore first");
    }
    checkSizes(out);
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
        restart(i, out);
      }
    }
  }

  private void restart(int copy, StepBatch out) {
    int row = copy * observationSize;
    System.arraycopy(out.observations, row, out.finalObservations, row, observationSize);
    elapsed[copy] = 0;
    start(copy, generators[copy]);
    observe(copy, copy + 1, out.observations);
  }

  @Override
  public final void save(DataOutput out) throws IOException {
    if (!started) {
      throw new IllegalStateException(
          name + " has no state to save before it was started; call reset first");
    }
    out.writeUTF(name);
    out.writeInt(copies);
    for (int i = 0; i < copies; i++) {
      for (double[] quantity : state) {
        out.writeDouble(quantity[i]);
      }
      out.writeInt(elapsed[i]);
      generators[i].save(out);
    }
  }

  @Override
  public final void restore(DataInput in) throws IOException {
    // Whatever fails from here on leaves an environment that asks for a reset.
    started = false;
    try {
      String savedName = in.readUTF();
      int savedCopies = in.readInt();
      if (!savedName.equals(name) || savedCopies != copies) {
        throw new IOException(
            "the saved state is of "
                + savedCopies
                + " copies of "
                + savedName
                + ", but this is an environment of "
                + copies
                + " copies of "
                + name
                + "; make the environment the run was started with");
      }
      for (int i = 0; i < copies; i++) {
        restoreCopy(i, in);
      }
    } catch (EOFException e) {
      throw new IOException(
          "the saved state of "
              + copies
              + " copies of "
              + name
              + " ends too early; it was cut short, use an older checkpoint",
          e);
    }
    started = true;
  }

  private void restoreCopy(int copy, DataInput in) throws IOException {
    for (double[] quantity : state) {
      quantity[copy] = in.readDouble();
      if (!Double.isFinite(quantity[copy])) {
        throw damaged(copy, "a state of " + quantity[copy]);
      }
    }
    elapsed[copy] = in.readInt();
    if (elapsed[copy] < 0 || elapsed[copy] >= timeLimit) {
      throw damaged(copy, elapsed[copy] + " elapsed steps of " + timeLimit);
    }
    generators[copy].restore(in);
  }

  private IOException damaged(int copy, String what) {
    return new IOException(
        "the saved state of "
            + name
            + " is damaged: copy "
            + copy
            + " has "
            + what
            + "; use an older checkpoint");
  }

  private void checkSizes(StepBatch out) {
    if (out.rewards.length != copies || out.observations.length != copies * observationSize) {
      throw new IllegalArgumentException(
          "the StepBatch holds "
              + out.rewards.length
              + " copies and "
              + out.observations.length
              + " observation floats, but "
              + name
              + " has "
              + copies
              + " copies of "
              + observationSize
              + "; make it with new StepBatch(copies(), observationSpace())");
    }
  }

  private void checkActions(float[] actions, int from, int to) {
    if (actions.length != copies) {
      throw new IllegalArgumentException(
          name
              + " with "
              + copies
              + " copies needs "
              + copies
              + " actions, one float each, but got "
              + actions.length);
    }
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
    String given = name + ", copy " + copy + ": action " + action;
    return switch (actionSpace) {
      case Discrete(int n) ->
          new EnvironmentException(
              given
                  + " is not one of the integers 0 .. "
                  + (n - 1)
                  + "; give the action's index, and check that the agent was made for an action"
                  + " space of Discrete("
                  + n
                  + ")");
      case Box box ->
          new EnvironmentException(
              given
                  + " is not a finite number; give one in ["
                  + box.low(0)
                  + ", "
                  + box.high(0)
                  + "] (what lies outside is clipped), and look for NaN in the agent's parameters");
      default -> throw new AssertionError(actionSpace);
    };
  }
}
