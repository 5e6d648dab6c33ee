package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects shapes in space and shows them as a view sees them. */
final class Canvas {
  private static final int SKY = 0xFFF4F6F8;
  private static final int GROUND = 0xFFDDE3DD;
  private static final int GRID = 0xFFB8C2B8;

  private final View view;
  private final double left;
  private final double right;
  private final double bottom;
  private final double top;
  private final List<Shape> ground = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  private record Seen(double nearness, Shape shape) {}

  /**
   * @param x where the robot is
   * @param y where the robot is
   */
  Canvas(View view, double x, double y) {
    this.view = view;
    double shiftX = view.follows() ? x : 0;
    double shiftUp = view.follows() && view.fromAbove() ? y : 0;
    left = view.left() + shiftX;
    right = view.right() + shiftX;
    bottom = view.bottom() + shiftUp;
    top = view.top() + shiftUp;
  }

  /**
   * A plane at height z, with a mark each metre. Planes bear a robot wherever it goes, so its
   * bounds are those of a table only while the view stays.
   */
  void plane(double z, double fromX, double toX, double fromY, double toY) {
    boolean endless = view.follows();
    double low = endless ? left : Math.max(left, fromX);
    double high = endless ? right : Math.min(right, toX);
    double lowest = !view.fromAbove() || endless ? bottom : Math.max(bottom, fromY);
    double highest = !view.fromAbove() ? z : endless ? top : Math.min(top, toY);
    if (low >= high || lowest >= highest) {
      return;
    }
    ground.add(
        new Shape.Polygon(
            new double[] {low, lowest, high, lowest, high, highest, low, highest}, GROUND, GRID));
    for (double mark = Math.ceil(low); mark <= high; mark++) {
      ground.add(new Shape.Line(new double[] {mark, lowest, mark, highest}, 0, GRID));
    }
    for (double mark = Math.ceil(lowest); view.fromAbove() && mark <= highest; mark++) {
      ground.add(new Shape.Line(new double[] {low, mark, high, mark}, 0, GRID));
    }
  }

  /** A ball. */
  void ball(double[] at, double radius, int color) {
    seen.add(new Seen(nearness(at), new Shape.Circle(at[0], up(at), radius, color, 0)));
  }

  /** A rod with round ends; one that points at the viewer is a disc. */
  void rod(double[] from, double[] to, double radius, int color) {
    double length = Math.hypot(to[0] - from[0], up(to) - up(from));
    double nearness = Math.max(nearness(from), nearness(to));
    Shape shape =
        length < 0.01 * radius
            ? new Shape.Circle(to[0], up(to), radius, color, 0)
            : new Shape.Line(new double[] {from[0], up(from), to[0], up(to)}, 2 * radius, color);
    seen.add(new Seen(nearness, shape));
  }

  private double up(double[] place) {
    return view.fromAbove() ? place[1] : place[2];
  }

  private double nearness(double[] place) {
    return view.fromAbove() ? place[2] : -place[1];
  }

  Scene scene(double seconds) {
    List<Shape> shapes = new ArrayList<>(ground);
    seen.stream()
        .sorted(Comparator.comparingDouble(Seen::nearness))
        .forEach(s -> shapes.add(s.shape));
    return new Scene(left, bottom, right, top, SKY, seconds, shapes);
  }
}
