package io.github.ascent4j.cli.plot;

/** Draws shapes; lengths are pixels, the origin is at the top left, colours are 0xRRGGBB. */
interface Canvas {
  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** An open line through the points. */
  void line(double[] xs, double[] ys, int color, double opacity, double width);

  /** A closed, filled shape. */
  void fill(double[] xs, double[] ys, int color, double opacity);

  /**
   * A text whose baseline passes through the point.
   *
   * @param upwards whether it is turned to be read from below to above
   */
  void text(
      String text, double x, double y, double size, int color, Anchor anchor, boolean upwards);
}
