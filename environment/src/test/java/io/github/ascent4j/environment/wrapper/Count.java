package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import java.util.List;

/**
 * Shows how many steps it has taken, from 1 on, in every component, pays that, and forbids the
 * choice of that number; ends after {@code length} steps.
 */
final class Count implements Environment {
  static final Box PAIR = Box.uniform(1, 9, 2);

  private final Space space;
  private final int length;
  private int count;
  private boolean closed;

  Count(Space space, int length) {
    this.space = space;
    this.length = length;
  }

  static VectorEnvironment copies(Space space, int length, int copies) {
    return VectorEnvironments.of(() -> new Count(space, length), copies);
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  public Space actionSpace() {
    return new Discrete(3);
  }

  @Override
  public void reset(long seed, float[] observation) {
    count = 1;
    Arrays.fill(observation, count);
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    count++;
    Arrays.fill(observation, count);
    return count > length ? Outcome.terminal(count) : Outcome.running(count);
  }

  @Override
  public boolean masksActions() {
    return true;
  }

  @Override
  public void actionMask(boolean[] mask) {
    mask[count % 3] = false;
  }

  @Override
  public List<String> infoNames() {
    return List.of("count");
  }

  @Override
  public void info(double[] values) {
    values[0] = count;
  }

  @Override
  public int timeLimit() {
    return 17;
  }

  @Override
  public String name() {
    return "Count-v7";
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
