package io.github.ascent4j.policy.action;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

/**
 * The way from a raw action to one of the action space. Of a {@link Tuple}, every {@link Box} is
 * mapped by bounds of its own, and everything else is left as it is.
 *
 * <p>Thread safety: immutable, and all threads may share one.
 *
 * @param bound how a raw component is brought into its range
 * @param scaled whether the range is [-1, 1], stretched linearly to the space's bounds afterwards;
 *     otherwise {@link Bound#CLIP} clips to the bounds themselves
 */
public record ActionMapping(Bound bound, boolean scaled) {
  /** How a component is brought into its range. */
  public enum Bound {
    /** Not at all. */
    NONE,
    /** By cutting it at the ends. */
    CLIP,
    /** By the hyperbolic tangent. */
    TANH
  }

  /** The float next to 1: tanh of larger raw actions is 1. */
  private static final double LARGEST_TANH = Math.nextDown(1f);

  /** The raw action as it is. */
  public static final ActionMapping NONE = new ActionMapping(Bound.NONE, false);

  /** Clipped to the bounds of the space. */
  public static final ActionMapping CLIP = new ActionMapping(Bound.CLIP, false);

  /** Clipped to [-1, 1] and scaled to the bounds. */
  public static final ActionMapping CLIP_SCALED = new ActionMapping(Bound.CLIP, true);

  /** Squashed by tanh and scaled to the bounds. */
  public static final ActionMapping TANH_SCALED = new ActionMapping(Bound.TANH, true);

  public ActionMapping {
    if (bound == Bound.TANH && !scaled) {
      throw new IllegalArgumentException(
          "tanh gives actions in [-1, 1]; use TANH_SCALED to reach the bounds of the space");
    }
  }

  /** Throws if actions of {@code space} cannot be mapped this way. */
  public void check(Space space) {
    if (equals(NONE)) {
      return;
    }
    if (space instanceof Tuple tuple && tuple.parts().stream().anyMatch(Box.class::isInstance)) {
      tuple.parts().stream().filter(Box.class::isInstance).forEach(this::check);
      return;
    }
    if (!(space instanceof Box box)) {
      throw new IllegalArgumentException(
          "action mapping "
              + this
              + " is for a Box, but the action space is "
              + space
              + "; use NONE");
    }
    if (scaled && !box.isBounded()) {
      throw new IllegalArgumentException(
          "action mapping "
              + this
              + " scales to the bounds, but "
              + box
              + " has an infinite one; use NONE or CLIP");
    }
  }

  /**
   * Maps one action.
   *
   * @param space the action space, which {@link #check} accepts
   */
  public void apply(Space space, float[] raw, int rawOffset, float[] action, int actionOffset) {
    if (space instanceof Tuple tuple) {
      int from = rawOffset;
      int to = actionOffset;
      for (int k = 0; k < tuple.parts().size(); k++) {
        Space part = tuple.parts().get(k);
        apply(part, raw, from, action, to);
        from += part.flatSize();
        to += part.flatSize();
      }
      return;
    }
    if (!(space instanceof Box box) || equals(NONE)) {
      System.arraycopy(raw, rawOffset, action, actionOffset, space.flatSize());
      return;
    }
    for (int i = 0; i < box.flatSize(); i++) {
      float low = scaled ? -1 : box.low(i);
      float high = scaled ? 1 : box.high(i);
      float value = raw[rawOffset + i];
      value =
          switch (bound) {
            case NONE -> value;
            case CLIP -> value < low ? low : value > high ? high : value;
            case TANH -> FloatMath.tanh(value);
          };
      if (scaled) {
        value = scale(value, box.low(i), box.high(i));
      }
      action[actionOffset + i] = value;
    }
  }

  /**
   * The way back, for actions that do not come from the policy: a raw action that {@link #apply}
   * maps to {@code action}, up to rounding. Of many the one within the range is taken; behind tanh
   * the ends of the range, which only infinite raw actions have, become large finite ones. A
   * component whose bounds are equal is 0 where it is scaled.
   *
   * @param space the action space, which {@link #check} accepts
   * @param action within the bounds of {@code space}
   */
  public void invert(Space space, float[] action, int actionOffset, float[] raw, int rawOffset) {
    if (space instanceof Tuple tuple) {
      int from = actionOffset;
      int to = rawOffset;
      for (int k = 0; k < tuple.parts().size(); k++) {
        Space part = tuple.parts().get(k);
        invert(part, action, from, raw, to);
        from += part.flatSize();
        to += part.flatSize();
      }
      return;
    }
    if (!(space instanceof Box box) || !scaled) {
      System.arraycopy(action, actionOffset, raw, rawOffset, space.flatSize());
      return;
    }
    for (int i = 0; i < box.flatSize(); i++) {
      double low = box.low(i);
      double width = box.high(i) - low;
      double unit = width > 0 ? 2 * (action[actionOffset + i] - low) / width - 1 : 0;
      raw[rawOffset + i] = (float) (bound == Bound.TANH ? atanh(unit) : unit);
    }
  }

  private static double atanh(double value) {
    double within = Math.max(-LARGEST_TANH, Math.min(LARGEST_TANH, value));
    return 0.5 * (StrictMath.log1p(within) - StrictMath.log1p(-within));
  }

  /** Takes -1 to {@code low} and 1 to {@code high}, both exactly. */
  private float scale(float value, float low, float high) {
    double share = 0.5 * (value + 1.0);
    // Both ends weighted: low + (high - low) * share misses high by a bit for bounds like -3 and
    // 0.1, and overflows for the widest ones.
    float scaled = (float) (low * (1 - share) + high * share);
    return bound == Bound.NONE ? scaled : Math.max(low, Math.min(high, scaled));
  }
}
