package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Geom.sphere;
import static io.github.ascent4j.mujoco.robot.Joint.hinge;
import static io.github.ascent4j.mujoco.robot.Joint.slide;
import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;
import static io.github.ascent4j.mujoco.robot.Point.X;
import static io.github.ascent4j.mujoco.robot.Point.Y;
import static io.github.ascent4j.mujoco.robot.Point.Z;
import static io.github.ascent4j.mujoco.robot.Point.at;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import java.util.List;

/**
 * A flat arm of two links and a target in its reach.
 *
 * <p>Source: the model {@code reacher} of OpenAI Gym.
 */
public final class Reacher {
  private Reacher() {}

  /** The arm within its frame; {@code fingertip} is to reach {@code target}. */
  public static Robot robot() {
    Surface arm = Surface.USUAL.touching(0, 1).friction(1, 0.1, 0.1);
    Surface air = arm.touching(0, 0);
    Drive drive = Drive.of(1, 1);
    Geom link = capsule(ORIGIN, at(0.1, 0, 0), 0.01, arm);
    double side = 0.3;
    return new Robot(
        "reacher",
        Physics.of(0.01, Integrator.RUNGE_KUTTA),
        List.of(
            Geom.plane(ORIGIN, 1, 1, 10, air),
            capsule(at(-side, -side, 0.01), at(side, -side, 0.01), 0.02, air),
            capsule(at(side, -side, 0.01), at(side, side, 0.01), 0.02, air),
            capsule(at(-side, side, 0.01), at(side, side, 0.01), 0.02, air),
            capsule(at(-side, -side, 0.01), at(-side, side, 0.01), 0.02, air),
            Geom.cylinder(ORIGIN, at(0, 0, 0.02), 0.011, air)),
        List.of(
            body(
                "body0",
                at(0, 0, 0.01),
                hinge("joint0", Z, drive),
                link,
                body(
                    "body1",
                    at(0.1, 0, 0),
                    hinge("joint1", Z, drive).within(-3, 3),
                    link,
                    body("fingertip", at(0.11, 0, 0), sphere(ORIGIN, 0.01, arm)))),
            body(
                "target",
                at(0.1, -0.1, 0.01),
                slide("target_x", X, Drive.NONE).within(-0.27, 0.27).resting(0.1),
                slide("target_y", Y, Drive.NONE).within(-0.27, 0.27).resting(-0.1),
                sphere(ORIGIN, 0.009, air))),
        List.of(motor("joint0", 200, 1), motor("joint1", 200, 1)));
  }
}
