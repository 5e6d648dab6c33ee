package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.logging.ConsoleTableLogger;
import io.github.ascent4j.core.logging.FileLogger;
import io.github.ascent4j.core.logging.JsonLinesLogger;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.logging.TensorBoardLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a run writes beside its table. */
final class RunLoggers {
  private RunLoggers() {}

  /**
   * The loggers of a run that starts, or goes on at {@code step}: event files for TensorBoard
   * always, and those that were asked for.
   *
   * @param tables what tables are printed to
   */
  static LoggerGroup open(
      RunConfig config, RunFolder folder, long step, Consumer<String> warn, Appendable tables) {
    boolean resumes = step > 0;
    List<LoggerGroup.Opening> openings = new ArrayList<>();
    openings.add(
        () ->
            resumes
                ? TensorBoardLogger.resumeAt(folder.path(), step)
                : new TensorBoardLogger(folder.path()));
    for (RunConfig.Log log : config.logs()) {
      if (log == RunConfig.Log.EPISODES) {
        continue; // Not figures of a log interval: the run prints them as they come.
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
            case EPISODES -> throw new AssertionError(log);
          });
    }
    return LoggerGroup.open(openings, warn);
  }
}
