package io.github.ascent4j.mujoco.robot;

/**
 * What resists the motion of a joint, in N m s/rad and so on.
 *
 * @param armature inertia added by a rotor
 * @param damping force against a velocity of 1
 * @param stiffness force against a displacement of 1
 * @param margin distance from a limit at which its constraint awakes
 * @param limitImpedance how hard a limit is
 */
public record Drive(
    double armature, double damping, double stiffness, double margin, Impedance limitImpedance) {
  /** Nothing resists. */
  public static final Drive NONE = new Drive(0, 0, 0, 0, Impedance.USUAL);

  /** Armature and damping alone. */
  public static Drive of(double armature, double damping) {
    return new Drive(armature, damping, 0, 0, Impedance.USUAL);
  }

  /** The same with another armature. */
  public Drive armature(double value) {
    return new Drive(value, damping, stiffness, margin, limitImpedance);
  }

  /** The same with another damping. */
  public Drive damping(double value) {
    return new Drive(armature, value, stiffness, margin, limitImpedance);
  }

  /** The same with a spring. */
  public Drive stiffness(double value) {
    return new Drive(armature, damping, value, margin, limitImpedance);
  }

  /** The same with a limit that awakes earlier. */
  public Drive margin(double value) {
    return new Drive(armature, damping, stiffness, value, limitImpedance);
  }

  /** The same with a harder or softer limit. */
  public Drive limitImpedance(Impedance value) {
    return new Drive(armature, damping, stiffness, margin, value);
  }
}
