package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Stand up from the ground. The reward of a step is the weighted height over the simulation's
 * timestep minus weighted squared controls and contact forces, plus 1. No state is terminal.
 *
 * <p>Observation: {@link HumanoidSenses}.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/humanoidstandup_v4.py} and {@code humanoidstandup_v5.py}.
 * Gymnasium has a {@code uph_cost_weight} too but does not use it; here it weighs the height.
 */
final class HumanoidStandup extends RobotSimulator {
  private static final Range EVERYTHING =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final List<String> INFOS =
      List.of(
          "x_position",
          "y_position",
          "z_distance_from_origin",
          "reward_linup",
          "reward_quadctrl",
          "reward_impact");

  private final Task task;
  private final double timestep;
  private final MemorySegment control;
  private final MemorySegment forces;
  private double height;
  private double controls;
  private double impact;

  private HumanoidStandup(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
    timestep = model.timestep();
    control = simulation.ctrl();
    forces = simulation.cfrcExt();
  }

  private record Task(
      int frameSkip,
      double heightWeight,
      double controlWeight,
      double impactWeight,
      Range impactRange,
      double noise,
      HumanoidSenses senses,
      List<String> infos)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return 6;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return senses.size(sizes);
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new HumanoidStandup(model, this);
    }
  }

  static RobotTask v4(Settings settings) {
    return task(settings, HumanoidSenses.v4(settings), List.of());
  }

  static RobotTask v5(Settings settings) {
    return task(settings, HumanoidSenses.v5(settings), INFOS);
  }

  private static RobotTask task(Settings settings, HumanoidSenses senses, List<String> infos) {
    return new Task(
        settings.frameSkip(),
        settings.weight("uph_cost_weight"),
        settings.weight("ctrl_cost_weight"),
        settings.weight("impact_cost_weight"),
        settings.range("impact_cost_range"),
        settings.resetNoise(),
        senses,
        infos);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    uniform(generator, task.noise, velocity);
  }

  @Override
  double reward(float[] actions, int offset) {
    simulation.rnePostConstraint();
    height = task.heightWeight * (at(qpos, 2) / timestep);
    controls = task.controlWeight * squared(control, EVERYTHING);
    impact = task.impactRange.clip(task.impactWeight * squared(forces, EVERYTHING));
    return height - controls - impact + 1;
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
      case "z_distance_from_origin" -> fromRest(2);
      case "reward_linup" -> height;
      case "reward_quadctrl" -> -controls;
      case "reward_impact" -> -impact;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    task.senses.observe(simulation, numbers, at);
  }
}
