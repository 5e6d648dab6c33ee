package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.mujoco.MujocoSimulation;

/** Takes pictures of a simulation. */
interface Picture {
  /** The present moment, which lasts {@code seconds}. */
  Scene take(MujocoSimulation simulation, double seconds);
}
