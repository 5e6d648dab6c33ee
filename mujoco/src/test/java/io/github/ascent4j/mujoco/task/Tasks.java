package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import java.util.List;

/** The tasks with a name, and random actions for them. */
final class Tasks {
  private Tasks() {}

  static List<String> ids() {
    return RobotEnvironments.list().stream().map(EnvironmentInfo::id).toList();
  }

  static VectorEnvironment make(String id, int copies) {
    return RobotEnvironments.make(EnvironmentRequest.of(id, copies));
  }

  /** Actions for all copies, uniform within the bounds. */
  static float[] randomActions(VectorEnvironment environment, Pcg64 generator) {
    Box box = (Box) environment.actionSpace();
    float[] actions = new float[environment.copies() * box.flatSize()];
    for (int i = 0; i < actions.length; i++) {
      int j = i % box.flatSize();
      actions[i] = (float) generator.uniform(box.low(j), box.high(j));
    }
    return actions;
  }
}
