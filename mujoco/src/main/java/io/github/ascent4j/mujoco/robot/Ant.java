package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Geom.sphere;
import static io.github.ascent4j.mujoco.robot.Joint.hinge;
import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;
import static io.github.ascent4j.mujoco.robot.Point.Z;
import static io.github.ascent4j.mujoco.robot.Point.at;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ball on four legs of two links.
 *
 * <p>Source: the model {@code ant} of OpenAI Gym, after J. Schulman et al., "High-Dimensional
 * Continuous Control Using Generalized Advantage Estimation", 2015.
 */
public final class Ant {
  private static final Surface GROUND = Surface.USUAL.density(5).friction(1, 0.5, 0.5).margin(0.01);
  private static final Surface SURFACE = GROUND.touching(1, 0);
  private static final Drive DRIVE = Drive.of(1, 1);

  private Ant() {}

  /** The ant on its ground. */
  public static Robot robot() {
    return new Robot(
        "ant",
        Physics.of(0.01, Integrator.RUNGE_KUTTA).inDegrees(),
        List.of(Geom.plane(ORIGIN, 40, 40, 40, GROUND)),
        List.of(
            body(
                "torso",
                at(0, 0, 0.75),
                sphere(ORIGIN, 0.25, SURFACE),
                Joint.free("root", Drive.NONE.margin(0.01)),
                leg(1, 1, 1, at(-1, 1, 0), 30, 70),
                leg(2, -1, 1, at(1, 1, 0), -70, -30),
                leg(3, -1, -1, at(-1, 1, 0), -70, -30),
                leg(4, 1, -1, at(1, 1, 0), 30, 70))),
        Stream.of("4", "1", "2", "3")
            .flatMap(leg -> Stream.of("hip_" + leg, "ankle_" + leg))
            .map(joint -> motor(joint, 150, 1))
            .toList());
  }

  /** A leg that reaches out in the direction of the signs. */
  private static Body leg(
      int number, int signX, int signY, Point ankleAxis, double ankleLow, double ankleHigh) {
    Point knee = at(0.2 * signX, 0.2 * signY, 0);
    Point foot = at(0.4 * signX, 0.4 * signY, 0);
    return body(
        "leg_" + number,
        ORIGIN,
        capsule(ORIGIN, knee, 0.08, SURFACE),
        body(
            "aux_" + number,
            knee,
            hinge("hip_" + number, Z, DRIVE).within(-30, 30),
            capsule(ORIGIN, knee, 0.08, SURFACE),
            body(
                "foot_" + number,
                knee,
                hinge("ankle_" + number, ankleAxis, DRIVE).within(ankleLow, ankleHigh),
                capsule(ORIGIN, foot, 0.08, SURFACE))));
  }
}
