package io.github.ascent4j.core.testing;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Plays given batches one after another and keeps the actions it is given. */
public final class Script implements VectorEnvironment {
  /** All actions, step after step. */
  public final List<float[]> actions = new ArrayList<>();

  private final int copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final List<StepBatch> batches = new ArrayList<>();
  private int next;

  public Script(int copies, Space observationSpace, Space actionSpace) {
    this.copies = copies;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
  }

  /** Adds a step, or the reset if it is the first; the batch can be changed further. */
  public StepBatch then(float... observations) {
    StepBatch batch = new StepBatch(copies, observationSpace);
    System.arraycopy(observations, 0, batch.observations, 0, batch.observations.length);
    Arrays.fill(batch.finalObservations, Float.NaN);
    batches.add(batch);
    return batch;
  }

  @Override
  public String name() {
    return "Script";
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
    next = 0;
    play(out);
  }

  @Override
  public void step(float[] given, StepBatch out) {
    actions.add(given.clone());
    play(out);
  }

  private void play(StepBatch out) {
    StepBatch batch = batches.get(next++);
    System.arraycopy(batch.observations, 0, out.observations, 0, out.observations.length);
    System.arraycopy(
        batch.finalObservations, 0, out.finalObservations, 0, out.finalObservations.length);
    System.arraycopy(batch.rewards, 0, out.rewards, 0, copies);
    System.arraycopy(batch.terminated, 0, out.terminated, 0, copies);
    System.arraycopy(batch.truncated, 0, out.truncated, 0, copies);
  }

  @Override
  public void save(DataOutput out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void restore(DataInput in) {
    throw new UnsupportedOperationException();
  }
}
