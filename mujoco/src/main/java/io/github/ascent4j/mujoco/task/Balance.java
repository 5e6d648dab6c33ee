package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.util.List;

/**
 * Keep a pole upright on a cart. A step is worth 1; the one that leads to an angle beyond 0.2 rad
 * or to a number that is not finite ends the episode and is worth 1 in version 4, nothing in
 * version 5.
 *
 * <p>Observation: position and velocity.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/inverted_pendulum_v4.py} and {@code
 * inverted_pendulum_v5.py}.
 */
final class Balance extends RobotSimulator {
  private static final double LARGEST_ANGLE = 0.2;
  private static final List<String> INFOS = List.of("reward_survive");

  private final Task task;
  private double survival;

  private Balance(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
  }

  private record Task(int frameSkip, double noise, boolean rewardsFall) implements RobotTask {
    @Override
    public int leastNumbers() {
      return 2;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return sizes.nq() + sizes.nv();
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new Balance(model, this);
    }
  }

  static RobotTask v4(Settings settings) {
    return new Task(settings.frameSkip(), settings.resetNoise(), true);
  }

  static RobotTask v5(Settings settings) {
    return new Task(settings.frameSkip(), settings.resetNoise(), false);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    uniform(generator, task.noise, velocity);
  }

  @Override
  double reward(float[] actions, int offset) {
    boolean fell = !(Math.abs(at(qpos, 1)) <= LARGEST_ANGLE) || !finite();
    terminate(fell);
    survival = fell && !task.rewardsFall ? 0 : 1;
    return survival;
  }

  @Override
  public List<String> infoNames() {
    return task.rewardsFall ? List.of() : INFOS;
  }

  @Override
  double info(String name) {
    return survival;
  }

  private boolean finite() {
    for (int i = 0; i < nq; i++) {
      if (!Double.isFinite(at(qpos, i))) {
        return false;
      }
    }
    for (int i = 0; i < nv; i++) {
      if (!Double.isFinite(at(qvel, i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  void observe(float[] numbers, int at) {
    int next = copy(qpos, 0, numbers, at);
    copy(qvel, 0, numbers, next);
  }
}
