package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.monitor.ProgressCallback;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.PrintWriter;

/** A line every few seconds, for logs and dumb terminals. */
public final class ProgressLines implements ProgressDisplay {
  private static final double SECONDS = 5;

  private final PrintWriter out;

  public ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public TrainingCallback callback() {
    return ProgressCallback.showing(SECONDS, SECONDS, this::print);
  }

  private void print(TrainingProgress progress) {
    out.println(
        Figures.count(progress.steps())
            + " of "
            + Figures.count(progress.totalSteps())
            + " steps, return "
            + Figures.decimal(progress.meanReturn())
            + ", "
            + Figures.rate(progress.stepsPerSecond()));
    out.flush();
  }
}
