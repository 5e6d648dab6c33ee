package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.Arrays;

/** Every episode is one step that pays {@link #reward}. */
final class Payout implements VectorEnvironment {
  double reward;
  boolean closed;
  private final int copies;

  Payout(int copies) {
    this.copies = copies;
  }

  @Override
  public String name() {
    return "Payout";
  }

  @Override
  public int copies() {
    return copies;
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(-1, 1, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(long seed, StepBatch out) {
    Arrays.fill(out.observations, 0);
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    Arrays.fill(out.rewards, reward);
    Arrays.fill(out.terminated, true);
  }

  @Override
  public void save(DataOutput out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void restore(DataInput in) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    closed = true;
  }
}
