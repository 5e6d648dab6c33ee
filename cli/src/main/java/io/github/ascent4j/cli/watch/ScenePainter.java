package io.github.ascent4j.cli.watch;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Makes images of scenes. Needs no display. */
public final class ScenePainter {
  private static final int MOST_PIXELS = 1 << 13;

  private ScenePainter() {}

  /**
   * An image of the scene, which fills its height or its width; what is left has the background's
   * colour.
   *
   * @param width of the image in pixels
   * @param height of the image in pixels
   */
  public static BufferedImage paint(Scene scene, int width, int height) {
    if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "an image of "
              + width
              + " by "
              + height
              + " pixels; give from 1 to "
              + MOST_PIXELS
              + " of each");
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      paint(scene, graphics, width, height);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Paints the scene into the rectangle from 0, 0 to {@code width, height} pixels. */
  public static void paint(Scene scene, Graphics2D graphics, int width, int height) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(new Color(scene.background()));
    graphics.fillRect(0, 0, width, height);
    double scale =
        Math.min(width / (scene.right() - scene.left()), height / (scene.top() - scene.bottom()));
    AffineTransform place = new AffineTransform();
    place.translate(width / 2.0, height / 2.0);
    place.scale(scale, -scale);
    place.translate(-(scene.left() + scene.right()) / 2, -(scene.bottom() + scene.top()) / 2);
    for (Shape shape : scene.shapes()) {
      switch (shape) {
        case Shape.Polygon polygon ->
            fill(
                graphics,
                place.createTransformedShape(path(polygon.points(), true)),
                polygon.fill(),
                polygon.outline());
        case Shape.Circle circle ->
            fill(
                graphics,
                place.createTransformedShape(
                    new Ellipse2D.Double(
                        circle.x() - circle.radius(),
                        circle.y() - circle.radius(),
                        2 * circle.radius(),
                        2 * circle.radius())),
                circle.fill(),
                circle.outline());
        case Shape.Line line -> {
          float pixels = (float) Math.max(1, line.width() * scale);
          graphics.setStroke(
              new BasicStroke(pixels, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
          graphics.setColor(new Color(line.color(), true));
          graphics.draw(place.createTransformedShape(path(line.points(), false)));
        }
        case Shape.Raster raster -> raster(graphics, scene, place, raster);
      }
    }
  }

  private static Path2D path(double[] points, boolean closed) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i + 1 < points.length; i += 2) {
      if (i == 0) {
        path.moveTo(points[0], points[1]);
      } else {
        path.lineTo(points[i], points[i + 1]);
      }
    }
    if (closed && points.length > 1) {
      path.closePath();
    }
    return path;
  }

  private static void fill(Graphics2D graphics, java.awt.Shape shape, int fill, int outline) {
    if (fill >>> 24 != 0) {
      graphics.setColor(new Color(fill, true));
      graphics.fill(shape);
    }
    if (outline >>> 24 != 0) {
      graphics.setStroke(new BasicStroke(1));
      graphics.setColor(new Color(outline, true));
      graphics.draw(shape);
    }
  }

  private static void raster(
      Graphics2D graphics, Scene scene, AffineTransform place, Shape.Raster raster) {
    BufferedImage pixels =
        new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_RGB);
    pixels.setRGB(0, 0, raster.columns(), raster.rows(), raster.pixels(), 0, raster.columns());
    Rectangle2D area =
        place
            .createTransformedShape(
                new Rectangle2D.Double(
                    scene.left(),
                    scene.bottom(),
                    scene.right() - scene.left(),
                    scene.top() - scene.bottom()))
            .getBounds2D();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform stretch = new AffineTransform();
    stretch.translate(area.getX(), area.getY());
    stretch.scale(area.getWidth() / raster.columns(), area.getHeight() / raster.rows());
    graphics.drawImage(pixels, stretch, null);
  }
}
