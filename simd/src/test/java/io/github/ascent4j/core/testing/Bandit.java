package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;

/** Arms with noisy rewards; the last one but one is the best. Every pull is an episode. */
public final class Bandit extends TinyEnvironment {
  private final int arms;

  public Bandit(int copies, int arms) {
    super(copies, Box.uniform(0, 1, 1), new Discrete(arms), 1, 1);
    this.arms = arms;
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = 1;
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    terminal = true;
    boolean best = actions[actionOffset] == arms - 2;
    return (best ? 1.5 : 0.1 * actions[actionOffset]) + nextFloat(copy) - 0.5;
  }
}
