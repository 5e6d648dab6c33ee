package io.github.ascent4j.environment;

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
   * for each component of a {@link MultiBinary} one, whether 0 and whether 1 is allowed. Of a
   * {@link Tuple}, those of its parts one after another; real numbers have none.
   *
   * @throws IllegalArgumentException for a continuous space, which has no choices
   */
  public static int size(Space actionSpace) {
    int flags = 0;
    if (!(actionSpace instanceof Dict)) {
      for (int k = 0; k < actionSpace.spaces().size(); k++) {
        flags += flags(actionSpace.spaces().get(k));
      }
    }
    if (flags == 0) {
      throw new IllegalArgumentException(
          "actions of " + actionSpace + " cannot be masked; only discrete ones can");
    }
    return flags;
  }

  private static int flags(Space part) {
    int flags = 0;
    for (int k = 0; k < (part instanceof Box ? 0 : part.flatSize()); k++) {
      flags += choices(part, k);
    }
    return flags;
  }

  /**
   * The first component of an action that has no allowed choice left; -1 if every one that is a
   * choice has.
   *
   * @param masks flags of one copy, from {@code offset} on
   */
  public static int firstForbidden(Space actionSpace, boolean[] masks, int offset) {
    if (actionSpace instanceof Tuple tuple) {
      return firstForbidden(tuple, masks, offset);
    }
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

  private static int firstForbidden(Tuple tuple, boolean[] masks, int offset) {
    int start = offset;
    int component = 0;
    for (int k = 0; k < tuple.parts().size(); k++) {
      Space part = tuple.parts().get(k);
      if (!(part instanceof Box)) {
        int forbidden = firstForbidden(part, masks, start);
        if (forbidden >= 0) {
          return component + forbidden;
        }
        start += flags(part);
      }
      component += part.flatSize();
    }
    return -1;
  }

  /**
   * Choices of component {@code k} of a discrete space, which is part of no other one.
   *
   * @throws IllegalArgumentException for other spaces
   */
  public static int choices(Space space, int k) {
    if (space instanceof Discrete discrete) {
      return discrete.n();
    }
    if (space instanceof MultiDiscrete discrete) {
      return discrete.nvec().get(k);
    }
    if (space instanceof MultiBinary) {
      return 2;
    }
    throw new IllegalArgumentException("actions of " + space + " are no choices");
  }
}
