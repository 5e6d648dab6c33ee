package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.monitor.ProgressCallback;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.PrintWriter;

/** A bar on a terminal: how far, how good, how fast, how long still. */
public final class ProgressBar implements ProgressDisplay {
  private static final double REDRAW_SECONDS = 0.2;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 40;

  /** Columns that the figures behind the bar mostly need. */
  private static final int FIGURES = 62;

  private final PrintWriter terminal;
  private final int width;
  private int drawn;

  /**
   * @param width columns of the terminal
   */
  public ProgressBar(PrintWriter terminal, int width) {
    this.terminal = terminal;
    this.width = width;
  }

  @Override
  public TrainingCallback callback() {
    return ProgressCallback.showing(0, REDRAW_SECONDS, progress -> draw(text(progress, width)));
  }

  private synchronized void draw(String line) {
    // Blanks over what the last line had more. A full line would make some terminals scroll.
    int rest = Math.max(0, drawn - line.length());
    terminal.print("\r" + line + " ".repeat(rest));
    terminal.flush();
    drawn = line.length();
  }

  /** The line, no longer than a terminal of that width shows without scrolling. */
  static String text(TrainingProgress progress, int width) {
    double share = Math.min(1, (double) progress.steps() / progress.totalSteps());
    double speed = progress.stepsPerSecond();
    double left = Math.max(0, progress.totalSteps() - progress.steps()) / speed;
    String figures =
        " "
            + (int) (100 * share)
            + "%  "
            + Figures.count(progress.steps())
            + " steps  return "
            + Figures.decimal(progress.meanReturn())
            + "  "
            + Figures.rate(speed)
            + (speed > 0 ? "  " + Figures.duration(left) + " left" : "");
    int room = Math.min(LONGEST, width - FIGURES);
    String line = figures.strip();
    if (room >= SHORTEST) {
      int filled = (int) (share * room);
      line = "[" + "=".repeat(filled) + " ".repeat(room - filled) + "]" + figures;
    }
    return line.substring(0, Math.min(line.length(), Math.max(0, width - 1)));
  }

  /** Removes the bar: what is printed next takes its line. */
  @Override
  public synchronized void close() {
    if (drawn > 0) {
      draw("");
      terminal.print("\r");
      terminal.flush();
      drawn = 0;
    }
  }
}
