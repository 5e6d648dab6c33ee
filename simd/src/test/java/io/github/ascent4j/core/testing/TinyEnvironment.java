package io.github.ascent4j.core.testing;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Copies of a small environment whose state is a few floats. Steps allocate nothing, and all
 * arithmetic is exact to the bit on any machine.
 */
public abstract class TinyEnvironment implements VectorEnvironment {
  private final int copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final int stateSize;
  private final int timeLimit;
  private final float[] states;
  private final long[] randoms;
  private final int[] times;

  /** Set by {@link #move} where the state it leads to is terminal. */
  protected boolean terminal;

  protected TinyEnvironment(
      int copies, Space observationSpace, Space actionSpace, int stateSize, int timeLimit) {
    this.copies = copies;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.stateSize = stateSize;
    this.timeLimit = timeLimit;
    states = new float[copies * stateSize];
    randoms = new long[copies];
    times = new int[copies];
  }

  /** Writes the first state of an episode. */
  protected abstract void begin(int copy, float[] states, int offset);

  /** Changes the state, sets {@link #terminal} if it is, and returns the reward. */
  protected abstract double move(
      int copy, float[] states, int offset, float[] actions, int actionOffset);

  /** Whether an action is taken; by default if it is in its space. */
  protected boolean accepts(float[] actions, int offset) {
    return actionSpace.contains(actions, offset);
  }

  /** Writes the observation of a state; by default the state itself. */
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    System.arraycopy(states, offset, out, outOffset, stateSize);
  }

  /** Writes which choices are allowed in a state; never called unless there is a mask size. */
  protected void mask(float[] states, int offset, boolean[] out, int outOffset) {}

  /** The next of the copy's random numbers, from 0 up to below 1 (SplitMix64). */
  protected final float nextFloat(int copy) {
    randoms[copy] += 0x9E3779B97F4A7C15L;
    long z = randoms[copy];
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24f;
  }

  @Override
  public String name() {
    return getClass().getSimpleName();
  }

  @Override
  public int copies() {
    return copies;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, StepBatch out) {
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
    for (int b = 0; b < copies; b++) {
      randoms[b] = seed + b;
      start(b, out);
    }
  }

  private void start(int b, StepBatch out) {
    times[b] = 0;
    begin(b, states, b * stateSize);
    publish(b, out);
  }

  private void publish(int b, StepBatch out) {
    observe(states, b * stateSize, out.observations, b * observationSpace.flatSize());
    if (actionMaskSize() > 0) {
      mask(states, b * stateSize, out.actionMasks, b * actionMaskSize());
    }
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    step(actions, out, 0, copies);
  }

  @Override
  public boolean stepsInParts() {
    return true;
  }

  @Override
  public void step(float[] actions, StepBatch out, int from, int count) {
    int observationSize = observationSpace.flatSize();
    int actionSize = actionSpace.flatSize();
    for (int b = from; b < from + count; b++) {
      if (!accepts(actions, b * actionSize)) {
        throw new EnvironmentException(
            name()
                + ", copy "
                + b
                + ": action "
                + actions[b * actionSize]
                + " is not in its space");
      }
      terminal = false;
      out.rewards[b] = move(b, states, b * stateSize, actions, b * actionSize);
      times[b]++;
      out.terminated[b] = terminal;
      out.truncated[b] = !terminal && times[b] >= timeLimit;
      if (out.terminated[b] || out.truncated[b]) {
        observe(states, b * stateSize, out.finalObservations, b * observationSize);
        start(b, out);
      } else {
        publish(b, out);
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int b = 0; b < copies; b++) {
      out.writeLong(randoms[b]);
      out.writeInt(times[b]);
    }
    for (float value : states) {
      out.writeFloat(value);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int b = 0; b < copies; b++) {
      randoms[b] = in.readLong();
      times[b] = in.readInt();
    }
    for (int i = 0; i < states.length; i++) {
      states[i] = in.readFloat();
    }
  }
}
