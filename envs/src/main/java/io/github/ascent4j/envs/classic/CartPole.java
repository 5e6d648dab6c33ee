package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.Optional;

/**
 * Balance a pole that is hinged to a cart by pushing the cart left (action 0) or right (1) with 10
 * N. An episode is terminal when the cart is more than 2.4 m from the middle or the pole more than
 * 12 degrees from upright; every step earns 1, the last one too.
 *
 * <p>Observation: cart position (m), cart velocity (m/s), pole angle (rad, 0 is upright), pole
 * angular velocity (rad/s); each starts uniform in [-0.05, 0.05). A step is 0.02 s of explicit
 * Euler.
 *
 * <p>Source: {@code gymnasium/envs/classic_control/cartpole.py}, after Barto, Sutton and Anderson,
 * "Neuronlike adaptive elements that can solve difficult learning control problems", 1983.
 */
public final class CartPole extends ClassicControl {
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = POLE_MASS + 1.0;
  private static final double HALF_LENGTH = 0.5;
  private static final double POLE_MASS_LENGTH = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10.0;
  private static final double STEP_SECONDS = 0.02;
  private static final double MAX_POSITION = 2.4;
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double START_BOUND = 0.05;

  private final double[] position;
  private final double[] velocity;
  private final double[] angle;
  private final double[] angularVelocity;

  private final boolean velocities;

  private CartPole(String name, int copies, int timeLimit, boolean velocities) {
    super(name, copies, timeLimit, 4, observations(velocities), new Discrete(2));
    this.velocities = velocities;
    position = state[0];
    velocity = state[1];
    angle = state[2];
    angularVelocity = state[3];
  }

  /** CartPole-v0: at most 200 steps. */
  public static CartPole v0(int copies) {
    return new CartPole("CartPole-v0", copies, 200, true);
  }

  /** CartPole-v1: at most 500 steps. */
  public static CartPole v1(int copies) {
    return new CartPole("CartPole-v1", copies, 500, true);
  }

  /**
   * CartPole-v1 without the two velocities in the observation, as in Stable-Baselines3 contrib: a
   * task that needs memory.
   */
  public static CartPole withoutVelocities(int copies) {
    return new CartPole("CartPoleNoVel-v1", copies, 500, false);
  }

  private static Box observations(boolean velocities) {
    // Twice the limits, so that the observation that ends an episode is in the space.
    float[] high = {
      (float) (2 * MAX_POSITION),
      Float.POSITIVE_INFINITY,
      (float) (2 * MAX_ANGLE),
      Float.POSITIVE_INFINITY
    };
    if (!velocities) {
      return Box.of(new float[] {-high[0], -high[2]}, new float[] {high[0], high[2]});
    }
    float[] low = {-high[0], -high[1], -high[2], -high[3]};
    return Box.of(low, high);
  }

  @Override
  void start(int copy, Pcg64 generator) {
    for (double[] quantity : state) {
      quantity[copy] = generator.uniform(-START_BOUND, START_BOUND);
    }
  }

  @Override
  void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated) {
    for (int i = from; i < to; i++) {
      double v = velocity[i];
      double theta = angle[i];
      double omega = angularVelocity[i];
      double force = actions[i] == 1 ? FORCE : -FORCE;
      double cosine = StrictTrigonometry.cos(theta);
      double sine = StrictTrigonometry.sin(theta);

      double push = (force + POLE_MASS_LENGTH * (omega * omega) * sine) / TOTAL_MASS;
      double angularAcceleration =
          (GRAVITY * sine - cosine * push)
              / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cosine * cosine) / TOTAL_MASS));
      double acceleration = push - POLE_MASS_LENGTH * angularAcceleration * cosine / TOTAL_MASS;

      double x = position[i] + STEP_SECONDS * v;
      theta += STEP_SECONDS * omega;
      position[i] = x;
      velocity[i] = v + STEP_SECONDS * acceleration;
      angle[i] = theta;
      angularVelocity[i] = omega + STEP_SECONDS * angularAcceleration;

      rewards[i] = 1;
      terminated[i] = Math.abs(x) > MAX_POSITION || Math.abs(theta) > MAX_ANGLE;
    }
  }

  @Override
  void observe(int from, int to, float[] observations) {
    if (!velocities) {
      for (int i = from; i < to; i++) {
        observations[2 * i] = (float) position[i];
        observations[2 * i + 1] = (float) angle[i];
      }
      return;
    }
    for (int i = from; i < to; i++) {
      observations[4 * i] = (float) position[i];
      observations[4 * i + 1] = (float) velocity[i];
      observations[4 * i + 2] = (float) angle[i];
      observations[4 * i + 3] = (float) angularVelocity[i];
    }
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return Optional.of(ClassicScenes.cartPole(position[copy], angle[copy], STEP_SECONDS));
  }
}
