package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.MujocoSimulation;
import java.lang.foreign.MemorySegment;

/**
 * What a humanoid observes: position, velocity, and inertia, velocity, actuator forces and contact
 * forces as MuJoCo computes them.
 *
 * @param hidden numbers at the start of the position that are left out
 * @param inertia whether {@code cinert} is observed, 10 numbers a body
 * @param motion whether {@code cvel} is observed, 6 numbers a body
 * @param actuation whether {@code qfrc_actuator} is observed, one number a degree of freedom
 * @param contact whether {@code cfrc_ext} is observed, 6 numbers a body
 * @param everything whether the world and the free joint, whose numbers are always 0, are in it, as
 *     before version 5
 */
record HumanoidSenses(
    int hidden,
    boolean inertia,
    boolean motion,
    boolean actuation,
    boolean contact,
    boolean everything) {
  private static final int FREE = 6;

  static HumanoidSenses v4(Settings settings) {
    return new HumanoidSenses(settings.excludesPositions() ? 2 : 0, true, true, true, true, true);
  }

  static HumanoidSenses v5(Settings settings) {
    return new HumanoidSenses(
        settings.excludesPositions() ? 2 : 0,
        settings.includes("cinert"),
        settings.includes("cvel"),
        settings.includes("qfrc_actuator"),
        settings.includes("cfrc_ext"),
        false);
  }

  int size(Sizes sizes) {
    int bodies = sizes.nbody() - firstBody();
    return sizes.nq()
        + sizes.nv()
        - hidden
        + (inertia ? 10 * bodies : 0)
        + (motion ? 6 * bodies : 0)
        + (actuation ? sizes.nv() - firstFreedom() : 0)
        + (contact ? 6 * bodies : 0);
  }

  void observe(MujocoSimulation simulation, float[] numbers, int at) {
    int next = RobotSimulator.copy(simulation.qpos(), hidden, numbers, at);
    next = RobotSimulator.copy(simulation.qvel(), 0, numbers, next);
    next = copy(inertia, simulation.cinert(), 10 * firstBody(), numbers, next);
    next = copy(motion, simulation.cvel(), 6 * firstBody(), numbers, next);
    next = copy(actuation, simulation.qfrcActuator(), firstFreedom(), numbers, next);
    copy(contact, simulation.cfrcExt(), 6 * firstBody(), numbers, next);
  }

  private static int copy(
      boolean observed, MemorySegment from, int first, float[] numbers, int at) {
    return observed ? RobotSimulator.copy(from, first, numbers, at) : at;
  }

  private int firstBody() {
    return everything ? 0 : 1;
  }

  private int firstFreedom() {
    return everything ? 0 : FREE;
  }
}
