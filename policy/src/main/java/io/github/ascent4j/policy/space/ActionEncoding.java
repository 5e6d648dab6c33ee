package io.github.ascent4j.policy.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions as numbers that a network can read: a choice becomes a 1 among zeros, everything else
 * stays as it is.
 *
 * <p>Thread safety: immutable, and all threads may share one.
 *
 * @param choices for each component of an action, how many choices it is one of; 0 for a component
 *     that stays as it is
 */
public record ActionEncoding(List<Integer> choices) {
  public ActionEncoding {
    choices = List.copyOf(choices);
  }

  /** The encoding of actions of {@code space}. */
  public static ActionEncoding of(Space space) {
    List<Integer> choices = new ArrayList<>();
    add(space, choices);
    return new ActionEncoding(choices);
  }

  private static void add(Space space, List<Integer> choices) {
    if (space instanceof Discrete discrete) {
      choices.add(discrete.n());
    } else if (space instanceof MultiDiscrete several) {
      choices.addAll(several.nvec());
    } else if (space instanceof Tuple tuple) {
      tuple.parts().forEach(part -> add(part, choices));
    } else {
      for (int k = 0; k < space.flatSize(); k++) {
        choices.add(0);
      }
    }
  }

  /** Floats of an encoded action. */
  public int size() {
    return Shapes.checked(choices.stream().mapToLong(n -> Math.max(n, 1)).sum());
  }

  /**
   * Encodes the action that starts at {@code offset}.
   *
   * @param out receives {@link #size} floats from {@code outOffset} on
   */
  public void encode(float[] action, int offset, float[] out, int outOffset) {
    int to = outOffset;
    for (int k = 0; k < choices.size(); k++) {
      int n = choices.get(k);
      float taken = action[offset + k];
      if (n == 0) {
        out[to++] = taken;
      }
      for (int i = 0; i < n; i++) {
        out[to++] = i == (int) taken ? 1 : 0;
      }
    }
  }
}
