package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Move a robot of which nothing is known along x. The reward of a step is the weighted velocity of
 * its first moving body, plus what health is worth, minus the weighted squared controls. Health is
 * lost where that body's height leaves its range; without a range it is never lost.
 *
 * <p>Observation: position (without the leading numbers that carry the robot over the ground, see
 * {@link Root}) and velocity. An episode starts in the model's pose with uniform noise, at rest but
 * for uniform noise.
 */
final class ModelRun extends RobotSimulator {
  private static final List<String> INFOS =
      List.of("x_position", "x_velocity", "reward_forward", "reward_ctrl", "reward_survive");

  private final Task task;
  private final MemorySegment bodies;
  private final int root;
  private double before;
  private double velocity;
  private double forward;
  private double survival;
  private double control;

  private ModelRun(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
    bodies = simulation.xpos();
    root = 3 * task.root.body();
  }

  private record Task(
      int frameSkip,
      double forwardWeight,
      double controlWeight,
      double healthyReward,
      Range heights,
      double noise,
      boolean excludesPositions,
      Root root)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return 1;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return sizes.nq() + sizes.nv() - hidden();
    }

    private int hidden() {
      return excludesPositions ? root.groundNumbers() : 0;
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      return new ModelRun(model, this);
    }
  }

  static Options options() {
    return new Options()
        .with("frame_skip", "5", "simulated timesteps of one step, 1 to 1000")
        .with("max_episode_steps", "1000", "steps after which an episode is truncated")
        .forwardReward("1")
        .controlCost("0.1")
        .with("healthy_reward", "0", "reward for each step in good health")
        .with(
            "healthy_z_range",
            "-inf,inf",
            "heights of the first moving body, m, as low,high, beyond which the episode ends")
        .resetNoise("0.01")
        .excludePositions();
  }

  static RobotTask task(Settings settings, MujocoModel model) {
    return new Task(
        settings.frameSkip(),
        settings.weight("forward_reward_weight"),
        settings.weight("ctrl_cost_weight"),
        settings.weight("healthy_reward"),
        settings.range("healthy_z_range"),
        settings.resetNoise(),
        settings.excludesPositions(),
        Root.of(model));
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    uniform(generator, task.noise, velocity);
  }

  @Override
  void beforeStep() {
    before = at(bodies, root);
  }

  @Override
  double reward(float[] actions, int offset) {
    velocity = (at(bodies, root) - before) / seconds;
    boolean healthy = task.heights.within(at(bodies, root + 2));
    terminate(!healthy);
    forward = task.forwardWeight * velocity;
    survival = healthy ? task.healthyReward : 0;
    control = task.controlWeight * squared(actions, offset);
    return forward + survival - control;
  }

  @Override
  public List<String> infoNames() {
    return INFOS;
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "x_position" -> at(bodies, root);
      case "x_velocity" -> velocity;
      case "reward_forward" -> forward;
      case "reward_ctrl" -> -control;
      case "reward_survive" -> survival;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    int next = copy(qpos, task.hidden(), numbers, at);
    copy(qvel, 0, numbers, next);
  }
}
