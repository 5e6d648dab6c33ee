package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;

/** A walk on a line that can be told to fail in one copy once it has taken enough steps. */
public final class Fragile extends TinyEnvironment {
  /** What happens in copy 1. */
  public enum Fault {
    NONE,
    THROWS,
    NAN_REWARD,
    NAN_OBSERVATION,
    HUGE_REWARD
  }

  private static final int COPY = 1;

  private final Fault fault;
  private final int step;
  private int steps;

  /**
   * @param step the step of copy 1 that fails, counted from when this instance was made
   */
  public Fragile(int copies, Fault fault, int step) {
    super(copies, Box.uniform(-100, 100, 1), new Discrete(2), 1, 10);
    this.fault = fault;
    this.step = step;
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = nextFloat(copy);
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    states[offset] += actions[actionOffset] - 0.5f;
    double reward = -Math.abs(states[offset]);
    if (copy != COPY || ++steps < step) {
      return reward;
    }
    return switch (fault) {
      case NONE -> reward;
      case THROWS -> throw new IllegalStateException("the line broke");
      case NAN_REWARD -> Double.NaN;
      case HUGE_REWARD -> -Float.MAX_VALUE;
      case NAN_OBSERVATION -> {
        states[offset] = Float.NaN;
        yield reward;
      }
    };
  }
}
