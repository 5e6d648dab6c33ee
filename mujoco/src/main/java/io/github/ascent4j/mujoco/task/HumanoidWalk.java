package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;

/**
 * Move the centre of mass along x. The reward of a step is the weighted velocity plus what health
 * is worth minus weighted squared controls and, in version 5, contact forces. Health is lost where
 * the height leaves its range.
 *
 * <p>Observation: {@link HumanoidSenses}.
 *
 * <p>Bodies are where the last simulated timestep began, as in Gymnasium.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/humanoid_v4.py} and {@code humanoid_v5.py}.
 */
final class HumanoidWalk extends RobotSimulator {
  private static final Range EVERYTHING =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final Task task;
  private final MemorySegment centers;
  private final MemorySegment control;
  private final MemorySegment forces;
  private final double[] masses;
  private final double totalMass;
  private double before;

  private HumanoidWalk(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
    centers = simulation.xipos();
    control = simulation.ctrl();
    forces = simulation.cfrcExt();
    masses = model.bodyMass();
    totalMass = Sums.sum(masses, 0, masses.length);
  }

  private record Task(
      int frameSkip,
      double forwardWeight,
      double controlWeight,
      double contactWeight,
      Range contactRange,
      boolean costsContact,
      Health health,
      Range heights,
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
      return new HumanoidWalk(model, this);
    }
  }

  static RobotTask v4(Settings settings) {
    return task(settings, 0, EVERYTHING, false, HumanoidSenses.v4(settings));
  }

  static RobotTask v5(Settings settings) {
    return task(
        settings,
        settings.weight("contact_cost_weight"),
        settings.range("contact_cost_range"),
        true,
        HumanoidSenses.v5(settings));
  }

  private static RobotTask task(
      Settings settings,
      double contactWeight,
      Range contactRange,
      boolean costsContact,
      HumanoidSenses senses) {
    return new Task(
        settings.frameSkip(),
        settings.weight("forward_reward_weight"),
        settings.weight("ctrl_cost_weight"),
        contactWeight,
        contactRange,
        costsContact,
        Health.of(settings, !costsContact),
        settings.range("healthy_z_range"),
        settings.resetNoise(),
        senses);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    uniform(generator, task.noise, velocity);
  }

  @Override
  void beforeStep() {
    before = centerX();
  }

  private double centerX() {
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      sum += masses[i] * at(centers, 3 * i);
    }
    return sum / totalMass;
  }

  @Override
  double reward(float[] actions, int offset) {
    double velocity = (centerX() - before) / seconds;
    boolean healthy = task.heights.within(at(qpos, 2));
    terminate(task.health.over(healthy));
    double costs = task.controlWeight * squared(control, EVERYTHING);
    if (task.costsContact || task.senses.contact()) {
      simulation.rnePostConstraint();
    }
    if (task.costsContact) {
      costs += task.contactRange.clip(task.contactWeight * squared(forces, EVERYTHING));
    }
    return task.forwardWeight * velocity + task.health.reward(healthy) - costs;
  }

  @Override
  void observe(float[] numbers, int at) {
    task.senses.observe(simulation, numbers, at);
  }
}
