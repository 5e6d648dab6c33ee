package io.github.ascent4j.core.environment;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/** The layout of action masks. */
public final class ActionMasks {
  private ActionMasks() {}

  /**
   * M, the flags that say which actions of a space are allowed: one for each choice of a {@link
   * Discrete} space, those of all parts one after another for a {@link MultiDiscrete} one, and two
   * for each component of a {@link MultiBinary} one, whether 0 and whether 1 is allowed.
   *
   * @throws IllegalArgumentException for a continuous space, which has no choices
   */
  public static int size(Space actionSpace) {
    return switch (actionSpace) {
      case Discrete space -> space.n();
      case MultiDiscrete space -> space.nvec().stream().mapToInt(Integer::intValue).sum();
      case MultiBinary space -> 2 * space.flatSize();
      case Box space ->
          throw new IllegalArgumentException(
              "actions of " + space + " cannot be masked; only discrete ones can");
    };
  }

  /**
   * The first part of a space that has no allowed choice left; -1 if every one has.
   *
   * @param masks flags of one copy, from {@code offset} on
   */
  public static int firstForbidden(Space actionSpace, boolean[] masks, int offset) {
    int start = offset;
    int[] sizes = sizes(actionSpace);
    for (int part = 0; part < sizes.length; part++) {
      boolean allowed = false;
      for (int k = 0; k < sizes[part]; k++) {
        allowed |= masks[start + k];
      }
      if (!allowed) {
        return part;
      }
      start += sizes[part];
    }
    return -1;
  }

  private static int[] sizes(Space actionSpace) {
    return switch (actionSpace) {
      case Discrete space -> new int[] {space.n()};
      case MultiDiscrete space -> space.nvec().stream().mapToInt(Integer::intValue).toArray();
      case MultiBinary space -> {
        int[] sizes = new int[space.flatSize()];
        Arrays.fill(sizes, 2);
        yield sizes;
      }
      case Box space -> new int[0];
    };
  }
}
