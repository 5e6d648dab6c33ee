package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.result.TrainingProgress;
import java.io.PrintWriter;

/** A line every few seconds, for logs and dumb terminals. */
public final class ProgressLines implements ProgressDisplay {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private long next = System.nanoTime() + INTERVAL_NANOS;

  public ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void update(TrainingProgress progress) {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + INTERVAL_NANOS;
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
}
