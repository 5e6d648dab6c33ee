package io.github.ascent4j.mujoco.robot;

/** An orientation against the enclosing frame. */
public sealed interface Turn {
  /** No turn at all. */
  Turn NONE = new Quaternion(1, 0, 0, 0);

  /** Where the turned z axis points. */
  Point turnedZ();

  /** A quaternion, which need not have unit length: MuJoCo scales it. */
  record Quaternion(double w, double x, double y, double z) implements Turn {
    @Override
    public Point turnedZ() {
      double square = w * w + x * x + y * y + z * z;
      return new Point(
          2 * (x * z + w * y) / square,
          2 * (y * z - w * x) / square,
          (w * w - x * x - y * y + z * z) / square);
    }
  }

  /** A turn about the y axis, in the robot's unit of angle, which has to be the radian. */
  record AboutY(double angle) implements Turn {
    @Override
    public Point turnedZ() {
      return new Point(StrictMath.sin(angle), 0, StrictMath.cos(angle));
    }
  }
}
