package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Tuple;
import java.util.List;

/**
 * A choice and a number at once: the highest allowed choice, of which the mask alone tells, earns 1
 * and the others less; of the number, which is to be the observation, the squared distance is taken
 * away.
 */
public final class Mixed extends TinyEnvironment {
  public static final int CHOICES = 3;

  private static final int LENGTH = 20;

  public Mixed(int copies) {
    super(
        copies,
        Box.uniform(-1, 1, 1),
        new Tuple(List.of(new Discrete(CHOICES), Box.uniform(-2, 1.5f, 1))),
        2,
        LENGTH);
  }

  @Override
  public int actionMaskSize() {
    return CHOICES;
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = (int) (nextFloat(copy) * CHOICES);
    states[offset + 1] = 2 * nextFloat(copy) - 1;
  }

  @Override
  protected void observe(float[] states, int offset, float[] out, int outOffset) {
    out[outOffset] = states[offset + 1];
  }

  @Override
  protected void mask(float[] states, int offset, boolean[] out, int outOffset) {
    for (int k = 0; k < CHOICES; k++) {
      out[outOffset + k] = k <= states[offset];
    }
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    float choice = actions[actionOffset];
    if (choice > states[offset]) {
      throw new IllegalArgumentException("choice " + choice + " is forbidden");
    }
    double distance = actions[actionOffset + 1] - states[offset + 1];
    double earned = choice == states[offset] ? 1 : 0.2;
    begin(copy, states, offset);
    return earned - distance * distance;
  }
}
