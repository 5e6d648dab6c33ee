package io.github.ascent4j.mujoco.task;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.mujoco.MujocoSimulation;
import io.github.ascent4j.mujoco.robot.Body;
import io.github.ascent4j.mujoco.robot.Form;
import io.github.ascent4j.mujoco.robot.Geom;
import io.github.ascent4j.mujoco.robot.Point;
import io.github.ascent4j.mujoco.robot.Robot;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Pictures of a described robot: capsules, cylinders and balls where its bodies are. */
final class RobotPicture implements Picture {
  private static final int SCENERY = 0xFF9AA3AD;
  private static final int BODY = 0xFFC8965A;
  private static final int LEFT = 0xFF9A6FA8;
  private static final int TARGET = 0xFFD24B4B;
  private static final int OBJECT = 0xFF4B7BD2;

  private final View view;
  private final List<Painted> painted = new ArrayList<>();

  /**
   * @param body number of the body, the world is 0
   */
  private record Painted(int body, Form form, int color) {}

  RobotPicture(Robot robot, View view) {
    this.view = view;
    robot.scenery().forEach(geom -> painted.add(new Painted(0, geom.form(), SCENERY)));
    List<Body> bodies = robot.allBodies();
    for (int i = 0; i < bodies.size(); i++) {
      Body body = bodies.get(i);
      for (Geom geom : body.all(Geom.class)) {
        painted.add(new Painted(i + 1, geom.form(), color(body.name())));
      }
    }
  }

  private static int color(String body) {
    return switch (body) {
      case "target", "goal" -> TARGET;
      case "object" -> OBJECT;
      default -> body.contains("left") ? LEFT : BODY;
    };
  }

  @Override
  public Scene take(MujocoSimulation simulation, double seconds) {
    MemorySegment places = simulation.xpos();
    Canvas canvas =
        new Canvas(view, places.getAtIndex(JAVA_DOUBLE, 3), places.getAtIndex(JAVA_DOUBLE, 4));
    for (Painted part : painted) {
      switch (part.form) {
        case Form.Plane(Point c, double halfX, double halfY, double _) ->
            canvas.plane(c.z(), c.x() - halfX, c.x() + halfX, c.y() - halfY, c.y() + halfY);
        case Form.Sphere(Point center, double radius) ->
            canvas.ball(place(simulation, part.body, center), radius, part.color);
        case Form.Between(Point from, Point to, double radius, boolean _) ->
            canvas.rod(
                place(simulation, part.body, from),
                place(simulation, part.body, to),
                radius,
                part.color);
        case Form.Around around ->
            canvas.rod(
                place(simulation, part.body, around.end(-1)),
                place(simulation, part.body, around.end(1)),
                around.radius(),
                part.color);
      }
    }
    return canvas.scene(seconds);
  }

  /** A place of a body's frame in the world. */
  private static double[] place(MujocoSimulation simulation, int body, Point point) {
    double[] place = new double[3];
    for (int row = 0; row < 3; row++) {
      int at = 9 * body + 3 * row;
      place[row] =
          simulation.xpos().getAtIndex(JAVA_DOUBLE, 3 * body + row)
              + simulation.xmat().getAtIndex(JAVA_DOUBLE, at) * point.x()
              + simulation.xmat().getAtIndex(JAVA_DOUBLE, at + 1) * point.y()
              + simulation.xmat().getAtIndex(JAVA_DOUBLE, at + 2) * point.z();
    }
    return place;
  }
}
