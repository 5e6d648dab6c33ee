package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.Body;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.util.ArrayList;
import java.util.List;

/** The moon, the flags and the lander, in Gymnasium's colours and in metres. */
final class LunarScene {
  private static final int MOON = BodyShapes.rgb(255, 255, 255);
  private static final int SKY = BodyShapes.rgb(0, 0, 0);
  private static final int CRAFT = BodyShapes.rgb(128, 102, 230);
  private static final int CRAFT_OUTLINE = BodyShapes.rgb(77, 77, 128);
  private static final int POLE = BodyShapes.rgb(255, 255, 255);
  private static final int FLAG = BodyShapes.rgb(204, 204, 0);

  private static final double POLE_HEIGHT = 50 / LunarLander.SCALE;
  private static final double FLAG_HEIGHT = 10 / LunarLander.SCALE;
  private static final double FLAG_LENGTH = 25 / LunarLander.SCALE;
  private static final double[] LEG =
      BodyShapes.box(LunarLander.LEG_HALF_WIDTH, LunarLander.LEG_HALF_HEIGHT);

  private LunarScene() {}

  static Scene of(double[] terrainY, Body lander, Body firstLeg, Body secondLeg) {
    List<Shape> shapes = new ArrayList<>();
    double top = LunarLander.HEIGHT;
    for (int i = 0; i + 1 < terrainY.length; i++) {
      double left = LunarLander.terrainX(i);
      double right = LunarLander.terrainX(i + 1);
      double[] sky = {left, terrainY[i], right, terrainY[i + 1], right, top, left, top};
      shapes.add(new Shape.Polygon(sky, SKY, SKY));
    }
    shapes.add(BodyShapes.polygon(lander, LunarLander.HULL, CRAFT, CRAFT_OUTLINE));
    shapes.add(BodyShapes.polygon(firstLeg, LEG, CRAFT, CRAFT_OUTLINE));
    shapes.add(BodyShapes.polygon(secondLeg, LEG, CRAFT, CRAFT_OUTLINE));
    int middle = LunarLander.CHUNKS / 2;
    addFlag(shapes, LunarLander.terrainX(middle - 1));
    addFlag(shapes, LunarLander.terrainX(middle + 1));
    return new Scene(0, 0, LunarLander.WIDTH, top, MOON, 1 / PhysicsWorld.STEPS_PER_SECOND, shapes);
  }

  private static void addFlag(List<Shape> shapes, double x) {
    double bottom = LunarLander.PAD_Y;
    double top = bottom + POLE_HEIGHT;
    shapes.add(new Shape.Line(new double[] {x, bottom, x, top}, 0, POLE));
    double[] flag = {x, top, x, top - FLAG_HEIGHT, x + FLAG_LENGTH, top - FLAG_HEIGHT / 2};
    shapes.add(new Shape.Polygon(flag, FLAG, FLAG));
  }
}
