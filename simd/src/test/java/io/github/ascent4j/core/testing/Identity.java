package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/** The best action is the observation itself, as in Stable-Baselines3's tests. */
public final class Identity extends TinyEnvironment {
  private static final int LENGTH = 20;

  private final int choices;

  private Identity(int copies, int choices, Space observationSpace, Space actionSpace) {
    super(copies, observationSpace, actionSpace, 1, LENGTH);
    this.choices = choices;
  }

  /** One reward for each right choice; the observation marks it with a 1. */
  public static Identity discrete(int copies, int choices) {
    return new Identity(copies, choices, Box.uniform(0, 1, choices), new Discrete(choices));
  }

  /** The reward is the negative squared distance. */
  public static Identity continuous(int copies) {
    return new Identity(copies, 0, Box.uniform(-1, 1, 1), Box.uniform(-1, 1, 1));
  }

  /** As {@link #continuous}, between 2 and 5. */
  public static Identity bounded(int copies) {
    return new Identity(copies, 0, Box.uniform(2, 5, 1), Box.uniform(2, 5, 1));
  }

  /** As {@link #continuous}, with any number taken. */
  public static Identity unbounded(int copies) {
    Box actions = Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1);
    return new Identity(copies, 0, Box.uniform(-1, 1, 1), actions);
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    draw(copy, states, offset);
  }

  private void draw(int copy, float[] states, int offset) {
    float next = nextFloat(copy);
    if (choices > 0) {
      states[offset] = (int) (next * choices);
    } else {
      Box box = (Box) observationSpace();
      states[offset] = box.low(0) + (box.high(0) - box.low(0)) * next;
    }
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    if (choices == 0) {
      out[outOffset] = states[offset];
    }
    for (int k = 0; k < choices; k++) {
      out[outOffset + k] = states[offset] == k ? 1 : 0;
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    double distance = actions[actionOffset] - states[offset];
    double reward = choices > 0 ? (distance == 0 ? 1 : 0) : -distance * distance;
    draw(copy, states, offset);
    return reward;
  }
}
