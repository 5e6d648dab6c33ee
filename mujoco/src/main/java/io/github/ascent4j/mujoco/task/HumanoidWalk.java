package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

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

  private static final List<String> INFOS =
      List.of(
          "x_position",
          "y_position",
          "distance_from_origin",
          "x_velocity",
          "y_velocity",
          "reward_survive",
          "reward_forward",
          "reward_ctrl",
          "reward_contact");

  private final Task task;
  private final MemorySegment centers;
  private final MemorySegment control;
  private final MemorySegment forces;
  private final double[] masses;
  private final double totalMass;
  private double before;
  private double sideBefore;
  private double velocity;
  private double forward;
  private double survival;
  private double controls;
  private double contact;

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
    before = center(0);
    sideBefore = center(1);
  }

  private double center(int axis) {
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      sum += masses[i] * at(centers, 3 * i + axis);
    }
    return sum / totalMass;
  }

  @Override
  double reward(float[] actions, int offset) {
    velocity = (center(0) - before) / seconds;
    boolean healthy = task.heights.within(at(qpos, 2));
    terminate(task.health.over(healthy));
    controls = task.controlWeight * squared(control, EVERYTHING);
    if (task.costsContact || task.senses.contact()) {
      simulation.rnePostConstraint();
    }
    contact =
        task.costsContact
            ? task.contactRange.clip(task.contactWeight * squared(forces, EVERYTHING))
            : 0;
    forward = task.forwardWeight * velocity;
    survival = task.health.reward(healthy);
    return forward + survival - (controls + contact);
  }

  @Override
  public List<String> infoNames() {
    return task.costsContact ? INFOS : List.of();
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "x_position" -> at(qpos, 0);
      case "y_position" -> at(qpos, 1);
      case "distance_from_origin" -> fromOrigin();
      case "x_velocity" -> velocity;
      case "y_velocity" -> (center(1) - sideBefore) / seconds;
      case "reward_survive" -> survival;
      case "reward_forward" -> forward;
      case "reward_ctrl" -> -controls;
      case "reward_contact" -> -contact;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    task.senses.observe(simulation, numbers, at);
  }
}
