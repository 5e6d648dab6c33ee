package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Steps the last copies before the first ones, with a cut that is not where processes meet. */
record InParts(VectorEnvironment environment) implements VectorEnvironment {
  @Override
  public String name() {
    return environment.name();
  }

  @Override
  public int copies() {
    return environment.copies();
  }

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public void reset(long seed, StepBatch out) {
    environment.reset(seed, out);
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    environment.step(actions, out, 1, copies() - 1);
    environment.step(actions, out, 0, 1);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    environment.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    environment.restore(in);
  }
}
