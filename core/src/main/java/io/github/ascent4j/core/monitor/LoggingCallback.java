package io.github.ascent4j.core.monitor;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.logging.LoggingFrequency;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.result.TrainingProgress;
import java.util.List;

/**
 * Hands a training's settings and figures to loggers, none of which can end it.
 *
 * {@snippet file="io/github/ascent4j/envs/example/WatchTraining.java" region="logging"}
 */
public final class LoggingCallback implements TrainingCallback {
  private final LoggerGroup loggers;
  private final long every;
  private LoggingFrequency frequency;

  /**
   * @param every steps between figures
   * @param loggers closed when the training is done
   */
  public LoggingCallback(long every, List<? extends TrainingLogger> loggers) {
    this.loggers = new LoggerGroup(loggers);
    this.every = every;
    frequency = new LoggingFrequency(every);
  }

  @Override
  public void onStart(TrainingView training) {
    frequency = LoggingFrequency.resumeAt(every, training.steps());
    loggers.parameters(training.settings());
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    if (frequency.shouldLog(progress.steps())) {
      loggers.scalars(progress.steps(), progress.byName());
    }
    return Decision.CONTINUE;
  }

  @Override
  public void onEnd(TrainingView training) {
    loggers.close();
  }
}
