package io.github.ascent4j.mujoco.task;

/**
 * What a picture of a robot shows.
 *
 * @param fromAbove whether it shows x and y instead of x and z
 * @param follows whether it moves with the first body: along x, and from above along y too
 * @param left edge, of where the body is if it follows
 * @param right edge
 * @param bottom edge
 * @param top edge
 */
record View(
    boolean fromAbove, boolean follows, double left, double right, double bottom, double top) {
  /** From the side, as wide as it says. */
  static View side(double left, double right, double bottom, double top) {
    return new View(false, false, left, right, bottom, top);
  }

  /** From the side, with the robot in the middle. */
  static View sideFollowing(double halfWidth, double bottom, double top) {
    return new View(false, true, -halfWidth, halfWidth, bottom, top);
  }

  /** A square from above. */
  static View top(double x, double y, double half) {
    return new View(true, false, x - half, x + half, y - half, y + half);
  }

  /** A square from above with the robot in the middle. */
  static View topFollowing(double half) {
    return new View(true, true, -half, half, -half, half);
  }
}
