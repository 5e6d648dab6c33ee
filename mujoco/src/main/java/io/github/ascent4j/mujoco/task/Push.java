package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Push an object to a goal. The reward of a step is minus the weighted distance of object and goal,
 * minus the weighted squared controls, minus the weighted distance of object and fingertips; the
 * distances are those before the step in version 4 and those after it in version 5. No state is
 * terminal.
 *
 * <p>Observation: angles and angular velocities of the seven joints, then x, y, z of fingertips,
 * object and goal.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/pusher_v4.py} and {@code pusher_v5.py}.
 */
final class Push extends RobotSimulator {
  private static final int JOINTS = 7;
  private static final List<String> INFOS = List.of("reward_dist", "reward_ctrl", "reward_near");
  private static final double NEAREST = 0.17;
  private static final double VELOCITY_NOISE = 0.005;

  private final Task task;
  private final MemorySegment bodies;
  private final int tips;
  private final int object;
  private final int goal;
  private double near;
  private double far;
  private double control;

  private Push(MujocoModel model, Task task, int tips, int object, int goal) {
    super(model, task.frameSkip);
    this.task = task;
    bodies = simulation.xpos();
    this.tips = 3 * tips;
    this.object = 3 * object;
    this.goal = 3 * goal;
  }

  private record Task(
      int frameSkip,
      double nearWeight,
      double distanceWeight,
      double controlWeight,
      boolean distanceAfter)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return JOINTS + 4;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return 2 * JOINTS + 9;
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new Push(
          model, this, model.bodyId("tips_arm"), model.bodyId("object"), model.bodyId("goal"));
    }
  }

  static RobotTask v4(Settings settings) {
    return task(settings, false);
  }

  static RobotTask v5(Settings settings) {
    return task(settings, true);
  }

  private static RobotTask task(Settings settings, boolean distanceAfter) {
    return new Task(
        settings.frameSkip(),
        settings.weight("reward_near_weight"),
        settings.weight("reward_dist_weight"),
        settings.weight("reward_control_weight"),
        distanceAfter);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    System.arraycopy(rest, 0, position, 0, nq);
    double x;
    double y;
    do {
      x = generator.uniform(-0.3, 0);
      y = generator.uniform(-0.2, 0.2);
    } while (!(Sums.norm(x, y, 0) > NEAREST));
    position[nq - 4] = x;
    position[nq - 3] = y;
    position[nq - 2] = 0;
    position[nq - 1] = 0;
    uniform(generator, VELOCITY_NOISE, velocity);
    for (int i = nv - 4; i < nv; i++) {
      velocity[i] = 0;
    }
  }

  @Override
  void beforeStep() {
    measure();
  }

  private void measure() {
    near = distance(object, tips);
    far = distance(object, goal);
  }

  private double distance(int from, int to) {
    return Sums.norm(
        at(bodies, from) - at(bodies, to),
        at(bodies, from + 1) - at(bodies, to + 1),
        at(bodies, from + 2) - at(bodies, to + 2));
  }

  @Override
  double reward(float[] actions, int offset) {
    if (task.distanceAfter) {
      measure();
    }
    control = squared(actions, offset) * task.controlWeight;
    return -far * task.distanceWeight - control - near * task.nearWeight;
  }

  @Override
  public List<String> infoNames() {
    return task.distanceAfter ? INFOS : List.of();
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "reward_dist" -> -far * task.distanceWeight;
      case "reward_ctrl" -> -control;
      case "reward_near" -> -near * task.nearWeight;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    int next = copy(qpos, 0, JOINTS, numbers, at);
    next = copy(qvel, 0, JOINTS, numbers, next);
    next = copy(bodies, tips, 3, numbers, next);
    next = copy(bodies, object, 3, numbers, next);
    copy(bodies, goal, 3, numbers, next);
  }
}
