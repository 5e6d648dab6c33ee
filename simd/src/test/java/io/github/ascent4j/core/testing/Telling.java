package io.github.ascent4j.core.testing;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A walk that is to go up, and that says where it is and, at every other step, how often it went
 * down.
 */
public final class Telling implements Environment {
  private static final int TOP = 5;

  private final List<String> names;
  private SplittableRandom random = new SplittableRandom(0);
  private int place;
  private int downs;
  private int steps;

  /**
   * @param names of {@code place} and {@code downs} those that it says, in any order
   */
  public Telling(String... names) {
    this.names = List.of(names);
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(-20, 20, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public int timeLimit() {
    return 11;
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    place = 0;
    downs = 0;
    steps = 0;
    observation[0] = place;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    boolean up = action[0] == 1 ^ random.nextInt(5) == 0;
    place += up ? 1 : -1;
    downs += up ? 0 : 1;
    steps++;
    observation[0] = place;
    return place == TOP ? Outcome.terminal(1) : Outcome.running(-0.1);
  }

  @Override
  public List<String> infoNames() {
    return names;
  }

  @Override
  public void info(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (names.get(i).equals("place")) {
        values[i] = place;
      } else if (steps % 2 == 0) {
        values[i] = downs;
      }
    }
  }

  @Override
  public String name() {
    return "Telling";
  }
}
