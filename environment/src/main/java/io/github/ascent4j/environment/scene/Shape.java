package io.github.ascent4j.environment.scene;

/**
 * Something to be seen. Places and sizes are in the scene's units, with y upwards; colours are
 * {@code 0xAARRGGBB}, and one whose first byte is 0 is not drawn.
 */
public sealed interface Shape {
  /**
   * A filled outline.
   *
   * @param points x and y of each corner in turn
   */
  record Polygon(double[] points, int fill, int outline) implements Shape {}

  /** A disc. */
  record Circle(double x, double y, double radius, int fill, int outline) implements Shape {}

  /**
   * A line through points with round ends, so that two of them make a capsule.
   *
   * @param points x and y of each point in turn
   * @param width in the scene's units; 0 for the thinnest line that can be seen
   */
  record Line(double[] points, double width, int color) implements Shape {}

  /**
   * Pixels that fill the whole scene.
   *
   * @param pixels {@code 0xRRGGBB}, [rows,columns] from the top row down
   */
  record Raster(int columns, int rows, int[] pixels) implements Shape {}
}
