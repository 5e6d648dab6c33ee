package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.RandomActions;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.SplittableRandom;

/**
 * Actions to try an environment with. Episodes differ in how they are drawn, because actions that
 * are random at every step seldom lead far: all random, always the lowest, always the highest, and
 * random ones that are held for a while.
 */
final class TrialActions {
  private static final int WAYS = 4;
  private static final int RANDOM = 0;
  private static final int LOWEST = 1;
  private static final int HIGHEST = 2;
  private static final int MOST_HELD = 16;

  private final Space space;
  private final float[] held;
  private SplittableRandom random = new SplittableRandom(0);
  private int way;
  private int heldFor;

  TrialActions(Space space) {
    this.space = space;
    held = new float[space.flatSize()];
  }

  /** Starts an episode, whose actions follow from the arguments and the masks. */
  void begin(long seed, int episode) {
    random = new SplittableRandom(seed);
    way = episode % WAYS;
    heldFor = 0;
  }

  /**
   * Draws the next action.
   *
   * @param masks flags from {@code mask} on; empty for everything allowed
   */
  void next(boolean[] masks, int mask, float[] out, int offset) {
    if (way == LOWEST || way == HIGHEST) {
      extreme(masks, mask, out, offset);
    } else if (way == RANDOM || masks.length > 0) {
      RandomActions.draw(space, masks, mask, random, out, offset);
    } else {
      if (heldFor == 0) {
        RandomActions.draw(space, masks, mask, random, held, 0);
        heldFor = random.nextInt(1, MOST_HELD);
      }
      heldFor--;
      System.arraycopy(held, 0, out, offset, held.length);
    }
  }

  private void extreme(boolean[] masks, int mask, float[] out, int offset) {
    int at = offset;
    int flag = mask;
    for (Space part : space.spaces()) {
      if (part instanceof Box box) {
        // Where there is no bound to go to, a random number takes its place.
        RandomActions.draw(box, masks, mask, random, out, at);
        for (int i = 0; i < box.flatSize(); i++) {
          float bound = way == LOWEST ? box.low(i) : box.high(i);
          out[at + i] = Float.isFinite(bound) ? bound : out[at + i];
        }
      } else {
        for (int k = 0; k < part.flatSize(); k++) {
          int choices = ActionMasks.choices(part, k);
          out[at + k] = extreme(choices, masks, flag);
          flag += choices;
        }
      }
      at += part.flatSize();
    }
  }

  private int extreme(int n, boolean[] masks, int mask) {
    int step = way == LOWEST ? 1 : -1;
    int choice = way == LOWEST ? 0 : n - 1;
    while (masks.length > 0 && !masks[mask + choice]) {
      choice += step;
    }
    return choice;
  }
}
