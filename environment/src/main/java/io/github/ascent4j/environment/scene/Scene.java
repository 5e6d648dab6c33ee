package io.github.ascent4j.environment.scene;

import java.util.List;

/**
 * One moment of an environment.
 *
 * @param left x of the left edge
 * @param bottom y of the lower edge
 * @param right x of the right edge
 * @param top y of the upper edge
 * @param background {@code 0xFFRRGGBB}
 * @param seconds how long the moment lasts: the time that a step stands for
 * @param shapes from the back to the front
 */
public record Scene(
    double left,
    double bottom,
    double right,
    double top,
    int background,
    double seconds,
    List<Shape> shapes) {

  public Scene {
    if (!(right > left) || !(top > bottom) || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "a scene from "
              + left
              + " to "
              + right
              + " and "
              + bottom
              + " to "
              + top
              + " that lasts "
              + seconds
              + " s; give edges in order and a time above 0");
    }
    shapes = List.copyOf(shapes);
  }
}
