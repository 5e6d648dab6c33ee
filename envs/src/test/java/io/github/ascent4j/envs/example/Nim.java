package io.github.ascent4j.envs.example;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sticks on a table, of which two players take one, two or three in turn; who takes the last one
 * wins. The opponent leaves a multiple of four whenever it can, so only a player who always does
 * wins.
 */
final class Nim implements Environment {
  static final int MOST_STICKS = 20;
  private static final int MOST_TAKEN = 3;

  private SplittableRandom random = new SplittableRandom();
  private int sticks;

  /** Marks the number of sticks that are left with a 1. */
  @Override
  public Space observationSpace() {
    return Box.uniform(0, 1, MOST_STICKS + 1);
  }

  /** One stick less than what is taken, since choices start at 0. */
  @Override
  public Space actionSpace() {
    return new Discrete(MOST_TAKEN);
  }

  /** Starts with a number that is no multiple of four, so that the game can be won. */
  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    sticks = 4 * random.nextInt(MOST_STICKS / 4) + random.nextInt(1, 4);
    observe(sticks, observation);
  }

  // @start region="mask"
  @Override
  public boolean masksActions() {
    return true;
  }

  /** Nobody can take more sticks than there are. */
  @Override
  public void actionMask(boolean[] mask) {
    allow(sticks, mask);
  }

  static void allow(int sticks, boolean[] mask) {
    for (int k = 0; k < mask.length; k++) {
      mask[k] = k + 1 <= Math.max(1, sticks); // one choice has to be allowed, even in the end
    }
  }

  // @end

  @Override
  public Outcome step(float[] action, float[] observation) {
    sticks -= (int) action[0] + 1;
    if (sticks == 0) {
      observe(0, observation);
      return Outcome.terminal(1);
    }
    int surplus = sticks % 4;
    sticks -= surplus > 0 ? surplus : random.nextInt(1, Math.min(MOST_TAKEN, sticks) + 1);
    observe(sticks, observation);
    return sticks == 0 ? Outcome.terminal(-1) : Outcome.running(0);
  }

  static void observe(int sticks, float[] observation) {
    Arrays.fill(observation, 0);
    observation[sticks] = 1;
  }
}
