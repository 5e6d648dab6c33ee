package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import java.util.Optional;

/**
 * Swing a pendulum up and hold it there with a torque in [-2, 2] N m; other torques are clipped.
 * Every step costs the squared angle from upright, plus 0.1 of the squared angular velocity, plus
 * 0.001 of the squared torque. No state is terminal.
 *
 * <p>Observation: cosine and sine of the angle (0 is upright), angular velocity (rad/s). Mass 1 kg,
 * length 1 m, gravity 10 m/s². An episode starts uniform in [-pi, pi) and [-1, 1) rad/s; a step is
 * 0.05 s of semi-implicit Euler.
 *
 * <p>Precision follows Gymnasium under NumPy 2 with the float32 actions of an agent: what the
 * torque alone decides (three times it, and its cost) is float32, everything else float64.
 *
 * <p>Source: {@code gymnasium/envs/classic_control/pendulum.py}.
 */
public final class Pendulum extends ClassicControl {
  private static final double MAX_SPEED = 8;
  private static final float MAX_TORQUE = 2;
  private static final double STEP_SECONDS = 0.05;

  /** {@code 3 g / (2 l)}. */
  private static final double GRAVITY_TERM = 15;

  private final double[] angle;
  private final double[] angularVelocity;

  private Pendulum(String name, int copies, int timeLimit) {
    super(name, copies, timeLimit, 2, observations(), Box.uniform(-MAX_TORQUE, MAX_TORQUE, 1));
    angle = state[0];
    angularVelocity = state[1];
  }

  /** Pendulum-v1: always 200 steps. */
  public static Pendulum v1(int copies) {
    return new Pendulum("Pendulum-v1", copies, 200);
  }

  private static Box observations() {
    float speed = (float) MAX_SPEED;
    return Box.of(new float[] {-1, -1, -speed}, new float[] {1, 1, speed});
  }

  @Override
  void start(int copy, Pcg64 generator) {
    angle[copy] = generator.uniform(-Math.PI, Math.PI);
    angularVelocity[copy] = generator.uniform(-1, 1);
  }

  @Override
  void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated) {
    for (int i = from; i < to; i++) {
      float torque = Math.min(MAX_TORQUE, Math.max(-MAX_TORQUE, actions[i]));
      rewards[i] = move(i, 3 * torque, 0.001f * (torque * torque));
      terminated[i] = false;
    }
  }

  /**
   * Moves one copy. What depends on the torque alone comes in ready, in the caller's precision.
   *
   * @param torqueTerm {@code 3 / (m l²)} times the clipped torque
   * @param torqueCost 0.001 times the squared clipped torque
   * @return the reward
   */
  double move(int copy, double torqueTerm, double torqueCost) {
    double theta = angle[copy];
    double omega = angularVelocity[copy];
    double fromUpright = normalized(theta);
    double cost = fromUpright * fromUpright + 0.1 * (omega * omega) + torqueCost;

    omega += (GRAVITY_TERM * StrictTrigonometry.sin(theta) + torqueTerm) * STEP_SECONDS;
    omega = Math.min(MAX_SPEED, Math.max(-MAX_SPEED, omega));
    angle[copy] = theta + omega * STEP_SECONDS;
    angularVelocity[copy] = omega;
    return -cost;
  }

  /** The angle in [-pi, pi), with the rounding of Python's {@code %}. */
  private static double normalized(double angle) {
    double turn = 2 * Math.PI;
    double remainder = (angle + Math.PI) % turn;
    return (remainder < 0 ? remainder + turn : remainder) - Math.PI;
  }

  @Override
  void observe(int from, int to, float[] observations) {
    for (int i = from; i < to; i++) {
      observations[3 * i] = (float) StrictTrigonometry.cos(angle[i]);
      observations[3 * i + 1] = (float) StrictTrigonometry.sin(angle[i]);
      observations[3 * i + 2] = (float) angularVelocity[i];
    }
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return Optional.of(ClassicScenes.pendulum(angle[copy], STEP_SECONDS));
  }
}
