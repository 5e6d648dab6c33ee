package io.github.ascent4j.mujoco.robot;

/**
 * A motor on a joint; its control is an action.
 *
 * @param joint the joint's name
 * @param gear force or torque for a control of 1
 * @param low the smallest control
 * @param high the largest control
 */
public record Motor(String joint, double gear, double low, double high) {
  /** A motor with controls from {@code -limit} to {@code limit}. */
  public static Motor motor(String joint, double gear, double limit) {
    return new Motor(joint, gear, -limit, limit);
  }
}
