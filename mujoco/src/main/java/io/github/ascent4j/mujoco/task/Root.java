package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.MujocoSimulation;
import java.lang.foreign.MemorySegment;

/**
 * The body that a robot hangs on.
 *
 * @param body the first body that the first number of the position moves
 * @param groundNumbers how many leading numbers of the position carry the robot over the ground: 2
 *     for a free joint, 1 for a slide along x, none for a robot that is bolted to the world
 */
record Root(int body, int groundNumbers) {
  private static final double NEAR = 1e-9;

  /** Finds out by moving the model: it is its own best description. */
  static Root of(MujocoModel model) {
    try (MujocoSimulation simulation = model.simulate()) {
      double[] rest = model.qpos0();
      double[] still = new double[model.nv()];
      simulation.setState(rest, still);
      double[] places = numbers(simulation.xpos());
      double[] turns = numbers(simulation.xmat());
      int body = 0;
      int ground = 0;
      for (int i = 0; i < Math.min(2, rest.length); i++) {
        double[] moved = rest.clone();
        moved[i] += 1;
        simulation.setState(moved, still);
        double[] newPlaces = numbers(simulation.xpos());
        double[] newTurns = numbers(simulation.xmat());
        int first = firstMoved(places, newPlaces, turns, newTurns);
        if (i == 0) {
          body = Math.max(1, first);
        }
        if (first != body || !carries(body, places, newPlaces, turns, newTurns)) {
          break;
        }
        ground++;
      }
      return new Root(body, ground);
    }
  }

  private static double[] numbers(MemorySegment values) {
    double[] copy = new double[RobotSimulator.count(values)];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = RobotSimulator.at(values, i);
    }
    return copy;
  }

  private static int firstMoved(
      double[] places, double[] newPlaces, double[] turns, double[] newTurns) {
    for (int body = 1; body < places.length / 3; body++) {
      if (distance(places, newPlaces, 3 * body, 3) > NEAR
          || distance(turns, newTurns, 9 * body, 9) > NEAR) {
        return body;
      }
    }
    return 0;
  }

  /** Whether the body went one metre over the ground without turning. */
  private static boolean carries(
      int body, double[] places, double[] newPlaces, double[] turns, double[] newTurns) {
    return Math.abs(distance(places, newPlaces, 3 * body, 2) - 1) < NEAR
        && distance(places, newPlaces, 3 * body + 2, 1) < NEAR
        && distance(turns, newTurns, 9 * body, 9) < NEAR;
  }

  private static double distance(double[] a, double[] b, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
