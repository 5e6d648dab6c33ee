package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.util.List;

/** What the classic control tasks look like; lengths are those of the tasks. */
final class ClassicScenes {
  private static final int PAPER = 0xffffffff;
  private static final int INK = 0xff202020;
  private static final int NONE = 0;
  private static final int WOOD = 0xffca9865;
  private static final int AXLE = 0xff8184cb;
  private static final int RED = 0xffcc4d4d;
  private static final int TEAL = 0xff00cccc;
  private static final int YELLOW = 0xffcccc00;
  private static final int HILL_POINTS = 100;
  private static final double VALLEY_STEP_SECONDS = 1 / 30.0;

  private ClassicScenes() {}

  static Scene cartPole(double x, double angle, double seconds) {
    double axle = 0.2;
    double tipX = x + StrictMath.sin(angle);
    double tipY = axle + StrictMath.cos(angle);
    return new Scene(
        -2.4,
        -0.5,
        2.4,
        2.2,
        PAPER,
        seconds,
        List.of(
            line(INK, 0, -2.4, 0, 2.4, 0),
            rectangle(x - 0.25, -0.15, x + 0.25, 0.15, INK),
            line(WOOD, 0.1, x, axle - 0.1, tipX, tipY),
            new Shape.Circle(x, axle - 0.1, 0.05, AXLE, NONE)));
  }

  static Scene pendulum(double angle, double seconds) {
    // The angle grows anticlockwise from upright.
    double x = -StrictMath.sin(angle);
    double y = StrictMath.cos(angle);
    return new Scene(
        -1.3,
        -1.3,
        1.3,
        1.3,
        PAPER,
        seconds,
        List.of(line(RED, 0.2, 0, 0, x, y), new Shape.Circle(0, 0, 0.05, INK, NONE)));
  }

  static Scene acrobot(double angle1, double angle2, double seconds) {
    double x1 = StrictMath.sin(angle1);
    double y1 = -StrictMath.cos(angle1);
    double x2 = x1 + StrictMath.sin(angle1 + angle2);
    double y2 = y1 - StrictMath.cos(angle1 + angle2);
    return new Scene(
        -2.2,
        -2.2,
        2.2,
        2.2,
        PAPER,
        seconds,
        List.of(
            line(INK, 0, -2.2, 1, 2.2, 1),
            line(TEAL, 0.2, 0, 0, x1, y1),
            line(TEAL, 0.2, x1, y1, x2, y2),
            new Shape.Circle(0, 0, 0.1, YELLOW, NONE),
            new Shape.Circle(x1, y1, 0.1, YELLOW, NONE)));
  }

  /** A car in a valley with a flag at {@code goal}. */
  static Scene mountainCar(double position, double goal) {
    double[] hill = new double[2 * HILL_POINTS];
    for (int i = 0; i < HILL_POINTS; i++) {
      double x =
          MountainCar.MIN_POSITION
              + (MountainCar.MAX_POSITION - MountainCar.MIN_POSITION) * i / (HILL_POINTS - 1);
      hill[2 * i] = x;
      hill[2 * i + 1] = height(x);
    }
    double y = height(position) + 0.05;
    double slope = 1.35 * StrictMath.cos(3 * position);
    double norm = StrictMath.sqrt(1 + slope * slope);
    double alongX = 0.05 / norm;
    double alongY = 0.05 * slope / norm;
    double flag = height(goal);
    return new Scene(
        MountainCar.MIN_POSITION,
        0,
        MountainCar.MAX_POSITION,
        1.2,
        PAPER,
        VALLEY_STEP_SECONDS,
        List.of(
            new Shape.Line(hill, 0, INK),
            line(INK, 0, goal, flag, goal, flag + 0.15),
            new Shape.Polygon(
                new double[] {goal, flag + 0.15, goal, flag + 0.1, goal + 0.07, flag + 0.125},
                YELLOW,
                INK),
            line(INK, 0.05, position - alongX, y - alongY, position + alongX, y + alongY),
            new Shape.Circle(position - alongX, y - alongY - 0.03, 0.025, 0xff808080, NONE),
            new Shape.Circle(position + alongX, y + alongY - 0.03, 0.025, 0xff808080, NONE)));
  }

  private static double height(double x) {
    return 0.45 * StrictMath.sin(3 * x) + 0.55;
  }

  private static Shape line(int color, double width, double... points) {
    return new Shape.Line(points, width, color);
  }

  private static Shape rectangle(double left, double bottom, double right, double top, int fill) {
    return new Shape.Polygon(
        new double[] {left, bottom, right, bottom, right, top, left, top}, fill, NONE);
  }
}
