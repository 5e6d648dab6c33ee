package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Move a body along x. The reward of a step is the weighted velocity plus what health is worth
 * minus weighted squared controls and contact forces. Health is lost where the height leaves its
 * range or a number is not finite.
 *
 * <p>Observation: position (without x and y), velocity, and clipped contact forces, which are of
 * all bodies in version 4 and of all but the world in version 5.
 *
 * <p>Bodies are where the last simulated timestep began, as in Gymnasium.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/ant_v4.py} and {@code ant_v5.py}.
 */
final class AntWalk extends RobotSimulator {
  private static final List<String> INFOS =
      List.of(
          "x_position",
          "y_position",
          "distance_from_origin",
          "x_velocity",
          "y_velocity",
          "reward_forward",
          "reward_ctrl",
          "reward_contact",
          "reward_survive");

  private final Task task;
  private final MemorySegment bodies;
  private final MemorySegment forces;
  private final int mainX;
  private double before;
  private double sideBefore;
  private double velocity;
  private double forward;
  private double survival;
  private double control;
  private double contact;

  private AntWalk(MujocoModel model, Task task, int mainBody) {
    super(model, task.frameSkip);
    this.task = task;
    bodies = simulation.xpos();
    forces = simulation.cfrcExt();
    mainX = 3 * mainBody;
  }

  /**
   * @param contactWeight of the cost
   * @param costsContact whether there is that cost
   * @param observesContact whether forces are observed
   * @param firstBody the first one whose forces are observed
   * @param infos what is told of a step
   */
  private record Task(
      int frameSkip,
      double forwardWeight,
      double controlWeight,
      double contactWeight,
      boolean costsContact,
      boolean observesContact,
      int firstBody,
      Range contactRange,
      Health health,
      Range heights,
      double noise,
      int hidden,
      String mainBody,
      List<String> infos)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return 3;
    }

    @Override
    public int observationSize(Sizes sizes) {
      int forces = observesContact ? 6 * (sizes.nbody() - firstBody) : 0;
      return sizes.nq() + sizes.nv() - hidden + forces;
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new AntWalk(model, this, mainBody(model));
    }

    /** By number or name; a body whose name is a number cannot be named. */
    private int mainBody(MujocoModel model) {
      try {
        int number = Integer.parseInt(mainBody);
        if (number >= 0 && number < model.nbody()) {
          return number;
        }
        throw new IllegalArgumentException(
            "main_body \"" + mainBody + "\"; give a name or a number below " + model.nbody());
      } catch (NumberFormatException e) {
        return model.bodyId(mainBody);
      }
    }
  }

  static RobotTask v4(Settings settings) {
    boolean contact = settings.flag("use_contact_forces");
    return task(settings, 1, contact, contact, 0, "torso", true);
  }

  static RobotTask v5(Settings settings) {
    return task(
        settings,
        settings.weight("forward_reward_weight"),
        true,
        settings.includes("cfrc_ext"),
        1,
        settings.text("main_body"),
        false);
  }

  private static RobotTask task(
      Settings settings,
      double forwardWeight,
      boolean costsContact,
      boolean observesContact,
      int firstBody,
      String mainBody,
      boolean rewardsAlways) {
    return new Task(
        settings.frameSkip(),
        forwardWeight,
        settings.weight("ctrl_cost_weight"),
        settings.weight("contact_cost_weight"),
        costsContact,
        observesContact,
        firstBody,
        settings.range("contact_force_range"),
        Health.of(settings, rewardsAlways),
        settings.range("healthy_z_range"),
        settings.resetNoise(),
        settings.excludesPositions() ? 2 : 0,
        mainBody,
        rewardsAlways ? List.of() : INFOS);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    normal(generator, task.noise, velocity);
  }

  @Override
  void beforeStep() {
    before = at(bodies, mainX);
    sideBefore = at(bodies, mainX + 1);
  }

  @Override
  double reward(float[] actions, int offset) {
    velocity = (at(bodies, mainX) - before) / seconds;
    boolean healthy = healthy();
    terminate(task.health.over(healthy));
    control = task.controlWeight * squared(actions, offset);
    if (task.costsContact || task.observesContact) {
      simulation.rnePostConstraint();
    }
    contact = task.costsContact ? task.contactWeight * squared(forces, task.contactRange) : 0;
    forward = velocity * task.forwardWeight;
    survival = task.health.reward(healthy);
    return forward + survival - (control + contact);
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
      case "x_velocity" -> velocity;
      case "y_velocity" -> (at(bodies, mainX + 1) - sideBefore) / seconds;
      case "reward_forward" -> forward;
      case "reward_ctrl" -> -control;
      case "reward_contact" -> -contact;
      case "reward_survive" -> survival;
      default -> super.info(name);
    };
  }

  private boolean healthy() {
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
    return task.heights.contains(at(qpos, 2));
  }

  @Override
  void observe(float[] numbers, int at) {
    int next = copy(qpos, task.hidden, numbers, at);
    next = copy(qvel, 0, numbers, next);
    if (task.observesContact) {
      clipped(forces, 6 * task.firstBody, task.contactRange, numbers, next);
    }
  }
}
