package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.robot.Robot;

/**
 * How long a model's arrays are.
 *
 * @param nq numbers of a position
 * @param nv numbers of a velocity
 * @param nbody bodies, the world included
 */
record Sizes(int nq, int nv, int nbody) {
  static Sizes of(Robot robot) {
    return new Sizes(robot.positions(), robot.velocities(), 1 + robot.allBodies().size());
  }

  static Sizes of(MujocoModel model) {
    return new Sizes(model.nq(), model.nv(), model.nbody());
  }
}
