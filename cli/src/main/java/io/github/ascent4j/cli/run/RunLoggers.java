package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.logging.ConsoleTableLogger;
import io.github.ascent4j.core.logging.CsvLogger;
import io.github.ascent4j.core.logging.FileLogger;
import io.github.ascent4j.core.logging.JsonLinesLogger;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.logging.TensorBoardLogger;
import io.github.ascent4j.core.monitor.RunnerLogging;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run writes beside its table. */
final class RunLoggers {
  /** In place of a step, for a run that starts. */
  static final long START = -1;

  private RunLoggers() {}

  /**
   * What writes rlpyt's figures, if they are asked for: of evaluations if {@code evaluated} is
   * given, and otherwise of the training.
   */
  static TrainingCallback runner(
      RunConfig config,
      RunFolder folder,
      Training<?> training,
      @Nullable VectorEnvironment evaluated,
      Consumer<String> warn) {
    if (!config.logs().contains(RunConfig.Log.RLPYT)) {
      return new TrainingCallback() {};
    }
    Path file = folder.progress();
    long step = training.steps();
    LoggerGroup.Opening opening =
        () -> step > 0 ? CsvLogger.resumeAt(file, step) : new CsvLogger(file);
    List<LoggerGroup> loggers = List.of(LoggerGroup.open(List.of(opening), warn));
    return evaluated == null
        ? RunnerLogging.online(config.logEvery(), loggers)
        : RunnerLogging.evaluating(
            config.evalEvery(),
            training.trainedAgent(),
            evaluated,
            config.evaluationPlan(),
            loggers,
            warn);
  }

  /**
   * The loggers of a run that starts, or goes on at {@code step}: event files for TensorBoard
   * always, and those that were asked for.
   *
   * @param step {@link #START} for a run that starts
   * @param tables what tables are printed to
   */
  static LoggerGroup open(
      RunConfig config, RunFolder folder, long step, Consumer<String> warn, Appendable tables) {
    boolean resumes = step != START;
    List<LoggerGroup.Opening> openings = new ArrayList<>();
    openings.add(
        () ->
            resumes
                ? TensorBoardLogger.resumeAt(folder.path(), step)
                : new TensorBoardLogger(folder.path()));
    for (RunConfig.Log log : config.logs()) {
      if (log == RunConfig.Log.EPISODES || log == RunConfig.Log.RLPYT) {
        continue; // Not the figures of metrics.csv.
      }
      openings.add(
          switch (log) {
            case JSONL ->
                () ->
                    resumes
                        ? JsonLinesLogger.resumeAt(folder.jsonLines(), step)
                        : new JsonLinesLogger(folder.jsonLines());
            case PRT ->
                () ->
                    resumes
                        ? FileLogger.resumeAt(folder.path(), 1, step)
                        : new FileLogger(folder.path());
            case TABLE -> () -> new ConsoleTableLogger(tables);
            case EPISODES, RLPYT -> throw new AssertionError(log);
          });
    }
    return LoggerGroup.open(openings, warn);
  }
}
