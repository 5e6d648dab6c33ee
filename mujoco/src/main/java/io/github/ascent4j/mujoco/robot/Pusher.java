package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Geom.cylinder;
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
import io.github.ascent4j.mujoco.robot.Physics.Solver;
import java.util.List;
import java.util.stream.Stream;

/**
 * An arm of seven joints that pushes a cylinder over a table.
 *
 * <p>Source: the models {@code pusher} and {@code pusher_v5} of Gymnasium.
 */
public final class Pusher {
  private static final Surface ARM =
      new Surface(300, 1, 0, 0, 0.8, 0.1, 0.1, 0.002, Impedance.USUAL);
  private static final Surface TOUCHING = ARM.touching(1, 1);
  private static final Surface AS_AIR = ARM.density(1e-5);
  private static final double FAR_LOW = -10.3213;
  private static final double FAR_HIGH = 10.3;

  private Pusher() {}

  /** With an object as light as air, which MuJoCo from 3.0.0 on hardly lets be pushed. */
  public static Robot v4() {
    return robot(sphere(ORIGIN, 0.05, AS_AIR), cylinder(ORIGIN, 0.05, 0.05, AS_AIR.touching(1, 0)));
  }

  /** With a heavier object. */
  public static Robot v5() {
    return robot(cylinder(ORIGIN, 0.05, 0.05, ARM.density(0.01).touching(1, 0)));
  }

  private static Robot robot(Geom... object) {
    return new Robot(
        "pusher",
        Physics.of(0.01, Integrator.EULER).gravity(ORIGIN).solver(Solver.NEWTON, 20),
        List.of(Geom.plane(at(0, 0.5, -0.325), 1, 1, 0.1, TOUCHING)),
        List.of(
            shoulder(),
            body("object", at(0.45, -0.05, -0.275), sliding("obj", object)),
            body(
                "goal",
                at(0.45, -0.05, -0.323),
                sliding("goal", cylinder(ORIGIN, 0.08, 0.001, AS_AIR)))),
        Stream.of(
                "shoulder_pan",
                "shoulder_lift",
                "upper_arm_roll",
                "elbow_flex",
                "forearm_roll",
                "wrist_flex",
                "wrist_roll")
            .map(joint -> motor(joint, 1, 2))
            .toList());
  }

  /** Geometry that slides over the table; the joint along y comes first. */
  private static Part[] sliding(String name, Geom... geoms) {
    Drive drive = Drive.of(0.04, 0.5);
    return Stream.concat(
            Stream.of(geoms),
            Stream.of(
                slide(name + "_slidey", Y, drive).within(FAR_LOW, FAR_HIGH),
                slide(name + "_slidex", X, drive).within(FAR_LOW, FAR_HIGH)))
        .toArray(Part[]::new);
  }

  private static Body shoulder() {
    Drive stiff = Drive.of(0.04, 1);
    return body(
        "shoulder_pan_link",
        at(0, -0.6, 0),
        // A head with eyes, which has its part in the shoulder's inertia.
        sphere(at(-0.06, 0.05, 0.2), 0.05, ARM),
        sphere(at(0.06, 0.05, 0.2), 0.05, ARM),
        sphere(at(-0.06, 0.09, 0.2), 0.03, ARM),
        sphere(at(0.06, 0.09, 0.2), 0.03, ARM),
        capsule(at(0, 0, -0.4), at(0, 0, 0.2), 0.1, ARM),
        hinge("shoulder_pan", Z, stiff).within(-2.2854, 1.714602),
        body(
            "shoulder_lift_link",
            at(0.1, 0, 0),
            capsule(at(0, -0.1, 0), at(0, 0.1, 0), 0.1, ARM),
            hinge("shoulder_lift", Y, stiff).within(-0.5236, 1.3963),
            upperArm()));
  }

  private static Body upperArm() {
    Drive loose = Drive.of(0.04, 0.1);
    Geom roll = capsule(at(-0.1, 0, 0), at(0.1, 0, 0), 0.02, ARM);
    return body(
        "upper_arm_roll_link",
        ORIGIN,
        roll,
        hinge("upper_arm_roll", X, loose).within(-1.5, 1.7),
        body(
            "upper_arm_link",
            ORIGIN,
            capsule(ORIGIN, at(0.4, 0, 0), 0.06, ARM),
            body(
                "elbow_flex_link",
                at(0.4, 0, 0),
                capsule(at(0, -0.02, 0), at(0, 0.02, 0), 0.06, ARM),
                hinge("elbow_flex", Y, loose).within(-2.3213, 0),
                body(
                    "forearm_roll_link",
                    ORIGIN,
                    roll,
                    hinge("forearm_roll", X, loose).within(-1.5, 1.5),
                    body(
                        "forearm_link",
                        ORIGIN,
                        capsule(ORIGIN, at(0.291, 0, 0), 0.05, ARM),
                        wrist(loose))))));
  }

  private static Body wrist(Drive loose) {
    return body(
        "wrist_flex_link",
        at(0.321, 0, 0),
        capsule(at(0, -0.02, 0), at(0, 0.02, 0), 0.01, ARM),
        hinge("wrist_flex", Y, loose).within(-1.094, 0),
        body(
            "wrist_roll_link",
            ORIGIN,
            hinge("wrist_roll", X, loose).within(-1.5, 1.5),
            body(
                "tips_arm",
                ORIGIN,
                sphere(at(0.1, -0.1, 0), 0.01, ARM),
                sphere(at(0.1, 0.1, 0), 0.01, ARM)),
            capsule(at(0, -0.1, 0), at(0, 0.1, 0), 0.02, TOUCHING),
            capsule(at(0, -0.1, 0), at(0.1, -0.1, 0), 0.02, TOUCHING),
            capsule(at(0, 0.1, 0), at(0.1, 0.1, 0), 0.02, TOUCHING)));
  }
}
