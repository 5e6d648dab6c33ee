package io.github.ascent4j.core.environment;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

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
      case Box _, Dict _, Tuple _ ->
          throw new IllegalArgumentException(
              "actions of " + actionSpace + " cannot be masked; only discrete ones can");
    };
  }

  /**
   * The first part of a space that has no allowed choice left; -1 if every one has.
   *
   * @param masks flags of one copy, from {@code offset} on
   */
  public static int firstForbidden(Space actionSpace, boolean[] masks, int offset) {
    int parts = actionSpace instanceof Discrete ? 1 : actionSpace.flatSize();
    int start = offset;
    for (int part = 0; part < parts; part++) {
      int end = start + choices(actionSpace, part);
      boolean allowed = false;
      for (int k = start; k < end; k++) {
        allowed |= masks[k];
      }
      if (!allowed) {
        return part;
      }
      start = end;
    }
    return -1;
  }

  private static int choices(Space actionSpace, int part) {
    return switch (actionSpace) {
      case Discrete space -> space.n();
      case MultiDiscrete space -> space.nvec().get(part);
      case MultiBinary space -> 2;
      case Box _, Dict _, Tuple _ ->
          throw new IllegalArgumentException("actions of " + actionSpace + " cannot be masked");
    };
  }
}
