package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.Optional;

/**
 * Swing the free end of two hanging links above a bar with the motor between them: a torque of -1
 * (action 0), 0 (1) or 1 N m (2). An episode is terminal when the free end is more than one link (1
 * m) above the fixed end; every other step costs 1.
 *
 * <p>Observation: cosine and sine of the first joint's angle (0 hangs down), cosine and sine of the
 * second's (relative to the first), both angular velocities (rad/s, at most 4 pi and 9 pi). An
 * episode starts with all four quantities uniform in [-0.1, 0.1), rounded to float32; a step is 0.2
 * s, one step of fourth-order Runge-Kutta.
 *
 * <p>Source: {@code gymnasium/envs/classic_control/acrobot.py} (the "book" variant), after Sutton,
 * "Generalization in reinforcement learning: successful examples using sparse coarse coding", 1996.
 * Masses, lengths and moments of inertia are 1 and leave the formulas; only their roundings stay.
 */
public final class Acrobot extends ClassicControl {
  private static final double GRAVITY = 9.8;
  private static final double STEP_SECONDS = 0.2;
  private static final double MAX_SPEED_1 = 4 * Math.PI;
  private static final double MAX_SPEED_2 = 9 * Math.PI;
  private static final double START_BOUND = 0.1;

  private final double[] angle1;
  private final double[] angle2;
  private final double[] speed1;
  private final double[] speed2;

  /** Accelerations of both joints, the two results of {@link #accelerate}. */
  private double acceleration1;

  private double acceleration2;

  private Acrobot(String name, int copies, int timeLimit) {
    super(name, copies, timeLimit, 4, observations(), new Discrete(3));
    angle1 = state[0];
    angle2 = state[1];
    speed1 = state[2];
    speed2 = state[3];
  }

  /** Acrobot-v1: at most 500 steps. */
  public static Acrobot v1(int copies) {
    return new Acrobot("Acrobot-v1", copies, 500);
  }

  private static Box observations() {
    float max1 = (float) MAX_SPEED_1;
    float max2 = (float) MAX_SPEED_2;
    return Box.of(new float[] {-1, -1, -1, -1, -max1, -max2}, new float[] {1, 1, 1, 1, max1, max2});
  }

  @Override
  void start(int copy, Pcg64 generator) {
    for (double[] quantity : state) {
      quantity[copy] = (float) generator.uniform(-START_BOUND, START_BOUND);
    }
  }

  @Override
  void advance(int from, int to, float[] actions, double[] rewards, boolean[] terminated) {
    for (int i = from; i < to; i++) {
      move(i, actions[i] - 1);
      boolean swungUp =
          -StrictTrigonometry.cos(angle1[i]) - StrictTrigonometry.cos(angle2[i] + angle1[i]) > 1;
      rewards[i] = swungUp ? 0 : -1;
      terminated[i] = swungUp;
    }
  }

  /** One Runge-Kutta step; {@code k2A1} is the second slope of angle 1. */
  private void move(int copy, double torque) {
    double a1 = angle1[copy];
    double a2 = angle2[copy];
    double v1 = speed1[copy];
    double v2 = speed2[copy];
    double half = STEP_SECONDS / 2;

    accelerate(a1, a2, v1, v2, torque);
    double k1V1 = acceleration1;
    double k1V2 = acceleration2;

    double k2A1 = v1 + half * k1V1;
    double k2A2 = v2 + half * k1V2;
    accelerate(a1 + half * v1, a2 + half * v2, k2A1, k2A2, torque);
    double k2V1 = acceleration1;
    double k2V2 = acceleration2;

    double k3A1 = v1 + half * k2V1;
    double k3A2 = v2 + half * k2V2;
    accelerate(a1 + half * k2A1, a2 + half * k2A2, k3A1, k3A2, torque);
    double k3V1 = acceleration1;
    double k3V2 = acceleration2;

    double k4A1 = v1 + STEP_SECONDS * k3V1;
    double k4A2 = v2 + STEP_SECONDS * k3V2;
    accelerate(a1 + STEP_SECONDS * k3A1, a2 + STEP_SECONDS * k3A2, k4A1, k4A2, torque);

    angle1[copy] = wrapped(advanced(a1, v1, k2A1, k3A1, k4A1));
    angle2[copy] = wrapped(advanced(a2, v2, k2A2, k3A2, k4A2));
    double nextV1 = advanced(v1, k1V1, k2V1, k3V1, acceleration1);
    double nextV2 = advanced(v2, k1V2, k2V2, k3V2, acceleration2);
    speed1[copy] = Math.min(MAX_SPEED_1, Math.max(-MAX_SPEED_1, nextV1));
    speed2[copy] = Math.min(MAX_SPEED_2, Math.max(-MAX_SPEED_2, nextV2));
  }

  /** The equations of motion, in the order of operations of the source. */
  private void accelerate(double a1, double a2, double v1, double v2, double torque) {
    double cosine2 = StrictTrigonometry.cos(a2);
    double sine2 = StrictTrigonometry.sin(a2);
    double d1 = 0.25 + (1.25 + cosine2) + 1 + 1;
    double d2 = 0.25 + 0.5 * cosine2 + 1;
    double phi2 = 0.5 * GRAVITY * StrictTrigonometry.cos(a1 + a2 - Math.PI / 2);
    double phi1 =
        -0.5 * (v2 * v2) * sine2
            - v2 * v1 * sine2
            + 1.5 * GRAVITY * StrictTrigonometry.cos(a1 - Math.PI / 2)
            + phi2;
    acceleration2 =
        (torque + d2 / d1 * phi1 - 0.5 * (v1 * v1) * sine2 - phi2) / (1.25 - d2 * d2 / d1);
    acceleration1 = -(d2 * acceleration2 + phi1) / d1;
  }

  private static double advanced(double y, double k1, double k2, double k3, double k4) {
    return y + STEP_SECONDS / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  }

  /** Into [-pi, pi] by whole turns. */
  private static double wrapped(double angle) {
    double result = angle;
    while (result > Math.PI) {
      result -= 2 * Math.PI;
    }
    while (result < -Math.PI) {
      result += 2 * Math.PI;
    }
    return result;
  }

  @Override
  void observe(int from, int to, float[] observations) {
    for (int i = from; i < to; i++) {
      observations[6 * i] = (float) StrictTrigonometry.cos(angle1[i]);
      observations[6 * i + 1] = (float) StrictTrigonometry.sin(angle1[i]);
      observations[6 * i + 2] = (float) StrictTrigonometry.cos(angle2[i]);
      observations[6 * i + 3] = (float) StrictTrigonometry.sin(angle2[i]);
      observations[6 * i + 4] = (float) speed1[i];
      observations[6 * i + 5] = (float) speed2[i];
    }
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return Optional.of(ClassicScenes.acrobot(angle1[copy], angle2[copy], STEP_SECONDS / 2));
  }
}
