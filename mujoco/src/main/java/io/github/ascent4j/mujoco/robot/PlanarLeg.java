package io.github.ascent4j.mujoco.robot;

import static io.github.ascent4j.mujoco.robot.Body.body;
import static io.github.ascent4j.mujoco.robot.Geom.capsule;
import static io.github.ascent4j.mujoco.robot.Joint.hinge;
import static io.github.ascent4j.mujoco.robot.Joint.slide;
import static io.github.ascent4j.mujoco.robot.Point.ORIGIN;
import static io.github.ascent4j.mujoco.robot.Point.X;
import static io.github.ascent4j.mujoco.robot.Point.Y;
import static io.github.ascent4j.mujoco.robot.Point.Z;
import static io.github.ascent4j.mujoco.robot.Point.at;

import java.util.ArrayList;
import java.util.List;

/**
 * The leg that hopper and walker share: thigh, shin and foot, which bend forwards about the y axis.
 *
 * @param suffix of the bodies' names
 * @param surface of thigh and shin
 * @param sole of the foot
 * @param drive of the joints
 * @param toe how far the foot reaches forward, m
 * @param footHalfLength half the foot's length, m
 */
record PlanarLeg(
    String suffix, Surface surface, Surface sole, Drive drive, double toe, double footHalfLength) {
  private static final Point BACKWARDS = at(0, -1, 0);

  // Odd last digits are what the conversion of an older model left. Last bits of every trajectory
  // hang on them.
  private static final double TORSO_HALF = 0.19999999999999996;
  private static final double THIGH_CENTER = 0.22500000000000009;
  private static final double THIGH_HALF = 0.22500000000000003;
  private static final double SHIN_CENTER = 0.70000000000000007;
  private static final Turn FORWARDS =
      new Turn.Quaternion(0.70710678118654757, 0, -0.70710678118654746, 0);

  /** The torso, which moves in the plane of x and z; its height is a position of its own. */
  static Body torso(Surface surface, Body... thighs) {
    List<Part> parts = new ArrayList<>();
    parts.add(slide("rootx", X, Drive.NONE).anchored(at(0, 0, -1.25)));
    parts.add(slide("rootz", Z, Drive.NONE).anchored(at(0, 0, -1.25)).resting(1.25));
    parts.add(hinge("rooty", Y, Drive.NONE));
    parts.add(capsule(ORIGIN, Turn.NONE, 0.05, TORSO_HALF, surface));
    parts.addAll(List.of(thighs));
    return new Body("torso", at(0, 0, 1.25), Turn.NONE, parts);
  }

  /** The whole leg. */
  Body thigh() {
    return body(
        "thigh" + suffix,
        at(0, 0, -TORSO_HALF),
        hinge("thigh" + suffix + "_joint", BACKWARDS, drive).within(-150, 0),
        capsule(at(0, 0, -THIGH_CENTER), Turn.NONE, 0.05, THIGH_HALF, surface),
        body(
            "leg" + suffix,
            at(0, 0, -SHIN_CENTER),
            hinge("leg" + suffix + "_joint", BACKWARDS, drive)
                .anchored(at(0, 0, 0.25))
                .within(-150, 0),
            capsule(ORIGIN, Turn.NONE, 0.04, 0.25, surface),
            body(
                "foot" + suffix,
                at(toe, 0, -0.35),
                hinge("foot" + suffix + "_joint", BACKWARDS, drive)
                    .anchored(at(-toe, 0, 0.1))
                    .within(-45, 45),
                capsule(at(-toe / 2, 0, 0.1), FORWARDS, 0.06, footHalfLength, sole))));
  }
}
