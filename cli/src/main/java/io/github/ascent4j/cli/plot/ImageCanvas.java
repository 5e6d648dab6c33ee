package io.github.ascent4j.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Draws an image in memory and gives it as PNG. Text is drawn as outlines of a font from the jar:
 * Java finds no font of its own on a machine that has none installed.
 */
final class ImageCanvas implements Canvas {
  private static final String FONT = "/com/formdev/flatlaf/fonts/roboto/Roboto-Regular.ttf";

  /** Pixels of the image per pixel of the layout, for screens of high density. */
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;
  private final FontRenderContext context = new FontRenderContext(null, true, true);
  private final @Nullable Font font;

  ImageCanvas(int width, int height) {
    image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    font = loadFont();
  }

  /** Null where not even a font of ours can be used; the picture then goes without text. */
  private static @Nullable Font loadFont() {
    try (InputStream in = ImageCanvas.class.getResourceAsStream(FONT)) {
      return in == null ? null : Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException | FontFormatException | LinkageError e) {
      return null;
    }
  }

  byte[] png() throws IOException {
    graphics.dispose();
    // ImageIO would otherwise keep its cache in a file.
    ImageIO.setUseCache(false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG; use .svg");
    }
    return out.toByteArray();
  }

  @Override
  public void line(double[] xs, double[] ys, int color, double opacity, double width) {
    graphics.setColor(color(color, opacity));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(path(xs, ys));
  }

  @Override
  public void fill(double[] xs, double[] ys, int color, double opacity) {
    graphics.setColor(color(color, opacity));
    Path2D path = path(xs, ys);
    path.closePath();
    graphics.fill(path);
  }

  private static Path2D path(double[] xs, double[] ys) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < xs.length; i++) {
      if (i == 0) {
        path.moveTo(xs[i], ys[i]);
      } else {
        path.lineTo(xs[i], ys[i]);
      }
    }
    return path;
  }

  private static Color color(int rgb, double opacity) {
    return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, (int) (255 * opacity));
  }

  @Override
  public void text(
      String text, double x, double y, double size, int color, Anchor anchor, boolean upwards) {
    if (font == null) {
      return;
    }
    double start =
        switch (anchor) {
          case START -> 0;
          case MIDDLE -> -width(text, size) / 2;
          case END -> -width(text, size);
        };
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    if (upwards) {
      place.rotate(-Math.PI / 2);
    }
    place.translate(start, 0);
    graphics.setColor(color(color, 1));
    graphics.fill(place.createTransformedShape(glyphs(font, text, size).getOutline()));
  }

  private double width(String text, double size) {
    return font == null ? 0 : glyphs(font, text, size).getLogicalBounds().getWidth();
  }

  private GlyphVector glyphs(Font face, String text, double size) {
    return face.deriveFont((float) size).createGlyphVector(context, text);
  }
}
