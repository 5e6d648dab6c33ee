package io.github.ascent4j.cli;

import io.github.ascent4j.cli.plot.LearningCurves;
import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.ProgressBar;
import io.github.ascent4j.cli.run.ProgressDisplay;
import io.github.ascent4j.cli.run.ProgressLines;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.TrainingRun;
import io.github.ascent4j.cli.run.TrainingSummary;
import io.github.ascent4j.cli.run.TrainingSummary.Stop;
import io.github.ascent4j.cli.text.ShellWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What the commands that train print, and the options for it. */
final class TrainingOutput {
  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  boolean quiet() {
    return quiet;
  }

  /** Trains and prints. */
  void run(TrainingRun run, AscentCommand command) throws IOException {
    TrainingSummary summary;
    try (ProgressDisplay display = display(run, command)) {
      summary =
          run.run(
              display,
              () -> {
                display.close();
                command.say("stopping; once more to stop at once");
              });
    } catch (IOException e) {
      throw Failures.writing(
          run.path(),
          e,
          "; once that is mended go on with: ascent resume " + ShellWord.of(run.path()));
    }
    drawCurve(Path.of(summary.run()), command);
    print(summary, command);
  }

  /** A training never fails because of its picture. */
  private static void drawCurve(Path run, AscentCommand command) {
    try {
      RunFolder folder = RunFolder.of(run);
      LearningCurves.draw(
          List.of(folder), folder.curve(), false, LearningCurves.DEFAULT_WINDOW, said -> {});
    } catch (IOException | RuntimeException | LinkageError e) {
      command.say("no curve was drawn: " + e);
    }
  }

  private ProgressDisplay display(TrainingRun run, AscentCommand command) {
    // Tables and episodes are progress of their own, which a bar would run into.
    List<RunConfig.Log> logs = run.config().logs();
    if (quiet
        || run.finished()
        || logs.contains(RunConfig.Log.TABLE)
        || logs.contains(RunConfig.Log.EPISODES)) {
      return ProgressDisplay.SILENT;
    }
    if (Terminal.onStandardError()) {
      return new ProgressBar(command.terminal(), Terminal.width());
    }
    return new ProgressLines(command.err());
  }

  /** Prints a summary, and the line to resume an interrupted run. */
  void print(TrainingSummary summary, AscentCommand command) {
    if (summary.stopped() == Stop.INTERRUPTED) {
      command.say(
          "interrupted after "
              + Figures.count(summary.steps())
              + " steps; go on with: ascent resume "
              + ShellWord.of(summary.run()));
    }
    if (json) {
      command.out().println(summary.toJson());
    } else {
      describe(summary, command.out());
    }
    command.out().flush();
  }

  private static void describe(TrainingSummary summary, PrintWriter out) {
    out.println(
        summary.config().environment()
            + ": "
            + meanReturn(summary)
            + " after "
            + Figures.count(summary.steps())
            + " steps; "
            + Figures.duration(summary.seconds())
            + ", "
            + Figures.rate(summary.stepsPerSecond()));
    out.println("run:   " + summary.run());
    String run = ShellWord.of(summary.run());
    out.println("play:  ascent eval " + run);
    out.println("curve: ascent plot " + run);
    if (summary.stopped() == Stop.INTERRUPTED) {
      out.println("go on: ascent resume " + run);
    } else {
      out.println("go on: ascent resume " + run + " --steps " + 2 * summary.steps());
    }
  }

  private static String meanReturn(TrainingSummary summary) {
    int episodes = summary.averagedEpisodes();
    if (episodes == 0) {
      return "no episode has ended";
    }
    return "return "
        + Figures.decimal(summary.meanReturn())
        + (episodes == 1 ? " (of one episode)" : " (mean of the last " + episodes + " episodes)");
  }
}
