package io.github.ascent4j.core.training;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Random;

/**
 * A walk along five boards as users write it: left, stay or right with a random stumble. The first
 * board has no left, and the last one ends the walk.
 */
final class Plank implements Environment {
  private static final int END = 4;

  private Random random = new Random(0);
  private int position;

  static VectorEnvironment copies(int copies) {
    return VectorEnvironments.of(Plank::new, copies);
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(0, END, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(3);
  }

  @Override
  public boolean masksActions() {
    return true;
  }

  @Override
  public void actionMask(boolean[] mask) {
    mask[0] = position > 0;
  }

  @Override
  public int timeLimit() {
    return 9;
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new Random(seed);
    position = random.nextInt(2);
    observation[0] = position;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    if (action[0] == 0 && position == 0) {
      throw new IllegalStateException("there is no board on the left");
    }
    int stumble = random.nextInt(4) == 0 ? -1 : 0;
    position = Math.clamp(position + (int) action[0] - 1 + stumble, 0, END);
    observation[0] = position;
    return position == END ? Outcome.terminal(1) : Outcome.running(-0.1);
  }
}
