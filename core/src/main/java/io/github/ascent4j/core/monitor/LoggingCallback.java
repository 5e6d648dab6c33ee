package io.github.ascent4j.core.monitor;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.logging.LoggingFrequency;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.core.result.TrainingProgress;
import java.util.List;
import java.util.Map;

/**
 * Hands a training's settings and figures to loggers, none of which can end it.
 *
 * {@snippet file="io/github/ascent4j/examples/monitor/WatchTraining.java" region="logging"}
 */
public final class LoggingCallback implements TrainingCallback {
  /** What is logged, and when. */
  public interface Figures {
    /** The training starts, or goes on from where it is. */
    default void start(TrainingView training) {}

    /**
     * What to log after an update; empty to log nothing. What callbacks have recorded is the
     * figures' own to add: see {@link TrainingView#recorded}.
     */
    Map<String, Double> after(TrainingProgress progress);
  }

  /** All figures of a training at intervals. */
  private static final class AtIntervals implements Figures {
    private final long every;
    private LoggingFrequency frequency;
    private RecordedFigures.Rows recorded = new RecordedFigures().rows();

    AtIntervals(long every) {
      this.every = every;
      frequency = new LoggingFrequency(every);
    }

    @Override
    public void start(TrainingView training) {
      frequency = LoggingFrequency.resumeAt(every, training.steps());
      recorded = training.recorded().rows();
    }

    @Override
    public Map<String, Double> after(TrainingProgress progress) {
      if (!frequency.shouldLog(progress.steps())) {
        return Map.of();
      }
      Map<String, Double> row = progress.byName();
      recorded.addTo(row);
      return row;
    }
  }

  private final LoggerGroup loggers;
  private final Figures figures;

  /**
   * @param every steps between figures
   * @param loggers closed when the training is done
   */
  public LoggingCallback(long every, List<? extends TrainingLogger> loggers) {
    this(new AtIntervals(every), new LoggerGroup(loggers));
  }

  /**
   * @param loggers closed when the training is done
   */
  public LoggingCallback(Figures figures, LoggerGroup loggers) {
    this.figures = figures;
    this.loggers = loggers;
  }

  @Override
  public void onStart(TrainingView training) {
    figures.start(training);
    loggers.parameters(training.settings());
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    Map<String, Double> reached = figures.after(progress);
    if (!reached.isEmpty()) {
      loggers.scalars(progress.steps(), reached);
    }
    return Decision.CONTINUE;
  }

  @Override
  public void onEnd(TrainingView training) {
    loggers.close();
  }
}
