package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;

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

  private final Task task;
  private final double timestep;
  private final MemorySegment control;
  private final MemorySegment forces;

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
      HumanoidSenses senses)
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
    return task(settings, HumanoidSenses.v4(settings));
  }

  static RobotTask v5(Settings settings) {
    return task(settings, HumanoidSenses.v5(settings));
  }

  private static RobotTask task(Settings settings, HumanoidSenses senses) {
    return new Task(
        settings.frameSkip(),
        settings.weight("uph_cost_weight"),
        settings.weight("ctrl_cost_weight"),
        settings.weight("impact_cost_weight"),
        settings.range("impact_cost_range"),
        settings.resetNoise(),
        senses);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    uniform(generator, task.noise, velocity);
  }

  @Override
  double reward(float[] actions, int offset) {
    simulation.rnePostConstraint();
    double height = task.heightWeight * (at(qpos, 2) / timestep);
    double controls = task.controlWeight * squared(control, EVERYTHING);
    double impact = task.impactRange.clip(task.impactWeight * squared(forces, EVERYTHING));
    return height - controls - impact + 1;
  }

  @Override
  void observe(float[] numbers, int at) {
    task.senses.observe(simulation, numbers, at);
  }
}
