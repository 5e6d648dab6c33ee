package io.github.ascent4j.cli.plot;

import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.policy.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A run's returns episode by episode, as tutorials draw them: a moving average over the last
 * episodes, and around it a band as wide as one standard deviation, over n, of all returns.
 */
public final class EpisodePicture {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final double LEFT = 84;
  private static final double RIGHT = 20;
  private static final double TOP = 48;
  private static final double BOTTOM = 62;
  private static final double MARGIN = 0.05;
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;
  private static final int GRID = 0xb0b0b0;
  private static final int BLACK = 0x000000;

  private EpisodePicture() {}

  /**
   * Draws the episodes of a table.
   *
   * @param window episodes that an average is over; the first {@code window - 1} have none
   * @param file its end decides the format
   * @throws IllegalArgumentException if there are fewer episodes than that
   */
  public static void draw(Path episodes, int window, Path file) throws IOException {
    double[] returns =
        EpisodeLog.read(episodes).stream().mapToDouble(EpisodeLog.Row::totalReward).toArray();
    if (returns.length < window) {
      throw new IllegalArgumentException(
          episodes
              + " has "
              + returns.length
              + " episodes, but an average over "
              + window
              + " needs as many; give a smaller --window");
    }
    double[] averages = movingAverage(returns, window);
    double deviation = deviation(returns);
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      SvgCanvas canvas = new SvgCanvas(WIDTH, HEIGHT);
      draw(canvas, averages, deviation, window);
      AtomicFile.write(file, canvas.bytes());
    } else {
      ImageCanvas canvas = new ImageCanvas(WIDTH, HEIGHT);
      draw(canvas, averages, deviation, window);
      AtomicFile.write(file, canvas.png());
    }
  }

  /** Element i is the mean of {@code values[i .. i + window - 1]}. */
  static double[] movingAverage(double[] values, int window) {
    double[] averages = new double[values.length - window + 1];
    for (int i = 0; i < averages.length; i++) {
      averages[i] = Arrays.stream(values, i, i + window).average().orElseThrow();
    }
    return averages;
  }

  /** Standard deviation over n. */
  static double deviation(double[] values) {
    double mean = DoubleStream.of(values).average().orElseThrow();
    return Math.sqrt(
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static void draw(Canvas canvas, double[] averages, double deviation, int window) {
    int n = averages.length;
    double[] episodes = new double[n];
    for (int i = 0; i < n; i++) {
      episodes[i] = window + i;
    }
    double low = DoubleStream.of(averages).min().orElseThrow() - deviation;
    double high = DoubleStream.of(averages).max().orElseThrow() + deviation;
    double room = high > low ? MARGIN * (high - low) : 1;
    Axis x = new Axis(0, window + n, LEFT, WIDTH - RIGHT);
    Axis y = new Axis(low - room, high + room, HEIGHT - BOTTOM, TOP);
    double[] xs = x.pixels(episodes);
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      aroundX[i] = xs[i];
      aroundX[2 * n - 1 - i] = xs[i];
      aroundY[i] = y.pixel(averages[i] + deviation);
      aroundY[2 * n - 1 - i] = y.pixel(averages[i] - deviation);
    }
    canvas.fill(aroundX, aroundY, BLUE, 0.2);
    drawGrid(canvas, x, y);
    canvas.line(xs, y.pixels(averages), RED, 1, 2);
    double middle = (LEFT + WIDTH - RIGHT) / 2;
    canvas.text(
        "Moving Average of Rewards", middle, TOP - 16, 18, BLACK, Canvas.Anchor.MIDDLE, false);
    canvas.text("Episodes", middle, HEIGHT - 16, 15, BLACK, Canvas.Anchor.MIDDLE, false);
    double center = (TOP + HEIGHT - BOTTOM) / 2;
    canvas.text("Rewards", 24, center, 15, BLACK, Canvas.Anchor.MIDDLE, true);
  }

  private static void drawGrid(Canvas canvas, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      double at = y.pixel(tick);
      canvas.line(new double[] {x.from(), x.to()}, new double[] {at, at}, GRID, 1, 0.8);
      canvas.text(y.label(tick), LEFT - 8, at + 5, 13, BLACK, Canvas.Anchor.END, false);
    }
    for (double tick : x.ticks()) {
      double at = x.pixel(tick);
      canvas.line(new double[] {at, at}, new double[] {y.from(), y.to()}, GRID, 1, 0.8);
      canvas.text(x.label(tick), at, y.from() + 20, 13, BLACK, Canvas.Anchor.MIDDLE, false);
    }
    canvas.line(
        new double[] {x.from(), x.to(), x.to(), x.from(), x.from()},
        new double[] {y.from(), y.from(), y.to(), y.to(), y.from()},
        BLACK,
        1,
        0.8);
  }
}
