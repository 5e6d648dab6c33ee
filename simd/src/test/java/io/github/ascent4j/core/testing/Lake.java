package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Discrete;

/**
 * Gymnasium's FrozenLake-v1 with its 4x4 map, which is not slippery: from the first of 16 cells to
 * the last, which pays 1, around four holes.
 */
public final class Lake extends TinyEnvironment {
  private static final String MAP = "SFFFFHFHFFFHHFFG";
  private static final int SIDE = 4;

  public Lake(int copies) {
    super(copies, new Discrete(SIDE * SIDE), new Discrete(4), 1, 100);
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = 0;
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    int row = (int) states[offset] / SIDE;
    int column = (int) states[offset] % SIDE;
    switch ((int) actions[actionOffset]) {
      case 0 -> column = Math.max(column - 1, 0);
      case 1 -> row = Math.min(row + 1, SIDE - 1);
      case 2 -> column = Math.min(column + 1, SIDE - 1);
      default -> row = Math.max(row - 1, 0);
    }
    states[offset] = row * SIDE + column;
    char cell = MAP.charAt((int) states[offset]);
    terminal = cell == 'H' || cell == 'G';
    return cell == 'G' ? 1 : 0;
  }
}
