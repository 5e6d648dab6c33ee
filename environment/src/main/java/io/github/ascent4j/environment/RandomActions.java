package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.random.RandomGenerator;

/** Actions drawn from a whole space, as Gymnasium's {@code Space.sample} does. */
public final class RandomActions {
  private RandomActions() {}

  /**
   * Draws an action: choices uniformly among those allowed, a bounded component uniformly, one with
   * a bound on one side exponentially from there, and one without as a standard normal number.
   *
   * @param masks flags of the action from {@code mask} on; empty for everything allowed
   */
  public static void draw(
      Space space, boolean[] masks, int mask, RandomGenerator random, float[] out, int offset) {
    int at = offset;
    int flag = mask;
    for (Space part : space.spaces()) {
      for (int k = 0; k < part.flatSize(); k++) {
        if (part instanceof Box box) {
          out[at++] = component(box.low(k), box.high(k), random);
        } else {
          int choices = ActionMasks.choices(part, k);
          out[at++] = choice(choices, masks, flag, random);
          flag += choices;
        }
      }
    }
  }

  private static int choice(int n, boolean[] masks, int offset, RandomGenerator random) {
    int allowed = 0;
    for (int i = 0; i < n; i++) {
      allowed += masks.length == 0 || masks[offset + i] ? 1 : 0;
    }
    int left = random.nextInt(allowed);
    for (int i = 0; i < n; i++) {
      if ((masks.length == 0 || masks[offset + i]) && left-- == 0) {
        return i;
      }
    }
    throw new AssertionError(left);
  }

  private static float component(float low, float high, RandomGenerator random) {
    boolean below = low > Float.NEGATIVE_INFINITY;
    boolean above = high < Float.POSITIVE_INFINITY;
    if (below && above) {
      double value = low + random.nextDouble() * ((double) high - low);
      return Math.min(high, Math.max(low, (float) value));
    }
    double radius = -StrictMath.log(1 - random.nextDouble());
    if (below) {
      return (float) (low + radius);
    } else if (above) {
      return (float) (high - radius);
    }
    double angle = 2 * Math.PI * random.nextDouble();
    return (float) (Math.sqrt(2 * radius) * StrictMath.cos(angle));
  }
}
