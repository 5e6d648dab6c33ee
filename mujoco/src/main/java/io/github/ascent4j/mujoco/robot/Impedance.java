package io.github.ascent4j.mujoco.robot;

/**
 * How hard a constraint is, MuJoCo's {@code solimp}: 0 does not resist and 1 does not yield. Time
 * constant and damping ratio keep MuJoCo's 0.02 s and 1.
 *
 * @param start where the constraint awakes
 * @param inside from {@code width} on
 * @param width over which it rises, in the constraint's unit
 */
public record Impedance(double start, double inside, double width) {
  /** MuJoCo's own choice. */
  public static final Impedance USUAL = new Impedance(0.9, 0.95, 0.001);
}
