package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/**
 * Ladders of choices, of which only those up to a hidden bar are allowed: the highest allowed one
 * earns 1, the others less, and a forbidden one is refused. The observation tells nothing of the
 * bars, so that only a policy that follows the mask can earn everything.
 */
public final class Forbidden extends TinyEnvironment {
  /** Number of choices where there is one ladder. */
  public static final int CHOICES = 6;

  private static final int LENGTH = 20;

  private final int[] sizes;
  private final boolean shown;

  /** One ladder. */
  public Forbidden(int copies) {
    this(copies, new int[] {CHOICES}, new Discrete(CHOICES), false);
  }

  private Forbidden(int copies, int[] sizes, Space actionSpace, boolean shown) {
    super(
        copies,
        Box.uniform(0, 1, shown ? Arrays.stream(sizes).sum() : 1),
        actionSpace,
        sizes.length,
        LENGTH);
    this.sizes = sizes;
    this.shown = shown;
  }

  /** One ladder; the observation marks the bar with a 1. */
  public static Forbidden shown(int copies) {
    return new Forbidden(copies, new int[] {CHOICES}, new Discrete(CHOICES), true);
  }

  /** Several ladders at once. */
  public static Forbidden multiDiscrete(int copies) {
    return new Forbidden(copies, new int[] {3, 2, 4}, MultiDiscrete.of(3, 2, 4), false);
  }

  /** Several bits at once, each of which may be forbidden to be 1. */
  public static Forbidden multiBinary(int copies) {
    return new Forbidden(copies, new int[] {2, 2, 2}, new MultiBinary(3), false);
  }

  @Override
  public int actionMaskSize() {
    return Arrays.stream(sizes).sum();
  }

  /** The bars are the highest allowed choices. */
  @Override
  protected void begin(int copy, float[] states, int offset) {
    for (int k = 0; k < sizes.length; k++) {
      states[offset + k] = (int) (nextFloat(copy) * sizes[k]);
    }
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    if (!shown) {
      out[outOffset] = 1;
      return;
    }
    int next = outOffset;
    for (int k = 0; k < sizes.length; k++) {
      for (int j = 0; j < sizes[k]; j++) {
        out[next++] = states[offset + k] == j ? 1 : 0;
      }
    }
  }

  @Override
  protected void mask(float[] states, int offset, boolean[] out, int outOffset) {
    int next = outOffset;
    for (int k = 0; k < sizes.length; k++) {
      for (int j = 0; j < sizes[k]; j++) {
        out[next++] = j <= states[offset + k];
      }
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    double earned = 0;
    for (int k = 0; k < sizes.length; k++) {
      float action = actions[actionOffset + k];
      if (action > states[offset + k]) {
        throw new IllegalArgumentException("action[" + k + "] " + action + " is forbidden");
      }
      earned += action == states[offset + k] ? 1 : 0.2;
    }
    begin(copy, states, offset);
    return earned / sizes.length;
  }
}
