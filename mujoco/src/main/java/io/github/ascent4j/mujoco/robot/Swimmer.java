package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
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
 * A chain of three links in a viscous pool.
 *
 * <p>Source: the model {@code swimmer} of OpenAI Gym, after R. Coulom, "Reinforcement Learning
 * Using Neural Networks, with Applications to Motor Control", 2002.
 */
public final class Swimmer {
  private Swimmer() {}

  /** The chain in its pool. */
  public static Robot robot() {
    Surface air = Surface.USUAL.touching(0, 0).dimensions(1);
    Drive drive = Drive.of(0.1, 0);
    Geom link = capsule(ORIGIN, at(-1, 0, 0), 0.1, air);
    return new Robot(
        "swimmer",
        Physics.of(0.01, Integrator.RUNGE_KUTTA).inDegrees().medium(4000, 0.1),
        List.of(Geom.plane(at(0, 0, -0.1), 40, 40, 0.1, air.dimensions(3))),
        List.of(
            body(
                "torso",
                ORIGIN,
                capsule(at(1.5, 0, 0), at(0.5, 0, 0), 0.1, air),
                slide("slider1", X, drive),
                slide("slider2", Y, drive),
                hinge("free_body_rot", Z, drive),
                body(
                    "mid",
                    at(0.5, 0, 0),
                    link,
                    hinge("motor1_rot", Z, drive).within(-100, 100),
                    body(
                        "back",
                        at(-1, 0, 0),
                        link,
                        hinge("motor2_rot", Z, drive).within(-100, 100))))),
        List.of(motor("motor1_rot", 150, 1), motor("motor2_rot", 150, 1)));
  }
}
