package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Keep a pole upright on a pole on a cart. A step is worth the healthy reward, minus 0.01 of the
 * tip's squared x and its squared height below 2 m, minus 0.001 and 0.005 of the poles' squared
 * angular velocities. A tip at 1 m or below ends the episode; the step that leads there has the
 * healthy reward in version 4 and not in version 5.
 *
 * <p>Observation: the cart's place, sines and cosines of the angles, velocities and constraint
 * forces, both clipped to [-10, 10]; version 5 has the force on the cart alone.
 *
 * <p>The tip is where the last simulated timestep began, as in Gymnasium.
 *
 * <p>Source: {@code gymnasium/envs/mujoco/inverted_double_pendulum_v4.py} and {@code
 * inverted_double_pendulum_v5.py}.
 */
final class DoubleBalance extends RobotSimulator {
  private static final Range CLIPPED = new Range(-10, 10);
  private static final double LOWEST = 1;
  private static final List<String> INFOS =
      List.of("reward_survive", "distance_penalty", "velocity_penalty");

  private final Task task;
  private final MemorySegment sites;
  private final MemorySegment forces;
  private double alive;
  private double distance;
  private double speed;

  private DoubleBalance(MujocoModel model, Task task) {
    super(model, task.frameSkip);
    this.task = task;
    sites = simulation.siteXpos();
    forces = simulation.qfrcConstraint();
  }

  private record Task(int frameSkip, double healthyReward, double noise, boolean version5)
      implements RobotTask {
    @Override
    public int leastNumbers() {
      return 3;
    }

    @Override
    public int observationSize(Sizes sizes) {
      return 1 + 2 * (sizes.nq() - 1) + sizes.nv() + (version5 ? 1 : sizes.nv());
    }

    @Override
    public RobotSimulator simulator(MujocoModel model) {
      if (model.nsite() == 0) {
        throw new IllegalArgumentException(
            "the model has no site; mark the tip of the upper pole with one");
      }
      return new DoubleBalance(model, this);
    }
  }

  static RobotTask v4(Settings settings) {
    return task(settings, false);
  }

  static RobotTask v5(Settings settings) {
    return task(settings, true);
  }

  private static RobotTask task(Settings settings, boolean version5) {
    return new Task(
        settings.frameSkip(), settings.weight("healthy_reward"), settings.resetNoise(), version5);
  }

  @Override
  void place(Pcg64 generator, double[] rest, double[] position, double[] velocity) {
    scatter(generator, task.noise, rest, position);
    normal(generator, task.noise, velocity);
  }

  @Override
  double reward(float[] actions, int offset) {
    double x = at(sites, 0);
    double below = at(sites, 2) - 2;
    double lower = at(qvel, 1);
    double upper = at(qvel, 2);
    boolean fell = at(sites, 2) <= LOWEST;
    terminate(fell);
    alive = fell && task.version5 ? 0 : task.healthyReward;
    distance = 0.01 * (x * x) + below * below;
    speed = 1e-3 * (lower * lower) + 5e-3 * (upper * upper);
    return alive - distance - speed;
  }

  @Override
  public List<String> infoNames() {
    return task.version5 ? INFOS : List.of();
  }

  @Override
  double info(String name) {
    return switch (name) {
      case "reward_survive" -> alive;
      case "distance_penalty" -> -distance;
      case "velocity_penalty" -> -speed;
      default -> super.info(name);
    };
  }

  @Override
  void observe(float[] numbers, int at) {
    int angles = nq - 1;
    numbers[at] = (float) at(qpos, 0);
    // The library's own sines differ from machine to machine as Math's do: no use for StrictMath,
    // which allocates.
    for (int i = 0; i < angles; i++) {
      numbers[at + 1 + i] = (float) Math.sin(at(qpos, 1 + i));
      numbers[at + 1 + angles + i] = (float) Math.cos(at(qpos, 1 + i));
    }
    int next = clipped(qvel, 0, CLIPPED, numbers, at + 1 + 2 * angles);
    if (task.version5) {
      numbers[next] = (float) CLIPPED.clip(at(forces, 0));
    } else {
      clipped(forces, 0, CLIPPED, numbers, next);
    }
  }
}
