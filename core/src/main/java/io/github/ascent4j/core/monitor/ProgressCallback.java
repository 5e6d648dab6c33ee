package io.github.ascent4j.core.monitor;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints how far a training is, how good and how fast: a line every few seconds and one at the end,
 * such as {@code ppo CartPole-v1: 50,000 of 200,000 steps (25%), return 187.3, 41,200 steps/s, 4 s
 * left}. The return is the mean of the last episodes, NaN before the first ends.
 */
public final class ProgressCallback implements TrainingCallback {
  private final BiConsumer<TrainingView, TrainingProgress> show;
  private final boolean atEnd;
  private final LongSupplier clock;
  private final long wait;
  private final long interval;
  private long next;
  private @Nullable TrainingProgress unshown;

  /**
   * @param seconds least time between lines; 0 prints one for every update
   * @param out stays open
   */
  public ProgressCallback(double seconds, PrintStream out) {
    this(seconds, out, System::nanoTime);
  }

  ProgressCallback(double seconds, PrintStream out, LongSupplier clock) {
    this(seconds, seconds, (training, progress) -> print(training, progress, out), true, clock);
  }

  private ProgressCallback(
      double wait,
      double seconds,
      BiConsumer<TrainingView, TrainingProgress> show,
      boolean atEnd,
      LongSupplier clock) {
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException(
          "seconds " + seconds + " must be at least 0, which prints a line for every update");
    }
    this.show = show;
    this.atEnd = atEnd;
    this.clock = clock;
    this.wait = nanos(wait);
    interval = nanos(seconds);
  }

  /** A few centuries are as good as never, and what is added to a clock must not overflow. */
  private static long nanos(double seconds) {
    return (long) Math.min(seconds * 1e9, Long.MAX_VALUE >> 1);
  }

  /**
   * Shows progress in a way of your own, and no more once the training is done.
   *
   * @param wait seconds before it is shown first
   * @param seconds least time from then on
   */
  public static ProgressCallback showing(
      double wait, double seconds, Consumer<TrainingProgress> show) {
    return new ProgressCallback(
        wait, seconds, (training, progress) -> show.accept(progress), false, System::nanoTime);
  }

  @Override
  public void onStart(TrainingView training) {
    next = clock.getAsLong() + wait;
    unshown = null;
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + interval;
      unshown = null;
      show.accept(training, progress);
    } else {
      unshown = progress;
    }
    return Decision.CONTINUE;
  }

  @Override
  public void onEnd(TrainingView training) {
    if (atEnd && unshown != null) {
      show.accept(training, unshown);
      unshown = null;
    }
  }

  private static void print(TrainingView training, TrainingProgress progress, PrintStream out) {
    out.println(training.algorithm() + " " + training.environment() + ": " + text(progress));
    out.flush();
  }

  /** The figures of a line. */
  static String text(TrainingProgress progress) {
    double speed = progress.stepsPerSecond();
    long rest = Math.max(0, progress.totalSteps() - progress.steps());
    String figures =
        String.format(
            Locale.ROOT,
            "%,d of %,d steps (%d%%), return %.1f, %,.0f steps/s",
            progress.steps(),
            progress.totalSteps(),
            Math.min(100, (long) (100.0 * progress.steps() / progress.totalSteps())),
            progress.meanReturn(),
            speed);
    return rest == 0 || speed == 0
        ? figures
        : figures + String.format(Locale.ROOT, ", %,.0f s left", rest / speed);
  }
}
