package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Observations of every kind of number: a large one, a label, two more labels and a bit. Each label
 * has a choice that earns 1, moved on by one where the number is above 500 and again where the bit
 * is set; the two labels are beside the point.
 */
public final class Parts extends TinyEnvironment {
  public static final int LABELS = 12;

  /** What the number is around. */
  public static final float MIDDLE = 500;

  public Parts(int copies) {
    super(copies, space(), new Discrete(Labels.CHOICES), 5, 10);
  }

  /** Of ranks that its components have in an observation. */
  public static Space space() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("label", new Discrete(LABELS));
    parts.put("number", Box.uniform(0, 1000, 1));
    parts.put("labels", new MultiDiscrete(List.of(2, 5)));
    parts.put("bit", new MultiBinary(1));
    return new Dict(parts);
  }

  /** The choice that earns 1. */
  public static int best(float[] observation, int offset) {
    int moved = observation[offset + 1] > MIDDLE ? 1 : 0;
    int more = observation[offset + 4] == 1 ? 1 : 0;
    return (Labels.best((int) observation[offset]) + moved + more) % Labels.CHOICES;
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = (int) (nextFloat(copy) * LABELS);
    states[offset + 1] = MIDDLE + (nextFloat(copy) < 0.5f ? -100 : 100) * (1 + nextFloat(copy));
    states[offset + 2] = (int) (nextFloat(copy) * 2);
    states[offset + 3] = (int) (nextFloat(copy) * 5);
    states[offset + 4] = (int) (nextFloat(copy) * 2);
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    double earned = actions[actionOffset] == best(states, offset) ? 1 : 0;
    begin(copy, states, offset);
    return earned;
  }
}
