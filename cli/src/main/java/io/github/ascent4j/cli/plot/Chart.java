package io.github.ascent4j.cli.plot;

import io.github.ascent4j.cli.text.VisibleText;
import io.github.ascent4j.policy.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over a grid; below it, where it hides nothing, a legend where there is more than one, and
 * what is to be said of them.
 *
 * @param lines what is drawn, at least one line with a point
 * @param caption lines of text
 */
record Chart(String title, String xLabel, String yLabel, List<Line> lines, List<String> caption) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final double LEFT = 72;
  private static final double RIGHT = 24;
  private static final double TOP = 52;
  private static final double BOTTOM = 60;
  private static final int GRID = 0xe6e6e6;
  private static final int FRAME = 0x9a9a9a;
  private static final int TEXT = 0x333333;
  private static final int LONGEST_TITLE = 90;
  private static final int LONGEST_LABEL = 100;
  private static final int LONGEST_CAPTION = 130;
  private static final double ROW = 18;

  /** Okabe and Ito's colours, which people of any colour vision can tell apart. */
  private static final int[] COLORS = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000
  };

  /**
   * One line.
   *
   * @param low lower edge of the band around it; equal to {@code high} for none
   * @param faint what is drawn thin behind it, such as the values before smoothing; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // Drawn once, never compared.
  record Line(String label, double[] xs, double[] ys, double[] low, double[] high, double[] faint) {
    Line {
      label = VisibleText.line(label, LONGEST_LABEL);
    }

    boolean band() {
      return low.length > 0;
    }
  }

  Chart {
    title = VisibleText.line(title, LONGEST_TITLE);
    caption = caption.stream().map(line -> VisibleText.line(line, LONGEST_CAPTION)).toList();
  }

  private int legendRows() {
    return lines.size() > 1 ? lines.size() : 0;
  }

  private int height() {
    return HEIGHT + (int) (ROW * (legendRows() + caption.size())) + 4;
  }

  /** Writes the chart; the name's end decides the format. */
  void write(Path path) throws IOException {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      SvgCanvas canvas = new SvgCanvas(WIDTH, height());
      draw(canvas);
      AtomicFile.write(path, canvas.bytes());
    } else {
      ImageCanvas canvas = new ImageCanvas(WIDTH, height());
      draw(canvas);
      AtomicFile.write(path, canvas.png());
    }
  }

  private void draw(Canvas canvas) {
    Axis x = axis(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.xs)), 0, true);
    Axis y = axis(lines.stream().flatMapToDouble(Chart::drawnValues), 0.06, false);
    drawGrid(canvas, x, y);
    for (int i = 0; i < lines.size(); i++) {
      drawLine(canvas, lines.get(i), COLORS[i % COLORS.length], x, y);
    }
    canvas.text(title, LEFT, TOP - 22, 17, TEXT, Canvas.Anchor.START, false);
    double middle = (LEFT + WIDTH - RIGHT) / 2;
    canvas.text(xLabel, middle, HEIGHT - 16, 13, TEXT, Canvas.Anchor.MIDDLE, false);
    double center = (TOP + HEIGHT - BOTTOM) / 2;
    canvas.text(yLabel, 20, center, 13, TEXT, Canvas.Anchor.MIDDLE, true);
    drawBelow(canvas);
  }

  private static DoubleStream drawnValues(Line line) {
    return Stream.of(line.ys, line.low, line.high, line.faint).flatMapToDouble(DoubleStream::of);
  }

  private static Axis axis(DoubleStream values, double margin, boolean horizontal) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    if (horizontal) {
      low = Math.min(0, low);
    }
    double span = high - low;
    if (!(span > 1e-9 * Math.max(1, Math.abs(high)))) {
      double room = Math.max(1, 0.1 * Math.abs(high));
      low -= horizontal ? 0 : room;
      high += room;
      span = high - low;
    }
    return horizontal
        ? new Axis(low, high, LEFT, WIDTH - RIGHT)
        : new Axis(low - margin * span, high + margin * span, HEIGHT - BOTTOM, TOP);
  }

  private static void drawGrid(Canvas canvas, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      double at = y.pixel(tick);
      canvas.line(new double[] {x.from(), x.to()}, new double[] {at, at}, GRID, 1, 1);
      canvas.text(y.label(tick), LEFT - 8, at + 4, 12, TEXT, Canvas.Anchor.END, false);
    }
    for (double tick : x.ticks()) {
      double at = x.pixel(tick);
      canvas.line(new double[] {at, at}, new double[] {y.from(), y.to()}, GRID, 1, 1);
      canvas.text(x.label(tick), at, y.from() + 18, 12, TEXT, Canvas.Anchor.MIDDLE, false);
    }
    canvas.line(
        new double[] {x.from(), x.from(), x.to()},
        new double[] {y.to(), y.from(), y.from()},
        FRAME,
        1,
        1);
  }

  private static void drawLine(Canvas canvas, Line line, int color, Axis x, Axis y) {
    double[] xs = x.pixels(line.xs);
    if (line.band()) {
      int n = xs.length;
      double[] aroundX = new double[2 * n];
      double[] aroundY = new double[2 * n];
      for (int i = 0; i < n; i++) {
        aroundX[i] = xs[i];
        aroundY[i] = y.pixel(line.high[i]);
        aroundX[2 * n - 1 - i] = xs[i];
        aroundY[2 * n - 1 - i] = y.pixel(line.low[i]);
      }
      canvas.fill(aroundX, aroundY, color, 0.18);
    }
    if (line.faint.length > 0) {
      canvas.line(xs, y.pixels(line.faint), color, 0.3, 1);
    }
    canvas.line(xs, y.pixels(line.ys), color, 1, 2);
  }

  /** The legend and the caption, a row each, one under the other. */
  private void drawBelow(Canvas canvas) {
    double row = HEIGHT + 8;
    for (int i = 0; i < legendRows(); i++) {
      int color = COLORS[i % COLORS.length];
      canvas.line(new double[] {LEFT, LEFT + 22}, new double[] {row, row}, color, 1, 3);
      canvas.text(lines.get(i).label, LEFT + 30, row + 4, 12, TEXT, Canvas.Anchor.START, false);
      row += ROW;
    }
    for (String line : caption) {
      canvas.text(line, LEFT, row + 4, 11, TEXT, Canvas.Anchor.START, false);
      row += ROW;
    }
  }
}
