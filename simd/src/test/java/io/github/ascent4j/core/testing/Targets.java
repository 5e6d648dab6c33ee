package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/** Each part of the action is to be what the observation shows; the reward is the share that is. */
public final class Targets extends TinyEnvironment {
  private static final int LENGTH = 20;

  private final int[] sizes;

  private Targets(int copies, int[] sizes, Space actionSpace) {
    super(copies, Box.uniform(0, 1, Arrays.stream(sizes).sum()), actionSpace, sizes.length, LENGTH);
    this.sizes = sizes;
  }

  /** Several choices at once. */
  public static Targets multiDiscrete(int copies) {
    return new Targets(copies, new int[] {3, 2, 4}, MultiDiscrete.of(3, 2, 4));
  }

  /** Several bits at once. */
  public static Targets multiBinary(int copies) {
    return new Targets(copies, new int[] {2, 2, 2}, new MultiBinary(3));
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    for (int k = 0; k < sizes.length; k++) {
      states[offset + k] = (int) (nextFloat(copy) * sizes[k]);
    }
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    int next = outOffset;
    for (int k = 0; k < sizes.length; k++) {
      for (int j = 0; j < sizes[k]; j++) {
        out[next++] = states[offset + k] == j ? 1 : 0;
      }
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    double right = 0;
    for (int k = 0; k < sizes.length; k++) {
      right += actions[actionOffset + k] == states[offset + k] ? 1 : 0;
    }
    begin(copy, states, offset);
    return right / sizes.length;
  }
}
