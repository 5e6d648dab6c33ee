package io.github.ascent4j.mujoco.robot;

import org.jspecify.annotations.Nullable;

/**
 * A joint between a body and the one it hangs on.
 *
 * @param name unique within the robot
 * @param kind how it moves
 * @param anchor where it sits in the body's frame
 * @param axis along or about which it moves, of any length
 * @param limits how far it goes, null for any distance; metres, or the robot's unit of angle
 * @param reference the position it has in the robot's rest pose
 * @param drive what resists its motion
 */
public record Joint(
    String name,
    Kind kind,
    Point anchor,
    Point axis,
    @Nullable Limits limits,
    double reference,
    Drive drive)
    implements Part {

  /** How a joint moves, with the numbers it has in the arrays of positions and velocities. */
  public enum Kind {
    /** Anywhere: a place and a quaternion. */
    FREE(7, 6),
    /** Along an axis. */
    SLIDE(1, 1),
    /** About an axis. */
    HINGE(1, 1);

    final int positions;
    final int velocities;

    Kind(int positions, int velocities) {
      this.positions = positions;
      this.velocities = velocities;
    }
  }

  /** The ends of a joint's motion. */
  public record Limits(double low, double high) {}

  /** A joint that lets the body go anywhere. */
  public static Joint free(String name, Drive drive) {
    return new Joint(name, Kind.FREE, Point.ORIGIN, Point.Z, null, 0, drive);
  }

  /** A joint along an axis. */
  public static Joint slide(String name, Point axis, Drive drive) {
    return new Joint(name, Kind.SLIDE, Point.ORIGIN, axis, null, 0, drive);
  }

  /** A joint about an axis through the body's origin. */
  public static Joint hinge(String name, Point axis, Drive drive) {
    return new Joint(name, Kind.HINGE, Point.ORIGIN, axis, null, 0, drive);
  }

  /** The same with ends. */
  public Joint within(double low, double high) {
    return new Joint(name, kind, anchor, axis, new Limits(low, high), reference, drive);
  }

  /** The same at another place of the body. */
  public Joint anchored(Point place) {
    return new Joint(name, kind, place, axis, limits, reference, drive);
  }

  /** The same with another position in the rest pose. */
  public Joint resting(double position) {
    return new Joint(name, kind, anchor, axis, limits, position, drive);
  }
}
