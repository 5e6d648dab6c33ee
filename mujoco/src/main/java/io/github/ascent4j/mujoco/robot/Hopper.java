package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import java.util.List;

/**
 * A torso on one leg that moves in a plane.
 *
 * <p>Source: the model {@code hopper_v5} of Gymnasium, after T. Erez, Y. Tassa and E. Todorov,
 * "Infinite Horizon Model Predictive Control for Nonlinear Periodic Tasks", 2011.
 */
public final class Hopper {
  private Hopper() {}

  /** The hopper on its ground. */
  public static Robot robot() {
    Surface surface =
        Surface.USUAL.dimensions(1).margin(0.001).impedance(new Impedance(0.8, 0.8, 0.01));
    PlanarLeg leg =
        new PlanarLeg("", surface.sliding(0.9), surface.sliding(2), Drive.of(1, 1), 0.13, 0.195);
    return new Robot(
        "hopper",
        Physics.of(0.002, Integrator.RUNGE_KUTTA).inDegrees(),
        List.of(Geom.plane(ORIGIN, 20, 20, 0.125, surface.dimensions(3))),
        List.of(PlanarLeg.torso(surface.sliding(0.9), leg.thigh())),
        List.of(
            motor("thigh_joint", 200, 1), motor("leg_joint", 200, 1), motor("foot_joint", 200, 1)));
  }
}
