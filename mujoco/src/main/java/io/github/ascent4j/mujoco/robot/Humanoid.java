package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Geom.sphere;
import static io.github.ascent4j.mujoco.robot.Joint.hinge;
import static io.github.ascent4j.mujoco.robot.Motor.motor;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;
import static io.github.ascent4j.mujoco.robot.Point.X;
import static io.github.ascent4j.mujoco.robot.Point.Y;
import static io.github.ascent4j.mujoco.robot.Point.Z;
import static io.github.ascent4j.mujoco.robot.Point.at;

import io.github.ascent4j.mujoco.robot.Physics.Integrator;
import io.github.ascent4j.mujoco.robot.Physics.Solver;
import java.util.List;

/**
 * A human figure of thirteen bodies, upright or flat on its back: the lying one is another model,
 * whose parts point along x in the rest pose.
 *
 * <p>Source: the models {@code humanoid} and {@code humanoidstandup} of OpenAI Gym, after Y. Tassa,
 * T. Erez and E. Todorov, "Synthesis and Stabilization of Complex Behaviors through Online
 * Trajectory Optimization", 2012.
 */
public final class Humanoid {
  private static final Surface SKIN = Surface.USUAL.dimensions(1).margin(0.001);
  private static final Turn STOOP = new Turn.Quaternion(1, 0, -0.002, 0);
  private static final Drive HIP = Drive.of(0.01, 5).stiffness(10);
  private static final Drive WAIST = Drive.of(0.02, 5).stiffness(10);
  private static final double CONTROL = 0.4;

  private final boolean lying;

  private Humanoid(boolean lying) {
    this.lying = lying;
  }

  /** On its feet. */
  public static Robot standing() {
    return new Humanoid(false).robot();
  }

  /** On its back. */
  public static Robot lying() {
    return new Humanoid(true).robot();
  }

  private Robot robot() {
    Surface ground = SKIN.dimensions(3).friction(1, 0.1, 0.1);
    return new Robot(
        lying ? "lying humanoid" : "humanoid",
        Physics.of(0.003, Integrator.RUNGE_KUTTA).inDegrees().solver(Solver.GAUSS_SEIDEL, 50),
        List.of(Geom.plane(ORIGIN, 20, 20, 0.125, ground)),
        List.of(
            body(
                "torso",
                at(0, 0, lying ? 0.105 : 1.4),
                Joint.free("root", Drive.NONE),
                across(ORIGIN, 0.07, 0.07),
                sphere(lying ? at(-0.15, 0, 0) : at(0, 0, 0.19), 0.09, SKIN),
                across(lying ? at(0.11, 0, 0) : at(-0.01, 0, -0.12), 0.06, 0.06),
                waist(),
                arm("right", -1),
                arm("left", 1))),
        List.of(
            motor("abdomen_y", 100, CONTROL),
            motor("abdomen_z", 100, CONTROL),
            motor("abdomen_x", 100, CONTROL),
            motor("right_hip_x", 100, CONTROL),
            motor("right_hip_z", 100, CONTROL),
            motor("right_hip_y", 300, CONTROL),
            motor("right_knee", 200, CONTROL),
            motor("left_hip_x", 100, CONTROL),
            motor("left_hip_z", 100, CONTROL),
            motor("left_hip_y", 300, CONTROL),
            motor("left_knee", 200, CONTROL),
            motor("right_shoulder1", 25, CONTROL),
            motor("right_shoulder2", 25, CONTROL),
            motor("right_elbow", 25, CONTROL),
            motor("left_shoulder1", 25, CONTROL),
            motor("left_shoulder2", 25, CONTROL),
            motor("left_elbow", 25, CONTROL)));
  }

  /** A capsule from right to left. */
  private static Geom across(Point center, double halfLength, double radius) {
    return capsule(
        at(center.x(), -halfLength, center.z()),
        at(center.x(), halfLength, center.z()),
        radius,
        SKIN);
  }

  /** A place below another in the upright pose. */
  private Point below(double side, double distance) {
    return lying ? at(distance, side, 0) : at(0, side, -distance);
  }

  private Body waist() {
    return body(
            "lwaist",
            lying ? at(0.21, 0, 0) : at(-0.01, 0, -0.26),
            across(ORIGIN, 0.06, 0.06),
            hinge("abdomen_z", Z, WAIST.stiffness(20)).anchored(at(0, 0, 0.065)).within(-45, 45),
            hinge("abdomen_y", Y, WAIST).anchored(at(0, 0, 0.065)).within(-75, 30),
            body(
                    "pelvis",
                    below(0, 0.165),
                    hinge("abdomen_x", X, WAIST).anchored(at(0, 0, 0.1)).within(-35, 35),
                    across(at(-0.02, 0, 0), 0.07, 0.09),
                    leg("right", -1, 0.008, -110, 0),
                    leg("left", 1, 0.01, lying ? -120 : -110, 1))
                .turned(STOOP))
        .turned(STOOP);
  }

  /**
   * A leg on the side of the sign; the sides are not quite alike.
   *
   * @param swingArmature of the joint that swings it forward
   * @param swingLow how far that joint goes
   * @param kneeStiffness of the knee
   */
  private Body leg(
      String side, int sign, double swingArmature, double swingLow, double kneeStiffness) {
    double inwards = -0.01 * sign;
    return body(
        side + "_thigh",
        at(0, 0.1 * sign, lying ? 0 : -0.04),
        hinge(side + "_hip_x", at(-sign, 0, 0), HIP).within(-25, 5),
        hinge(side + "_hip_z", at(0, 0, -sign), HIP).within(-60, 35),
        hinge(side + "_hip_y", Y, HIP.armature(swingArmature).stiffness(20)).within(swingLow, 20),
        capsule(ORIGIN, below(inwards, 0.34), 0.06, SKIN),
        body(
            side + "_shin",
            below(inwards, 0.403),
            hinge(side + "_knee", at(0, -1, 0), Drive.of(0.006, 1).stiffness(kneeStiffness))
                .anchored(at(0, 0, 0.02))
                .within(-160, -2),
            capsule(ORIGIN, below(0, 0.3), 0.049, SKIN),
            body(
                side + "_foot",
                lying ? at(0.35, 0, -0.1) : at(0, 0, -0.45),
                sphere(at(0, 0, 0.1), 0.075, SKIN))));
  }

  private static Body arm(String side, int sign) {
    double low = sign < 0 ? -85 : -60;
    double high = sign < 0 ? 60 : 85;
    return body(
        side + "_upper_arm",
        at(0, 0.17 * sign, 0.06),
        hinge(side + "_shoulder1", at(2, -sign, 1), Drive.of(0.0068, 1).stiffness(1))
            .within(low, high),
        hinge(side + "_shoulder2", at(0, sign, 1), Drive.of(0.0051, 1).stiffness(1))
            .within(low, high),
        capsule(ORIGIN, at(0.16, 0.16 * sign, -0.16), 0.04, SKIN),
        body(
            side + "_lower_arm",
            at(0.18, 0.18 * sign, -0.18),
            hinge(side + "_elbow", at(0, -1, -sign), Drive.of(0.0028, 1)).within(-90, 50),
            capsule(at(0.01, -0.01 * sign, 0.01), at(0.17, -0.17 * sign, 0.17), 0.031, SKIN),
            sphere(at(0.18, -0.18 * sign, 0.18), 0.04, SKIN)));
  }
}
