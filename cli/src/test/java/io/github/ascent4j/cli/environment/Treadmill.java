package io.github.ascent4j.cli.environment;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;

/** An episode never ends, unless {@link #length} says so. */
public class Treadmill implements Environment {
  /** Steps of an episode; 0 for no end. */
  public static volatile int length;

  /** How many there may be at a time. */
  public static volatile int most = Integer.MAX_VALUE;

  /** Of all instances, in the order of their resets. */
  public static final List<Long> seeds = new ArrayList<>();

  /** Instances that were made and are not closed. */
  private static int living;

  private static int mostLiving;

  private int steps;

  public Treadmill() {
    synchronized (seeds) {
      if (living >= most) {
        throw new IllegalStateException("there is one treadmill only");
      }
      living++;
      mostLiving = Math.max(mostLiving, living);
    }
  }

  /** Forgets what was, and says how things are from now on. */
  public static void set(int newLength, int newMost) {
    synchronized (seeds) {
      length = newLength;
      most = newMost;
      mostLiving = 0;
      living = 0;
      seeds.clear();
    }
  }

  /** The most that lived at a time. */
  public static int mostLiving() {
    synchronized (seeds) {
      return mostLiving;
    }
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(0, 1, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(long seed, float[] observation) {
    synchronized (seeds) {
      seeds.add(seed);
    }
    steps = 0;
    observation[0] = (seed & 0xFF) / 256f;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    observation[0] = action[0] / 2;
    return ++steps == length ? Outcome.terminal(1) : Outcome.running(1);
  }

  @Override
  public void close() {
    synchronized (seeds) {
      living--;
    }
  }
}
