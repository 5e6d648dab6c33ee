package io.github.ascent4j.cli.environment;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/** Says how often 1 was chosen in ten steps, which is what it pays. */
public final class Counter implements Environment {
  private int count;

  @Override
  public Space observationSpace() {
    return Box.uniform(0, 10, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public int timeLimit() {
    return 10;
  }

  @Override
  public void reset(long seed, float[] observation) {
    count = 0;
    observation[0] = 0;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    count += (int) action[0];
    observation[0] = count;
    return Outcome.running(action[0]);
  }
}
