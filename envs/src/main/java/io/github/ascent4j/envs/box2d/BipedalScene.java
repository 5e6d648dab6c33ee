package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.Body;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.util.ArrayList;
import java.util.List;

/** The ground, the sky and the walker, in Gymnasium's colours and in metres; the view follows. */
final class BipedalScene {
  private static final int SKY = BodyShapes.rgb(215, 215, 255);
  private static final int CLOUD = BodyShapes.rgb(255, 255, 255);
  private static final int SOIL = BodyShapes.rgb(102, 153, 76);
  private static final int GRASS = BodyShapes.rgb(76, 255, 76);
  private static final int DARK_GRASS = BodyShapes.rgb(76, 204, 76);
  private static final int OBSTACLE = BodyShapes.rgb(255, 255, 255);
  private static final int OBSTACLE_OUTLINE = BodyShapes.rgb(153, 153, 153);
  private static final int HULL = BodyShapes.rgb(127, 51, 229);
  private static final int HULL_OUTLINE = BodyShapes.rgb(76, 76, 127);
  private static final int POLE = BodyShapes.rgb(0, 0, 0);
  private static final int FLAG = BodyShapes.rgb(230, 51, 0);

  private static final double[] UPPER_LEG =
      BodyShapes.box(BipedalWalker.LEG_WIDTH / 2, BipedalWalker.LEG_HEIGHT / 2);
  private static final double[] LOWER_LEG =
      BodyShapes.box(BipedalWalker.LOWER_LEG_WIDTH / 2, BipedalWalker.LEG_HEIGHT / 2);

  private BipedalScene() {}

  static Scene of(BipedalTerrain terrain, Body hull, Body[] legs) {
    double width = BipedalWalker.WIDTH;
    double left = Math.max(0, hull.getPosition().x - width / 5);
    double right = left + width;
    List<Shape> shapes = new ArrayList<>();
    addClouds(shapes, terrain.clouds(), left, width);
    addGround(shapes, terrain.y(), left, right);
    for (double[] obstacle : terrain.obstacles()) {
      if (obstacle[2] >= left && obstacle[0] <= right) {
        shapes.add(new Shape.Polygon(obstacle.clone(), OBSTACLE, OBSTACLE_OUTLINE));
      }
    }
    for (int i = 0; i < legs.length; i++) {
      int side = i < 2 ? -1 : 1;
      shapes.add(
          BodyShapes.polygon(
              legs[i],
              i % 2 == 0 ? UPPER_LEG : LOWER_LEG,
              BodyShapes.rgb(153 - 25 * side, 76 - 25 * side, 127 - 25 * side),
              BodyShapes.rgb(102 - 25 * side, 51 - 25 * side, 76 - 25 * side)));
    }
    shapes.add(BodyShapes.polygon(hull, BipedalWalker.HULL, HULL, HULL_OUTLINE));
    addFlag(shapes);
    return new Scene(
        left, 0, right, BipedalWalker.HEIGHT, SKY, 1 / PhysicsWorld.STEPS_PER_SECOND, shapes);
  }

  /** Clouds are far: they move half as fast as the view. */
  private static void addClouds(
      List<Shape> shapes, List<double[]> clouds, double left, double width) {
    for (double[] cloud : clouds) {
      double[] points = cloud.clone();
      double first = Double.POSITIVE_INFINITY;
      double last = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < points.length; i += 2) {
        points[i] += left / 2;
        first = Math.min(first, points[i]);
        last = Math.max(last, points[i]);
      }
      if (last >= left && first <= left + width) {
        shapes.add(new Shape.Polygon(points, CLOUD, CLOUD));
      }
    }
  }

  private static void addGround(List<Shape> shapes, double[] y, double left, double right) {
    for (int i = 0; i + 1 < y.length; i++) {
      double from = i * BipedalTerrain.STEP;
      double to = (i + 1) * BipedalTerrain.STEP;
      if (to >= left && from <= right) {
        double[] soil = {from, y[i], to, y[i + 1], to, 0, from, 0};
        shapes.add(new Shape.Polygon(soil, SOIL, SOIL));
        shapes.add(
            new Shape.Line(
                new double[] {from, y[i], to, y[i + 1]}, 0, i % 2 == 0 ? GRASS : DARK_GRASS));
      }
    }
  }

  private static void addFlag(List<Shape> shapes) {
    double x = BipedalTerrain.STEP * 3;
    double bottom = BipedalTerrain.HEIGHT;
    double top = bottom + 50 / BipedalWalker.SCALE;
    shapes.add(new Shape.Line(new double[] {x, bottom, x, top}, 0, POLE));
    double[] flag = {
      x,
      top,
      x,
      top - 10 / BipedalWalker.SCALE,
      x + 25 / BipedalWalker.SCALE,
      top - 5 / BipedalWalker.SCALE
    };
    shapes.add(new Shape.Polygon(flag, FLAG, POLE));
  }
}
