package io.github.ascent4j.cli.plot;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes SVG with a tenth of a pixel's precision. */
final class SvgCanvas implements Canvas {
  private static final String FONTS = "Roboto,Helvetica,Arial,sans-serif";

  private final StringBuilder out = new StringBuilder();

  SvgCanvas(int width, int height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" font-family=\"%s\">%n<rect width=\"100%%\" height=\"100%%\""
                + " fill=\"#fff\"/>%n",
            width,
            height,
            width,
            height,
            FONTS));
  }

  byte[] bytes() {
    return (out + "</svg>\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void line(double[] xs, double[] ys, int color, double opacity, double width) {
    out.append("<path d=\"");
    path(xs, ys);
    out.append(
        String.format(
            Locale.ROOT,
            "\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>%n",
            color,
            number(width),
            opacity("stroke", opacity)));
  }

  @Override
  public void fill(double[] xs, double[] ys, int color, double opacity) {
    out.append("<path d=\"");
    path(xs, ys);
    out.append(
        String.format(Locale.ROOT, "Z\" fill=\"#%06x\"%s/>%n", color, opacity("fill", opacity)));
  }

  private void path(double[] xs, double[] ys) {
    for (int i = 0; i < xs.length; i++) {
      out.append(i == 0 ? 'M' : 'L').append(number(xs[i])).append(' ').append(number(ys[i]));
    }
  }

  private static String opacity(String kind, double opacity) {
    return opacity == 1 ? "" : " " + kind + "-opacity=\"" + number(opacity) + "\"";
  }

  @Override
  public void text(
      String text, double x, double y, double size, int color, Anchor anchor, boolean upwards) {
    String place = "x=\"" + number(x) + "\" y=\"" + number(y) + "\"";
    out.append("<text ").append(place);
    if (upwards) {
      out.append(" transform=\"rotate(-90 ").append(number(x)).append(' ').append(number(y));
      out.append(")\"");
    }
    if (anchor != Anchor.START) {
      out.append(" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT)).append('"');
    }
    out.append(
        String.format(
            Locale.ROOT,
            " font-size=\"%s\" fill=\"#%06x\">%s</text>%n",
            number(size),
            color,
            escaped(text)));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        // What XML cannot hold at all.
        default -> escaped.append(c < ' ' || Character.isSurrogate(c) || c > 0xFFFD ? '?' : c);
      }
    }
    return escaped.toString();
  }

  private static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
