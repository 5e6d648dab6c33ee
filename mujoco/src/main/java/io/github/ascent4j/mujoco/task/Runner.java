package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.util.Optional;

/*
 * Design. Swimmer, half cheetah, hopper and walker are one task with other numbers: go forward along
 * the first coordinate, pay for controls, and stay upright where that can be lost.
 */

/**
 * Move along x, the first number of the position. The reward of a step is the weighted velocity
 * plus what health is worth minus the weighted squared controls.
 *
 * <p>Observation: position (without the numbers that say where on the ground the robot is) and
 * velocity.
 *
 * <p>Source: {@code swimmer_v4}, {@code half_cheetah_v4}, {@code hopper_v4}, {@code walker2d_v4}
 * and their {@code _v5} in {@code gymnasium/envs/mujoco}.
 */
final class Runner extends RobotSimulator {
  private static final Range EVERYTHING =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final Range CLIPPED = new Range(-10, 10);

  private final Task task;
  private double before;

  private Runner(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
  }

  /**
   * Bounds of good health.
   *
   * @param state every number of position and velocity from the third on, if that matters
   * @param height the second number of the position, m
   * @param angle the third number of the position, rad
   */
  private record Bounds(Optional<Range> state, Range height, Range angle) {}

  /**
   * @param hidden numbers at the start of the position that are not observed
   * @param velocities what observed velocities are clipped to
   * @param normalVelocity whether velocities start normal instead of uniform
   */
  private record Task(
      int frameSkip,
      double forwardWeight,
      double controlWeight,
      Health health,
      Optional<Bounds> bounds,
      double noise,
      int hidden,
      Range velocities,
      boolean normalVelocity)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return bounds.isPresent() ? 3 : 2;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return sizes.nq() + sizes.nv() - hidden;
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new Runner(model, this);
    }
  }

  static RobotTask swimmer(Settings settings) {
    return immortal(settings, 2, false);
  }

  static RobotTask halfCheetah(Settings settings) {
    return immortal(settings, 1, true);
  }

  private static RobotTask immortal(Settings settings, int ground, boolean normalVelocity) {
    return new Task(
        settings.frameSkip(),
        settings.weight("forward_reward_weight"),
        settings.weight("ctrl_cost_weight"),
        new Health(0, false, false),
        Optional.empty(),
        settings.resetNoise(),
        settings.excludesPositions() ? ground : 0,
        EVERYTHING,
        normalVelocity);
  }

  /** Also every other number of the state has to stay in a range. */
  static RobotTask hopper(Settings settings, boolean rewardsAlways) {
    return mortal(settings, Optional.of(settings.range("healthy_state_range")), rewardsAlways);
  }

  static RobotTask walker(Settings settings, boolean rewardsAlways) {
    return mortal(settings, Optional.empty(), rewardsAlways);
  }

  private static RobotTask mortal(Settings settings, Optional<Range> state, boolean rewardsAlways) {
    return new Task(
        settings.frameSkip(),
        settings.weight("forward_reward_weight"),
        settings.weight("ctrl_cost_weight"),
        Health.of(settings, rewardsAlways),
        Optional.of(
            new Bounds(
                state, settings.range("healthy_z_range"), settings.range("healthy_angle_range"))),
        settings.resetNoise(),
        settings.excludesPositions() ? 1 : 0,
        CLIPPED,
        false);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    if (task.normalVelocity) {
      normal(generator, task.noise, velocity);
    } else {
      uniform(generator, task.noise, velocity);
    }
  }

  @Override
  void beforeStep() {
    before = at(qpos, 0);
  }

  @Override
  double reward(float[] actions, int offset) {
    double velocity = (at(qpos, 0) - before) / seconds;
    boolean healthy = task.bounds.isEmpty() || healthy(task.bounds.get());
    terminate(task.health.over(healthy));
    return task.forwardWeight * velocity
        + task.health.reward(healthy)
        - task.controlWeight * squared(actions, offset);
  }

  private boolean healthy(Bounds bounds) {
    return bounds.height.within(at(qpos, 1))
        && bounds.angle.within(at(qpos, 2))
        && (bounds.state.isEmpty() || within(bounds.state.get()));
  }

  private boolean within(Range state) {
    for (int i = 2; i < nq; i++) {
      if (!state.within(at(qpos, i))) {
        return false;
      }
    }
    for (int i = 0; i < nv; i++) {
      if (!state.within(at(qvel, i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  void observe(float[] numbers, int at) {
    int next = copy(qpos, task.hidden, numbers, at);
    clipped(qvel, 0, task.velocities, numbers, next);
  }
}
