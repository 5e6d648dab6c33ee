package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
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
    switch (space) {
      case Discrete choices -> out[offset] = choice(choices.n(), masks, mask, random);
      case MultiDiscrete choices -> {
        int flag = mask;
        for (int k = 0; k < choices.nvec().size(); k++) {
          out[offset + k] = choice(choices.nvec().get(k), masks, flag, random);
          flag += choices.nvec().get(k);
        }
      }
      case MultiBinary bits -> {
        for (int k = 0; k < bits.n(); k++) {
          out[offset + k] = choice(2, masks, mask + 2 * k, random);
        }
      }
      case Box box -> {
        for (int i = 0; i < box.flatSize(); i++) {
          out[offset + i] = component(box.low(i), box.high(i), random);
        }
      }
      case Dict dict -> draw(new Tuple(dict.spaces()), masks, mask, random, out, offset);
      case Tuple tuple -> {
        int at = offset;
        int flag = mask;
        for (Space part : tuple.parts()) {
          draw(part, masks, flag, random, out, at);
          at += part.flatSize();
          flag += flags(part);
        }
      }
    }
  }

  private static int flags(Space space) {
    return switch (space) {
      case Discrete choices -> choices.n();
      case MultiDiscrete choices -> choices.nvec().stream().mapToInt(Integer::intValue).sum();
      case MultiBinary bits -> 2 * bits.n();
      case Box _, Dict _, Tuple _ -> 0;
    };
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
