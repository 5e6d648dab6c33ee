package io.github.ascent4j.mujoco.robot;

/** A place or a direction in the frame of the enclosing body. */
public record Point(double x, double y, double z) {
  /** The origin of a frame. */
  public static final Point ORIGIN = new Point(0, 0, 0);

  /** The direction of x. */
  public static final Point X = new Point(1, 0, 0);

  /** The direction of y. */
  public static final Point Y = new Point(0, 1, 0);

  /** The direction of z. */
  public static final Point Z = new Point(0, 0, 1);

  /** A place or a direction. */
  public static Point at(double x, double y, double z) {
    return new Point(x, y, z);
  }

  /** This moved by {@code factor} times {@code direction}. */
  Point plus(double factor, Point direction) {
    return new Point(x + factor * direction.x, y + factor * direction.y, z + factor * direction.z);
  }
}
