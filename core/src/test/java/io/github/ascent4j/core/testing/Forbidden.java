package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;

/**
 * A ladder of choices, of which only those up to a hidden bar are allowed: the highest allowed one
 * earns 1, the others less, and a forbidden one is refused. The observation tells nothing of the
 * bar, so that only a policy that follows the mask can earn everything.
 */
public final class Forbidden extends TinyEnvironment {
  /** Number of choices. */
  public static final int CHOICES = 6;

  private static final int LENGTH = 20;

  private final boolean shown;

  public Forbidden(int copies) {
    this(copies, 1, false);
  }

  private Forbidden(int copies, int observationSize, boolean shown) {
    super(copies, Box.uniform(0, 1, observationSize), new Discrete(CHOICES), 1, LENGTH);
    this.shown = shown;
  }

  /** As the other, but the observation marks the bar with a 1. */
  public static Forbidden shown(int copies) {
    return new Forbidden(copies, CHOICES, true);
  }

  @Override
  public int actionMaskSize() {
    return CHOICES;
  }

  /** The bar is the highest allowed choice. */
  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = (int) (nextFloat(copy) * CHOICES);
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    if (!shown) {
      out[outOffset] = 1;
      return;
    }
    for (int k = 0; k < CHOICES; k++) {
      out[outOffset + k] = states[offset] == k ? 1 : 0;
    }
  }

  @Override
  protected void mask(float[] states, int offset, boolean[] out, int outOffset) {
    for (int k = 0; k < CHOICES; k++) {
      out[outOffset + k] = k <= states[offset];
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    if (actions[actionOffset] > states[offset]) {
      throw new IllegalArgumentException("action " + actions[actionOffset] + " is forbidden");
    }
    double reward = actions[actionOffset] == states[offset] ? 1 : 0.2;
    begin(copy, states, offset);
    return reward;
  }
}
