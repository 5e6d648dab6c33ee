package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/**
 * A point with a wind, to be held near the origin: episodes end both ways, rewards and observations
 * are of different scales.
 */
public final class Wander extends TinyEnvironment {
  private static final int TIME_LIMIT = 13;
  private static final float LIMIT = 1.5f;

  private final boolean discrete;

  private final boolean strict;

  private Wander(int copies, boolean discrete, boolean strict, Space actionSpace) {
    super(copies, Box.uniform(-100, 100, 3), actionSpace, 3, TIME_LIMIT);
    this.discrete = discrete;
    this.strict = strict;
  }

  /** Actions push up, down, left or right. */
  public static Wander discrete(int copies) {
    return new Wander(copies, true, true, new Discrete(4));
  }

  /** Actions are the push in both directions, each in [-0.5, 0.75]. */
  public static Wander continuous(int copies) {
    return new Wander(copies, false, true, Box.uniform(-0.5f, 0.75f, 2));
  }

  /** As {@link #continuous}, but with actions beyond the bounds taken as they are. */
  public static Wander lenient(int copies) {
    return new Wander(copies, false, false, Box.uniform(-0.5f, 0.75f, 2));
  }

  @Override
  protected boolean accepts(float[] actions, int offset) {
    return !strict || super.accepts(actions, offset);
  }

  /** The wind is 20 times as large in the observation as it blows. */
  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = nextFloat(copy) - 0.5f;
    states[offset + 1] = nextFloat(copy) - 0.5f;
    states[offset + 2] = 8 * nextFloat(copy) - 4;
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    float x = actions[actionOffset];
    float pushX = discrete ? (x == 0 ? 0.5f : x == 1 ? -0.5f : 0) : x;
    float pushY = discrete ? (x == 2 ? 0.5f : x == 3 ? -0.5f : 0) : actions[actionOffset + 1];
    states[offset] += pushX + 0.05f * states[offset + 2] + 0.2f * (nextFloat(copy) - 0.5f);
    states[offset + 1] += pushY;
    float squares = states[offset] * states[offset] + states[offset + 1] * states[offset + 1];
    terminal = squares > LIMIT * LIMIT;
    return terminal ? -30 : 3 - squares;
  }
}
