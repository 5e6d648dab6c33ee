package io.github.ascent4j.mujoco.robot;

/** A shape in the frame of its body. */
public sealed interface Form {
  /** A plane through {@code center} with z upwards, drawn as far as the half sizes say. */
  record Plane(Point center, double halfX, double halfY, double grid) implements Form {}

  /** A ball. */
  record Sphere(Point center, double radius) implements Form {}

  /** A capsule or cylinder from one place to another. */
  record Between(Point from, Point to, double radius, boolean capped) implements Form {}

  /** A capsule or cylinder along the z axis that {@code turn} gives. */
  record Around(Point center, Turn turn, double radius, double halfLength, boolean capped)
      implements Form {
    /** The middle of an end: that at -1 or that at 1. */
    public Point end(double sign) {
      return center.plus(sign * halfLength, turn.turnedZ());
    }
  }
}
