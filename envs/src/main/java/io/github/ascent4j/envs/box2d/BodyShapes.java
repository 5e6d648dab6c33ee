package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import io.github.ascent4j.environment.scene.Shape;

/** Bodies as shapes of a scene. */
final class BodyShapes {
  private BodyShapes() {}

  /**
   * @param outline x and y of each corner in turn, in the body's frame
   */
  static Shape polygon(Body body, double[] outline, int fill, int line) {
    Vector2 position = body.getPosition();
    double cosine = Math.cos(body.getAngle());
    double sine = Math.sin(body.getAngle());
    double[] points = new double[outline.length];
    for (int i = 0; i < points.length; i += 2) {
      points[i] = position.x + cosine * outline[i] - sine * outline[i + 1];
      points[i + 1] = position.y + sine * outline[i] + cosine * outline[i + 1];
    }
    return new Shape.Polygon(points, fill, line);
  }

  /** The outline of a box around the origin. */
  static double[] box(double halfWidth, double halfHeight) {
    return new double[] {
      -halfWidth, -halfHeight, halfWidth, -halfHeight, halfWidth, halfHeight, -halfWidth, halfHeight
    };
  }

  static int rgb(int red, int green, int blue) {
    return 0xff000000 | red << 16 | green << 8 | blue;
  }
}
