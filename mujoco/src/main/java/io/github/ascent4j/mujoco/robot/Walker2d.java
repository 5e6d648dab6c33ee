package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import java.util.List;

/**
 * A torso on two legs that moves in a plane.
 *
 * <p>Source: the model {@code walker2d_v5} of Gymnasium, after T. Erez, Y. Tassa and E. Todorov,
 * "Infinite Horizon Model Predictive Control for Nonlinear Periodic Tasks", 2011.
 */
public final class Walker2d {
  private Walker2d() {}

  /** With a right foot that slips more than the left one. */
  public static Robot v4() {
    return robot(0.9);
  }

  /** With feet alike. */
  public static Robot v5() {
    return robot(1.9);
  }

  private static Robot robot(double rightFriction) {
    Surface ground = Surface.USUAL.friction(0.7, 0.1, 0.1);
    Surface surface = ground.touching(1, 0).sliding(0.9);
    Drive drive = Drive.of(0.01, 0.1);
    PlanarLeg right = new PlanarLeg("", surface, surface.sliding(rightFriction), drive, 0.2, 0.1);
    PlanarLeg left = new PlanarLeg("_left", surface, surface.sliding(1.9), drive, 0.2, 0.1);
    return new Robot(
        "walker2d",
        Physics.of(0.002, Integrator.RUNGE_KUTTA).inDegrees(),
        List.of(Geom.plane(ORIGIN, 40, 40, 40, ground)),
        List.of(PlanarLeg.torso(surface, right.thigh(), left.thigh())),
        List.of(
            motor("thigh_joint", 100, 1),
            motor("leg_joint", 100, 1),
            motor("foot_joint", 100, 1),
            motor("thigh_left_joint", 100, 1),
            motor("leg_left_joint", 100, 1),
            motor("foot_left_joint", 100, 1)));
  }
}
