package io.github.ascent4j.cli.environment;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/** Counts steps over all episodes, and beyond what its space says. */
public final class Leaky implements Environment {
  private int steps;

  @Override
  public Space observationSpace() {
    return Box.uniform(0, 100, 1);
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
    observation[0] = steps;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    steps++;
    observation[0] = steps;
    return Outcome.running(1);
  }
}
