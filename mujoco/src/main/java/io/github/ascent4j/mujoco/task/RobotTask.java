package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.MujocoModel;

/** A task with everything chosen but the robot. */
interface RobotTask {
  /** The numbers that a position and a velocity have at least. */
  int leastNumbers();

  /** The numbers of an observation. */
  int observationSize(Sizes sizes);

  /**
   * One copy.
   *
   * @throws io.github.ascent4j.environment.EnvironmentException if the model lacks a part by name
   */
  RobotSimulator simulator(MujocoModel model);
}
