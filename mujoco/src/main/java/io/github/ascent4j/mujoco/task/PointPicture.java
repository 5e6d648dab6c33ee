package io.github.ascent4j.mujoco.task;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.MujocoSimulation;
import java.lang.foreign.MemorySegment;

/**
 * Pictures of a model of which nothing is known but where its bodies are: a point for each, from
 * the side, wide enough for the pose it was described in.
 */
final class PointPicture implements Picture {
  private static final int BODY = 0xFFC8965A;
  private static final double ENDLESS = 1e9;

  private final View view;
  private final double radius;

  PointPicture(MujocoModel model) {
    double reach = 0.5;
    try (MujocoSimulation rest = model.simulate()) {
      rest.forward();
      MemorySegment places = rest.xpos();
      double rootX = places.getAtIndex(JAVA_DOUBLE, 3);
      for (int body = 1; body < model.nbody(); body++) {
        double x = places.getAtIndex(JAVA_DOUBLE, 3 * body);
        double z = places.getAtIndex(JAVA_DOUBLE, 3 * body + 2);
        reach = Math.max(reach, Math.max(Math.abs(x - rootX), Math.abs(z)));
      }
    }
    radius = reach / 25;
    view = View.sideFollowing(1.5 * reach, -0.5 * reach, 1.75 * reach);
  }

  @Override
  public Scene take(MujocoSimulation simulation, double seconds) {
    MemorySegment places = simulation.xpos();
    int bodies = RobotSimulator.count(places) / 3;
    Canvas canvas = new Canvas(view, RobotSimulator.at(places, 3), RobotSimulator.at(places, 4));
    canvas.plane(0, -ENDLESS, ENDLESS, -ENDLESS, ENDLESS);
    for (int body = 1; body < bodies; body++) {
      double[] place = {
        RobotSimulator.at(places, 3 * body),
        RobotSimulator.at(places, 3 * body + 1),
        RobotSimulator.at(places, 3 * body + 2)
      };
      canvas.ball(place, radius, BODY);
    }
    return canvas.scene(seconds);
  }
}
