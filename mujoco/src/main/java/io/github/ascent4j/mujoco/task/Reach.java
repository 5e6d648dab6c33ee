package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Bring a fingertip to a target. The reward of a step is minus the weighted distance and minus the
 * weighted squared controls; the distance is that before the step in version 4 and that after it in
 * version 5. No state is terminal.
 *
 * <p>Observation: cosines and sines of the two angles, the target's x and y, angular velocities,
 * and the vector from target to fingertip, of three numbers in version 4 and two in version 5.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/reacher_v4.py} and {@code reacher_v5.py}.
 */
final class Reach extends RobotSimulator {
  private static final double ANGLE_NOISE = 0.1;
  private static final double REACH = 0.2;
  private static final double VELOCITY_NOISE = 0.005;
  private static final int JOINTS = 2;
  private static final List<String> INFOS = List.of("reward_dist", "reward_ctrl");

  private final Task task;
  private final MemorySegment bodies;
  private final int fingertip;
  private final int target;
  private double distanceBefore;
  private double nearness;
  private double control;

  private Reach(MujocoModel model, Task task, int fingertip, int target) {
    super(model, task.frameSkip);
    this.task = task;
    bodies = simulation.xpos();
    this.fingertip = 3 * fingertip;
    this.target = 3 * target;
  }

  private record Task(
      int frameSkip, double distanceWeight, double controlWeight, boolean distanceAfter)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return 4;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return 4 + sizes.nq() - JOINTS + JOINTS + vectorSize();
    }

    private int vectorSize() {
      return distanceAfter ? 2 : 3;
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new Reach(model, this, model.bodyId("fingertip"), model.bodyId("target"));
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
        settings.weight("reward_dist_weight"),
        settings.weight("reward_control_weight"),
        distanceAfter);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, ANGLE_NOISE, rest, position);
    double x;
    double y;
    do {
      x = generator.uniform(-REACH, REACH);
      y = generator.uniform(-REACH, REACH);
    } while (!(Sums.norm(x, y, 0) < REACH));
    position[nq - 2] = x;
    position[nq - 1] = y;
    uniform(generator, VELOCITY_NOISE, velocity);
    velocity[nv - 2] = 0;
    velocity[nv - 1] = 0;
  }

  @Override
  void beforeStep() {
    distanceBefore = distance();
  }

  private double distance() {
    return Sums.norm(away(0), away(1), away(2));
  }

  private double away(int axis) {
    return at(bodies, fingertip + axis) - at(bodies, target + axis);
  }

  @Override
  double reward(float[] actions, int offset) {
    double distance = task.distanceAfter ? distance() : distanceBefore;
    nearness = -distance * task.distanceWeight;
    control = squared(actions, offset) * task.controlWeight;
    return nearness - control;
  }

  @Override
  public List<String> infoNames() {
    return task.distanceAfter ? INFOS : List.of();
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "reward_dist" -> nearness;
      case "reward_ctrl" -> -control;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    // The library's own sines differ from machine to machine as Math's do: no use for StrictMath,
    // which allocates.
    for (int i = 0; i < JOINTS; i++) {
      numbers[at + i] = (float) Math.cos(at(qpos, i));
      numbers[at + JOINTS + i] = (float) Math.sin(at(qpos, i));
    }
    int next = copy(qpos, JOINTS, numbers, at + 2 * JOINTS);
    next = copy(qvel, 0, JOINTS, numbers, next);
    for (int i = 0; i < task.vectorSize(); i++) {
      numbers[next + i] = (float) away(i);
    }
  }
}
