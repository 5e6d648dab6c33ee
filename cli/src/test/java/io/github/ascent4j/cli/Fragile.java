package io.github.ascent4j.cli;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A walk on a line whose copy 1 fails, or does something else, from a certain step on. */
final class Fragile implements Environment {
  /** What happens at the end of a step. */
  interface Fault {
    /** Gives the reward in place of the one there would be. */
    double step(double reward, float[] observation);
  }

  private static final int COPY = 1;

  private final boolean fails;
  private final int step;
  private final Fault fault;
  private int steps;
  private float position;

  private Fragile(boolean fails, int step, Fault fault) {
    this.fails = fails;
    this.step = step;
    this.fault = fault;
  }

  /** Copies that never fail. */
  static IntFunction<VectorEnvironment> sound() {
    return failing(Integer.MAX_VALUE, (reward, observation) -> reward);
  }

  /**
   * Copies of which one fails.
   *
   * @param step the first of the copy's steps that fail, counted from when it was made
   */
  static IntFunction<VectorEnvironment> failing(int step, Fault fault) {
    return copies -> {
      AtomicInteger copy = new AtomicInteger();
      return VectorEnvironments.of(
          () -> new Fragile(copy.getAndIncrement() == COPY, step, fault), copies);
    };
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(-100, 100, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public int timeLimit() {
    return 12;
  }

  @Override
  public void reset(long seed, float[] observation) {
    position = (float) new SplittableRandom(seed).nextDouble();
    observation[0] = position;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    position += action[0] - 0.5f;
    observation[0] = position;
    double reward = -Math.abs(position);
    if (fails && ++steps >= step) {
      reward = fault.step(reward, observation);
    }
    return reward < -2 ? Outcome.terminal(reward) : Outcome.running(reward);
  }
}
