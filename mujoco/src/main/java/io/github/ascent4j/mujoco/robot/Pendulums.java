package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Joint.hinge;
import static io.github.ascent4j.mujoco.robot.Joint.slide;
import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;
import static io.github.ascent4j.mujoco.robot.Point.X;
import static io.github.ascent4j.mujoco.robot.Point.Y;
import static io.github.ascent4j.mujoco.robot.Point.at;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import java.util.List;

/**
 * Poles on a cart on a rail.
 *
 * <p>Source: the models {@code inverted_pendulum} and {@code inverted_double_pendulum} of OpenAI
 * Gym.
 */
public final class Pendulums {
  private static final Surface UNTOUCHABLE = Surface.USUAL.touching(0, 1).friction(1, 0.1, 0.1);
  private static final Turn ALONG_X = new Turn.Quaternion(0.707, 0, 0.707, 0);
  private static final Geom RAIL = capsule(ORIGIN, ALONG_X, 0.02, 1, UNTOUCHABLE);
  private static final Geom CART = capsule(ORIGIN, ALONG_X, 0.1, 0.1, UNTOUCHABLE);

  private Pendulums() {}

  /** One pole. */
  public static Robot single() {
    Drive drive = Drive.of(0, 1);
    return new Robot(
        "inverted pendulum",
        Physics.of(0.02, Integrator.RUNGE_KUTTA).inDegrees(),
        List.of(RAIL),
        List.of(
            body(
                "cart",
                ORIGIN,
                slide("slider", X, drive).within(-1, 1),
                CART,
                body(
                    "pole",
                    ORIGIN,
                    hinge("hinge", Y, drive).within(-90, 90),
                    capsule(ORIGIN, at(0.001, 0, 0.6), 0.049, UNTOUCHABLE)))),
        List.of(motor("slider", 100, 3)));
  }

  /** A pole on a pole; site 0 is the upper end. */
  public static Robot stacked() {
    Drive drive = Drive.of(0, 0.05);
    Geom pole = capsule(ORIGIN, at(0, 0, 0.6), 0.045, UNTOUCHABLE);
    return new Robot(
        "inverted double pendulum",
        Physics.of(0.01, Integrator.RUNGE_KUTTA).gravity(at(1e-5, 0, -9.81)),
        List.of(Geom.plane(at(0, 0, -3), 40, 40, 40, UNTOUCHABLE), RAIL),
        List.of(
            body(
                "cart",
                ORIGIN,
                slide("slider", X, drive.margin(0.01)).within(-1, 1),
                CART,
                body(
                    "pole",
                    ORIGIN,
                    hinge("hinge", Y, drive),
                    pole,
                    body(
                        "pole2",
                        at(0, 0, 0.6),
                        hinge("hinge2", Y, drive),
                        pole,
                        new Site("tip", at(0, 0, 0.6)))))),
        List.of(motor("slider", 500, 1)));
  }
}
