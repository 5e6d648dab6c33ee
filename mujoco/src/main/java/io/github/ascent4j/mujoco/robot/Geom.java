package io.github.ascent4j.mujoco.robot;

/**
 * Geometry of a body, which gives it mass and lets it touch.
 *
 * @param form shape and place
 * @param surface how it weighs and touches
 */
public record Geom(Form form, Surface surface) implements Part {
  /** A plane with z upwards. */
  public static Geom plane(Point center, double halfX, double halfY, double grid, Surface surface) {
    return new Geom(new Form.Plane(center, halfX, halfY, grid), surface);
  }

  /** A ball. */
  public static Geom sphere(Point center, double radius, Surface surface) {
    return new Geom(new Form.Sphere(center, radius), surface);
  }

  /** A capsule from one place to another. */
  public static Geom capsule(Point from, Point to, double radius, Surface surface) {
    return new Geom(new Form.Between(from, to, radius, true), surface);
  }

  /** A capsule along the turned z axis. */
  public static Geom capsule(
      Point center, Turn turn, double radius, double halfLength, Surface surface) {
    return new Geom(new Form.Around(center, turn, radius, halfLength, true), surface);
  }

  /** A cylinder from one place to another. */
  public static Geom cylinder(Point from, Point to, double radius, Surface surface) {
    return new Geom(new Form.Between(from, to, radius, false), surface);
  }

  /** An upright cylinder. */
  public static Geom cylinder(Point center, double radius, double halfLength, Surface surface) {
    return new Geom(new Form.Around(center, Turn.NONE, radius, halfLength, false), surface);
  }
}
