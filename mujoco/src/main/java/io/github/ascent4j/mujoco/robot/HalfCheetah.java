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
 * A cat of two legs that runs in a plane.
 *
 * <p>Source: the model {@code half_cheetah} of OpenAI Gym, after P. Wawrzyński, "A Cat-Like Robot
 * Real-Time Learning to Run", 2009.
 */
public final class HalfCheetah {
  private static final double RADIUS = 0.046;
  private static final Surface GROUND =
      Surface.USUAL.friction(0.4, 0.1, 0.1).impedance(new Impedance(0, 0.8, 0.01));
  private static final Surface SURFACE = GROUND.touching(1, 0);
  private static final Drive DRIVE = new Drive(0.1, 0.01, 8, 0, new Impedance(0, 0.8, 0.03));

  private HalfCheetah() {}

  /** The cat on its ground; its masses are scaled to 14 kg together. */
  public static Robot robot() {
    return new Robot(
        "half cheetah",
        Physics.of(0.01, Integrator.EULER).totalMass(14),
        List.of(Geom.plane(ORIGIN, 40, 40, 40, GROUND)),
        List.of(
            body(
                "torso",
                at(0, 0, 0.7),
                slide("rootx", X, Drive.NONE),
                slide("rootz", Z, Drive.NONE),
                hinge("rooty", Y, Drive.NONE),
                capsule(at(-0.5, 0, 0), at(0.5, 0, 0), RADIUS, SURFACE),
                bone(at(0.6, 0, 0.1), 0.87, 0.15),
                backLeg(),
                frontLeg())),
        List.of(
            motor("bthigh", 120, 1),
            motor("bshin", 90, 1),
            motor("bfoot", 60, 1),
            motor("fthigh", 120, 1),
            motor("fshin", 60, 1),
            motor("ffoot", 30, 1)));
  }

  private static Body backLeg() {
    return body(
        "bthigh",
        at(-0.5, 0, 0),
        spring("bthigh", 6, 240).within(-0.52, 1.05),
        bone(at(0.1, 0, -0.13), -3.8, 0.145),
        body(
            "bshin",
            at(0.16, 0, -0.25),
            spring("bshin", 4.5, 180).within(-0.785, 0.785),
            bone(at(-0.14, 0, -0.07), -2.03, 0.15),
            body(
                "bfoot",
                at(-0.28, 0, -0.14),
                spring("bfoot", 3, 120).within(-0.4, 0.785),
                bone(at(0.03, 0, -0.097), -0.27, 0.094))));
  }

  private static Body frontLeg() {
    return body(
        "fthigh",
        at(0.5, 0, 0),
        spring("fthigh", 4.5, 180).within(-1, 0.7),
        bone(at(-0.07, 0, -0.12), 0.52, 0.133),
        body(
            "fshin",
            at(-0.14, 0, -0.24),
            spring("fshin", 3, 120).within(-1.2, 0.87),
            bone(at(0.065, 0, -0.09), -0.6, 0.106),
            body(
                "ffoot",
                at(0.13, 0, -0.18),
                spring("ffoot", 1.5, 60).within(-0.5, 0.5),
                bone(at(0.045, 0, -0.07), -0.6, 0.07))));
  }

  private static Joint spring(String name, double damping, double stiffness) {
    return hinge(name, Y, DRIVE.damping(damping).stiffness(stiffness));
  }

  private static Geom bone(Point center, double turn, double halfLength) {
    return capsule(center, new Turn.AboutY(turn), RADIUS, halfLength, SURFACE);
  }
}
