package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.util.List;
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

  private static final List<String> SWIMMER_INFOS =
      List.of(
          "x_position",
          "y_position",
          "distance_from_origin",
          "x_velocity",
          "y_velocity",
          "reward_forward",
          "reward_ctrl");
  private static final List<String> CHEETAH_INFOS =
      List.of("x_position", "x_velocity", "reward_forward", "reward_ctrl");
  private static final List<String> UPRIGHT_INFOS =
      List.of(
          "x_position",
          "z_distance_from_origin",
          "x_velocity",
          "reward_forward",
          "reward_ctrl",
          "reward_survive");

  private final Task task;
  private double before;
  private double sideBefore;
  private double velocity;
  private double forward;
  private double survival;
  private double control;

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
   * @param infos what is told of a step
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
      boolean normalVelocity,
      List<String> infos)
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

  static RobotTask swimmer(Settings settings, boolean version5) {
    return immortal(settings, 2, false, version5 ? SWIMMER_INFOS : List.of());
  }

  static RobotTask halfCheetah(Settings settings, boolean version5) {
    return immortal(settings, 1, true, version5 ? CHEETAH_INFOS : List.of());
  }

  private static RobotTask immortal(
      Settings settings, int ground, boolean normalVelocity, List<String> infos) {
    return new Task(
        settings.frameSkip(),
        settings.weight("forward_reward_weight"),
        settings.weight("ctrl_cost_weight"),
        new Health(0, false, false),
        Optional.empty(),
        settings.resetNoise(),
        settings.excludesPositions() ? ground : 0,
        EVERYTHING,
        normalVelocity,
        infos);
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
        false,
        rewardsAlways ? List.of() : UPRIGHT_INFOS);
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
    sideBefore = at(qpos, 1);
  }

  @Override
  double reward(float[] actions, int offset) {
    velocity = (at(qpos, 0) - before) / seconds;
    boolean healthy = task.bounds.isEmpty() || healthy(task.bounds.get());
    terminate(task.health.over(healthy));
    forward = task.forwardWeight * velocity;
    survival = task.health.reward(healthy);
    control = task.controlWeight * squared(actions, offset);
    return forward + survival - control;
  }

  @Override
  public List<String> infoNames() {
    return task.infos;
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "x_position" -> at(qpos, 0);
      case "y_position" -> at(qpos, 1);
      case "distance_from_origin" -> fromOrigin();
      case "z_distance_from_origin" -> fromRest(1);
      case "x_velocity" -> velocity;
      case "y_velocity" -> (at(qpos, 1) - sideBefore) / seconds;
      case "reward_forward" -> forward;
      case "reward_ctrl" -> -control;
      case "reward_survive" -> survival;
      default -> super.info(name);
    };
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
