package io.github.ascent4j.core.logging;

import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several loggers as one, none of which can end a training: a logger that throws is reported once,
 * closed and left out from then on. No method of a group throws an exception of its loggers; errors
 * of the JVM pass.
 */
public final class LoggerGroup implements TrainingLogger {
  private static final Logger LOGGER = LoggerFactory.getLogger(LoggerGroup.class);

  /** Makes a logger, which may need a file that cannot be read. */
  @FunctionalInterface
  public interface Opening {
    TrainingLogger open() throws IOException;
  }

  private interface Action {
    void on(TrainingLogger logger) throws IOException;
  }

  private final List<TrainingLogger> loggers;
  private final Consumer<String> warn;

  /** A group that reports to SLF4J which logger failed. */
  public LoggerGroup(List<? extends TrainingLogger> loggers) {
    this(loggers, LOGGER::warn);
  }

  /**
   * @param loggers closed with the group
   * @param warn told of each logger that fails, in a line
   */
  public LoggerGroup(List<? extends TrainingLogger> loggers, Consumer<String> warn) {
    this.loggers = new ArrayList<>(loggers);
    this.warn = warn;
  }

  /** A group of the loggers that can be opened; the others are reported and left out. */
  public static LoggerGroup open(List<? extends Opening> openings, Consumer<String> warn) {
    List<TrainingLogger> opened = new ArrayList<>();
    for (Opening opening : openings) {
      try {
        opened.add(opening.open());
      } catch (IOException | RuntimeException e) {
        warn.accept("a logger cannot be opened and is left out: " + reason(e));
      }
    }
    return new LoggerGroup(opened, warn);
  }

  /** How many loggers still work. */
  public int size() {
    return loggers.size();
  }

  @Override
  public void parameters(Map<String, Json> settings) {
    each("at the settings", logger -> logger.parameters(settings));
  }

  @Override
  public void scalars(long step, Map<String, Double> figures) {
    each("at step " + step, logger -> logger.scalars(step, figures));
  }

  /** Closes all loggers; the group is empty afterwards. */
  @Override
  public void close() {
    each("when closed", TrainingLogger::close);
    loggers.clear();
  }

  private void each(String moment, Action action) {
    for (Iterator<TrainingLogger> rest = loggers.iterator(); rest.hasNext(); ) {
      TrainingLogger logger = rest.next();
      try {
        action.on(logger);
      } catch (IOException | RuntimeException e) {
        rest.remove();
        closeQuietly(logger);
        warn.accept(
            "the logger " + logger + " failed " + moment + " and is left out: " + reason(e));
      }
    }
  }

  private static void closeQuietly(TrainingLogger logger) {
    try {
      logger.close();
    } catch (IOException | RuntimeException e) {
      LOGGER.debug("a logger that had failed before failed to close", e);
    }
  }

  private static String reason(Exception e) {
    String type = e.getClass().getSimpleName();
    return e.getMessage() == null ? type : type + ": " + e.getMessage();
  }

  @Override
  public String toString() {
    return "LoggerGroup " + loggers;
  }
}
