package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;

/**
 * Eight cells in a row with a door at each end: the left one pays 1, the right one 4. An episode is
 * cut after two steps, wherever it began, so the right door looks out of reach from most cells to
 * an agent that takes a cut for an end; by value it is the better one from everywhere.
 */
public final class Corridor extends TinyEnvironment {
  public static final int CELLS = 8;
  public static final int LEFT = 0;
  public static final int RIGHT = 1;
  private static final int TIME_LIMIT = 2;

  public Corridor(int copies) {
    super(copies, Box.uniform(0, 1, CELLS), new Discrete(2), 1, TIME_LIMIT);
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = (int) (nextFloat(copy) * CELLS);
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    for (int k = 0; k < CELLS; k++) {
      out[outOffset + k] = states[offset] == k ? 1 : 0;
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    states[offset] += actions[actionOffset] == RIGHT ? 1 : -1;
    boolean left = states[offset] < 0;
    boolean right = states[offset] >= CELLS;
    terminal = left || right;
    return left ? 1 : right ? 4 : 0;
  }
}
