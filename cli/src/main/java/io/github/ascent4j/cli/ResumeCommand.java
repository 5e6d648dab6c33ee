package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.JsonFiles;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.TrainingRun;
import io.github.ascent4j.cli.run.TrainingSummary;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent resume}: goes on with a run from its newest checkpoint. */
@Command(
    name = "resume",
    description = "Goes on exactly where a run stopped, to its own total or to another one.",
    sortOptions = false)
final class ResumeCommand extends AscentCommand implements AlgorithmUser {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "New total, which schedules follow from here on.")
  private @Nullable Long steps;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "New total of episodes.")
  private @Nullable Long episodes;

  @Option(names = "--threads", paramLabel = "N", description = "Threads. They change no bit.")
  private @Nullable Integer threads;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "Where its environment is now, if that has moved.")
  private @Nullable String environment;

  @Mixin private Assignments assignments = new Assignments();
  @Mixin private FileEnvironmentChoice choice = new FileEnvironmentChoice();
  @Mixin private TrainingOutput output = new TrainingOutput();

  @Override
  public @Nullable String classpath() {
    return choice.classpath();
  }

  @Override
  public Integer call() throws IOException {
    try (RunFolder folder = RunFolder.of(run)) {
      folder.lock();
      RunConfig before = folder.config();
      TrustedEnvironment named = named(folder);
      RunConfig config = changed(before).in(named);
      MemoryNeed need = TrainingPlan.check(config, named, this::say);
      choice.wrap().checkRecord();
      try (TrainingRun training = open(config, folder, named)) {
        if (training.finished() && !assignments.none()) {
          throw new UsageException(
              "--set changes nothing: "
                  + finishedAt(training)
                  + "; give --steps N with a larger N, too");
        }
        if (training.finished()) {
          finished(training, folder, before);
        } else {
          if (!training.config().equals(before) || !named.isMarkedIn(folder.environment())) {
            folder.write(training.config(), named);
          }
          if (!output.quiet()) {
            say("going on from " + Figures.count(training.steps()) + " steps in " + run);
          }
          output.run(training, this);
        }
      } catch (OutOfMemoryError e) {
        throw need.exhausted(e);
      }
    }
    return 0;
  }

  private TrustedEnvironment named(RunFolder folder) throws IOException {
    try {
      return choice.moved(folder.environment(), environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private TrainingRun open(RunConfig config, RunFolder folder, TrustedEnvironment named)
      throws IOException {
    TrainingRun training =
        TrainingRun.resume(config, folder, this::say, err(), choice.wrap().recorded(named));
    if (steps == null || training.steps() >= steps || !training.finished()) {
      return training;
    }
    // It has reached its --stop-at or its --episodes, and is asked to go on all the same.
    training.close();
    return TrainingRun.resume(
        config.resumed(config.steps(), config.threads(), null, config.episodes().withTotal(0)),
        folder,
        this::say,
        err(),
        choice.wrap().recorded(named));
  }

  private void finished(TrainingRun training, RunFolder folder, RunConfig before)
      throws IOException {
    say(finishedAt(training) + "; --steps N with a larger N trains it further");
    if (Files.exists(folder.summary())) {
      TrainingSummary summary =
          JsonFiles.read(
              folder.summary(),
              json -> TrainingSummary.fromJson(before, json, folder.path().toString()));
      if (summary.steps() == training.steps()) {
        output.print(summary, this);
        return;
      }
    }
    // It was killed between its last checkpoint and its summary.
    output.run(training, this);
  }

  private String finishedAt(TrainingRun training) {
    return run + " is finished at " + Figures.count(training.steps()) + " steps";
  }

  private RunConfig changed(RunConfig before) {
    try {
      RunConfig config = before.withSettings(assignments.in(before.settings()));
      return config.resumed(
          steps != null ? steps : config.steps(),
          threads != null ? threads : config.threads(),
          config.stopAt(),
          episodes != null ? config.episodes().withTotal(episodes) : config.episodes());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
