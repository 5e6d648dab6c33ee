package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import java.util.Optional;

/**
 * The mountain car with an engine of any force in [-1, 1]; other forces are clipped. An episode is
 * terminal at position 0.45 or beyond and earns 100 there; every step costs a tenth of the squared
 * action, unclipped.
 *
 * <p>Observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07] (lengths have no unit, a
 * step is one unit of time). An episode starts at rest, uniform in [-0.6, -0.4).
 *
 * <p>Precision follows Gymnasium under NumPy 2 with the float32 actions of an agent: the first step
 * of an episode is float64, as the drawn position is, and ends in a float32 state; from then on
 * position, velocity and force are float32 and stay so, while Python's own numbers (the cosine, the
 * constants, a clipped force) are float64 until they meet one of those.
 *
 * <p>Source: {@code gymnasium/envs/classic_control/continuous_mountain_car.py}.
 */
public final class MountainCarContinuous extends ClassicControl {
  private static final double GOAL = 0.45;
  private static final double POWER = 0.0015;

  private final double[] position;
  private final double[] velocity;

  private MountainCarContinuous(String name, int copies, int timeLimit) {
    super(name, copies, timeLimit, 2, MountainCar.observations(), Box.uniform(-1, 1, 1));
    position = state[0];
    velocity = state[1];
  }

  /** MountainCarContinuous-v0: at most 999 steps. */
  public static MountainCarContinuous v0(int copies) {
    return new MountainCarContinuous("MountainCarContinuous-v0", copies, 999);
  }

  @Override
  void start(int copy, Pcg64 generator) {
    position[copy] = generator.uniform(MountainCar.START_LOW, MountainCar.START_HIGH);
    velocity[copy] = 0;
  }

  @Override
  void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated) {
    for (int i = from; i < to; i++) {
      float action = actions[i];
      boolean goal;
      if (elapsed[i] == 0) {
        goal = moveDouble(i, acceleration(action, 3 * position[i]));
      } else {
        goal = moveFloat(i, (float) acceleration(action, 3 * (float) position[i]));
      }
      terminated[i] = goal;
      rewards[i] = reward(action, goal);
    }
  }

  /** Engine and slope together; a force within its limits makes the sum a float32. */
  private static double acceleration(float action, double tripledPosition) {
    double slope = MountainCar.GRAVITY * StrictTrigonometry.cos(tripledPosition);
    if (Math.abs(action) > 1) {
      return Math.copySign(POWER, action) - slope;
    }
    return action * (float) POWER - (float) slope;
  }

  static double reward(double action, boolean goal) {
    return (goal ? 100 : 0) - action * action * 0.1;
  }

  /** Moves a copy with float64 arithmetic to a float32 state; returns whether it is the goal. */
  boolean moveDouble(int copy, double acceleration) {
    double v = velocity[copy] + acceleration;
    v = Math.min(MountainCar.MAX_SPEED, Math.max(-MountainCar.MAX_SPEED, v));
    double x = position[copy] + v;
    x = Math.min(MountainCar.MAX_POSITION, Math.max(MountainCar.MIN_POSITION, x));
    if (x == MountainCar.MIN_POSITION && v < 0) {
      v = 0;
    }
    position[copy] = (float) x;
    velocity[copy] = (float) v;
    return x >= GOAL && v >= 0;
  }

  /** {@link #moveDouble} with float32 arithmetic throughout. */
  private boolean moveFloat(int copy, float acceleration) {
    float maxSpeed = (float) MountainCar.MAX_SPEED;
    float minPosition = (float) MountainCar.MIN_POSITION;
    float v = Math.min(maxSpeed, Math.max(-maxSpeed, (float) velocity[copy] + acceleration));
    float x = (float) position[copy] + v;
    x = Math.min((float) MountainCar.MAX_POSITION, Math.max(minPosition, x));
    if (x == minPosition && v < 0) {
      v = 0;
    }
    position[copy] = x;
    velocity[copy] = v;
    return x >= (float) GOAL && v >= 0;
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
