package io.github.ascent4j.policy.space;

import java.util.List;

/**
 * Actions as numbers that a network can read: a choice becomes a 1 among zeros, everything else
 * stays as it is.
 */
public final class ActionEncoding {
  private ActionEncoding() {}

  /** Floats of an encoded action of {@code space}. */
  public static int size(Space space) {
    if (space instanceof Discrete discrete) {
      return discrete.n();
    } else if (space instanceof MultiDiscrete choices) {
      return Shapes.checked(choices.nvec().stream().mapToLong(n -> n).sum());
    } else if (space instanceof Tuple tuple) {
      return Shapes.checked(tuple.parts().stream().mapToLong(ActionEncoding::size).sum());
    }
    return space.flatSize();
  }

  /**
   * Encodes the action of {@code space} that starts at {@code offset}.
   *
   * @param out receives {@link #size} floats from {@code outOffset} on
   */
  public static void encode(Space space, float[] action, int offset, float[] out, int outOffset) {
    if (space instanceof Discrete discrete) {
      choice(discrete.n(), action[offset], out, outOffset);
    } else if (space instanceof MultiDiscrete choices) {
      List<Integer> nvec = choices.nvec();
      int next = outOffset;
      for (int k = 0; k < nvec.size(); k++) {
        choice(nvec.get(k), action[offset + k], out, next);
        next += nvec.get(k);
      }
    } else if (space instanceof Tuple tuple) {
      int from = offset;
      int to = outOffset;
      for (int k = 0; k < tuple.parts().size(); k++) {
        Space part = tuple.parts().get(k);
        encode(part, action, from, out, to);
        from += part.flatSize();
        to += size(part);
      }
    } else {
      System.arraycopy(action, offset, out, outOffset, space.flatSize());
    }
  }

  private static void choice(int n, float action, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = i == (int) action ? 1 : 0;
    }
  }
}
