package io.github.ascent4j.policy.action;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

/**
 * The way from a raw action to one of the action space. Of a {@link Tuple}, every {@link Box} is
 * mapped by bounds of its own, and everything else is left as it is.
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

  /** Takes -1 to {@code low} and 1 to {@code high}, both exactly. */
  private float scale(float value, float low, float high) {
    double share = 0.5 * (value + 1.0);
    // Both ends weighted: low + (high - low) * share misses high by a bit for bounds like -3 and
    // 0.1, and overflows for the widest ones.
    float scaled = (float) (low * (1 - share) + high * share);
    return bound == Bound.NONE ? scaled : Math.max(low, Math.min(high, scaled));
  }
}
