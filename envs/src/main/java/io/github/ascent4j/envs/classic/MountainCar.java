package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.Optional;

/**
 * Drive an underpowered car out of a valley: push left (action 0), coast (1) or push right (2). An
 * episode is terminal at position 0.5 or beyond; every step costs 1.
 *
 * <p>Observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07] (lengths have no unit, a
 * step is one unit of time). An episode starts at rest, uniform in [-0.6, -0.4).
 *
 * <p>Source: {@code gymnasium/envs/classic_control/mountain_car.py}, after Moore, "Efficient
 * memory-based learning for robot control", 1990.
 */
public final class MountainCar extends ClassicControl {
  static final double MIN_POSITION = -1.2;
  static final double MAX_POSITION = 0.6;
  static final double MAX_SPEED = 0.07;
  static final double START_LOW = -0.6;
  static final double START_HIGH = -0.4;
  static final double GRAVITY = 0.0025;
  private static final double GOAL = 0.5;
  private static final double FORCE = 0.001;

  private final double[] position;
  private final double[] velocity;

  private MountainCar(String name, int copies, int timeLimit) {
    super(name, copies, timeLimit, 2, observations(), new Discrete(3));
    position = state[0];
    velocity = state[1];
  }

  /** MountainCar-v0: at most 200 steps. */
  public static MountainCar v0(int copies) {
    return new MountainCar("MountainCar-v0", copies, 200);
  }

  static Box observations() {
    return Box.of(
        new float[] {(float) MIN_POSITION, (float) -MAX_SPEED},
        new float[] {(float) MAX_POSITION, (float) MAX_SPEED});
  }

  @Override
  void start(int copy, Pcg64 generator) {
    position[copy] = generator.uniform(START_LOW, START_HIGH);
    velocity[copy] = 0;
  }

  @Override
  void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated) {
    for (int i = from; i < to; i++) {
      double x = position[i];
      double push = ((int) actions[i] - 1) * FORCE;
      double v = velocity[i] + (push + StrictTrigonometry.cos(3 * x) * -GRAVITY);
      v = Math.min(MAX_SPEED, Math.max(-MAX_SPEED, v));
      x = Math.min(MAX_POSITION, Math.max(MIN_POSITION, x + v));
      if (x == MIN_POSITION && v < 0) {
        v = 0;
      }
      position[i] = x;
      velocity[i] = v;
      rewards[i] = -1;
      terminated[i] = x >= GOAL && v >= 0;
    }
  }

  @Override
  void observe(int from, int to, float[] observations) {
    for (int i = from; i < to; i++) {
      observations[2 * i] = (float) position[i];
      observations[2 * i + 1] = (float) velocity[i];
    }
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return Optional.of(ClassicScenes.mountainCar(position[copy], GOAL));
  }
}
