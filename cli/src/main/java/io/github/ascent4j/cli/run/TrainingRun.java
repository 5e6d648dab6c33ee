package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.text.ShellWord;
import io.github.ascent4j.cli.trust.EnvironmentSource;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.checkpoint.CheckpointCallback;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.core.evaluation.Evaluator;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.ReturnEvaluator;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.DivergenceException;
import io.github.ascent4j.core.training.FixedSettingException;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Design. What a run does beside training is done by callbacks, in an order: goals first, since the
 * others ask whether the run is at its end; evaluations before the row that has them; checkpoints
 * last, since they are written after everything that belongs to them.
 *
 * An iteration that fails halfway leaves neither environment nor agent in a state that could be
 * saved, so a copy from before is kept in memory, and what belongs to it with it.
 */

/** A training that writes to its folder. */
public final class TrainingRun implements AutoCloseable {
  private final RunConfig config;
  private final RunFolder folder;
  private final Training<?> training;
  private final @Nullable VectorEnvironment evaluationEnvironment;
  private final EpisodeLog episodeLog;
  private final Appendable tables;
  private final LoggerGroup loggers;
  private final TrainingCallback runner;
  private final Consumer<String> warn;
  private final RunGoals goals;
  private final RunRows rows;
  private final CheckpointCallback checkpoints;
  private boolean warnedOfRewards;

  private TrainingRun(
      RunConfig config,
      RunFolder folder,
      Training<?> training,
      MetricsTable metrics,
      EpisodeLog episodeLog,
      Appendable tables,
      LoggerGroup loggers,
      Consumer<String> warn,
      EnvironmentSource source) {
    this.config = config;
    this.warn = warn;
    this.episodeLog = episodeLog;
    this.tables = tables;
    this.folder = folder;
    this.training = training;
    this.loggers = loggers;
    evaluationEnvironment =
        config.evalEvery() > 0 ? source.make(config.evaluationCopies(), config.threads()) : null;
    runner = RunLoggers.runner(config, folder, training, evaluationEnvironment, warn);
    goals = new RunGoals(config, training);
    rows = new RunRows(config, source.mark(), folder, training, goals, metrics);
    checkpoints =
        new CheckpointCallback(
            folder.checkpoints(),
            new CheckpointCallback.Occasions(
                config.checkpointInterval(),
                config.episodes().checkpointEvery(),
                config.checkpointEvery() == 0),
            config.keep(),
            rows);
  }

  /**
   * Starts a run in its new, locked folder.
   *
   * @param warn told of loggers that fail
   * @param tables receives the tables of figures, if the run has them printed
   * @param source makes its environment
   * @param from what it starts from; null for fresh parameters
   */
  public static TrainingRun start(
      RunConfig config,
      RunFolder folder,
      Consumer<String> warn,
      Appendable tables,
      EnvironmentSource source,
      @Nullable StartingAgent from)
      throws IOException {
    VectorEnvironment environment = source.makeToTrain(config.envs(), config.threads());
    Engine engine = Trainings.engine(config);
    Training<?> training =
        Trainings.start(
            Algorithms.get(config.algorithm()), config, environment, engine, from, warn);
    folder.write(config, source);
    LoggerGroup loggers = RunLoggers.open(config, folder, RunLoggers.START, warn, tables);
    EpisodeLog episodeLog = EpisodeLog.start(folder.episodes(), environment.infoNames());
    MetricsTable metrics = new MetricsTable();
    TrainingRun run =
        new TrainingRun(
            config, folder, training, metrics, episodeLog, tables, loggers, warn, source);
    run.saveCheckpoint();
    return run;
  }

  /**
   * Goes on from the newest checkpoint that can be read, or from the start where the run has none.
   *
   * @param warn told of damaged ones, and of loggers that fail
   * @param tables receives the tables of figures, if the run has them printed
   * @param source makes its environment
   */
  public static TrainingRun resume(
      RunConfig config,
      RunFolder folder,
      Consumer<String> warn,
      Appendable tables,
      EnvironmentSource source)
      throws IOException {
    List<Checkpoint> checkpoints = folder.listCheckpoints();
    if (checkpoints.isEmpty()) {
      if (!config.from().isEmpty()) {
        throw new UsageException(
            folder.path()
                + " was killed before its first checkpoint, and what it starts from is not in it;"
                + " start it again with: ascent train "
                + ShellWord.of(config.environment())
                + " --config "
                + ShellWord.of(folder.configFile())
                + " --from "
                + ShellWord.of(String.valueOf(config.from().get("path"))));
      }
      folder.clear(warn);
      return start(config, folder, warn, tables, source, null);
    }
    VectorEnvironment environment = source.makeToTrain(config.envs(), config.threads());
    Engine engine = Trainings.engine(config);
    Algorithm<?> algorithm = Algorithms.get(config.algorithm());
    for (Checkpoint checkpoint : checkpoints) {
      try {
        Training<?> training =
            Trainings.resumed(checkpoint, algorithm, config, environment, engine);
        MetricsTable metrics = MetricsTable.read(folder.metrics());
        metrics.truncate(training.steps());
        LoggerGroup loggers = RunLoggers.open(config, folder, training.steps(), warn, tables);
        EpisodeLog episodeLog =
            EpisodeLog.resumeAt(folder.episodes(), training.steps(), environment.infoNames());
        TrainingRun run =
            new TrainingRun(
                config, folder, training, metrics, episodeLog, tables, loggers, warn, source);
        run.checkpoints.resume(training.steps());
        return run;
      } catch (PolicyFileException e) {
        warn.accept(e.getMessage() + "; going back to the checkpoint before it");
      } catch (IllegalArgumentException e) {
        engine.close();
        Closing.orTell(environment, e::addSuppressed);
        throw new UsageException(e.getMessage() + mend(e, config, folder), e);
      }
    }
    engine.close();
    throw new UsageException(
        folder.checkpoints()
            + " has no checkpoint that can be read, so there is nothing to resume; delete them to"
            + " start anew");
  }

  /** What to type in place of a resume that would change what is fixed; nothing for others. */
  private static String mend(IllegalArgumentException failure, RunConfig config, RunFolder folder) {
    return failure instanceof FixedSettingException fixed
        ? ":\nascent train "
            + ShellWord.of(config.environment())
            + " --from "
            + ShellWord.of(folder.path())
            + " --set "
            + fixed.settings().getFirst()
            + "=..."
        : "";
  }

  public RunConfig config() {
    return config;
  }

  /** The run's folder. */
  public Path path() {
    return folder.path();
  }

  /** Steps taken so far. */
  public long steps() {
    return training.steps();
  }

  /** Whether there is nothing left to do. */
  public boolean finished() {
    return goals.reached();
  }

  /** Trains to the end or to an interruption, and writes all that belongs in the folder. */
  public TrainingSummary run(ProgressDisplay display, Runnable onInterrupt) throws IOException {
    return run(display, onInterrupt, Interruption.Patience.USUAL);
  }

  TrainingSummary run(ProgressDisplay display, Runnable onInterrupt, Interruption.Patience patience)
      throws IOException {
    long firstSteps = steps();
    Duration cpu = cpuTime();
    long start = System.nanoTime();
    RunCallbacks callbacks = new RunCallbacks(callbacks(display));
    training.setCallback(callbacks);
    boolean halfway = false;
    try (Interruption interruption = new Interruption(patience, listener(onInterrupt))) {
      while (!halfway && !finished() && !interruption.requested()) {
        try {
          training.iterate();
          warnOfRewards();
        } catch (RuntimeException | Error e) {
          IOException unwritten = callbacks.unwritten();
          if (unwritten != null) {
            throw unwritten;
          }
          if (!interruption.requested()) {
            display.close();
            throw failed(e);
          }
          halfway = true;
        }
      }
      interruption.settle();
      double seconds = (System.nanoTime() - start) * 1e-9;
      double cpuSeconds = cpuTime().minus(cpu).toNanos() * 1e-9;
      display.close();
      RunRows.Reached reached = halfway ? keptHalfway() : saved();
      TrainingSummary summary =
          new TrainingSummary(
              config,
              checkpoints.written(),
              reached.episodes(),
              seconds,
              cpuSeconds,
              seconds > 0 ? (checkpoints.written() - firstSteps) / seconds : 0,
              reached.meanReturn(),
              halfway ? TrainingSummary.Stop.INTERRUPTED : goals.stop(),
              PolicyFile.parametersSha256(reached.parameters()),
              folder.path().toString());
      RunFolder.writeJson(folder.summary(), summary.toJson());
      return summary;
    }
  }

  private void warnOfRewards() {
    if (!warnedOfRewards) {
      training
          .rewardWarning()
          .ifPresent(
              warning -> {
                warnedOfRewards = true;
                warn.accept(warning);
              });
    }
  }

  private Interruption.Listener listener(Runnable onInterrupt) {
    return new Interruption.Listener() {
      @Override
      public void requested() {
        onInterrupt.run();
      }

      @Override
      public void abandoned() {
        checkpoints.writeLastGood();
        warn.accept(
            "the training does not answer and is left behind; "
                + kept()
                + "; go on with: ascent resume "
                + ShellWord.of(folder.path()));
      }
    };
  }

  /** What the run has reached, with a checkpoint of it. */
  private RunRows.Reached saved() throws IOException {
    if (checkpoints.written() != steps()) {
      saveCheckpoint();
    }
    return rows.reached(training.trainedAgent().policy().parameters());
  }

  /** What the run had reached before the iteration that was left halfway, from its checkpoint. */
  private RunRows.Reached keptHalfway() throws IOException {
    try {
      checkpoints.writeLastGood();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Path written = folder.checkpoint(checkpoints.written());
    return rows.kept(CheckpointFile.agent(Safetensors.read(written)).parameters());
  }

  private TrainingCallback callbacks(ProgressDisplay display) {
    List<TrainingCallback> callbacks = new ArrayList<>();
    callbacks.add(goals);
    callbacks.add(runner);
    boolean printed = config.logs().contains(RunConfig.Log.EPISODES);
    callbacks.add(new RunEpisodes(episodeLog, printed, tables));
    callbacks.add(display.callback());
    if (evaluationEnvironment != null) {
      callbacks.add(
          EvaluationCallback.whenDue(
              training.trainedAgent(), evaluator(evaluationEnvironment), rows::evaluated, warn));
    }
    callbacks.add(new LoggingCallback(rows, loggers));
    callbacks.add(checkpoints);
    return TrainingCallback.all(callbacks);
  }

  private Evaluator evaluator(VectorEnvironment environment) {
    EvaluationPlan plan = config.evaluationPlan();
    return new ReturnEvaluator(
        EvaluatorConfig.DEFAULT
            .withEpisodes(plan.episodes())
            .withEvery(config.evalEvery())
            .withDeterministic(plan.deterministic())
            .withSeed(plan.seed())
            .withMaxEpisodeSteps(plan.maxEpisodeSteps())
            .withKeepBest(false),
        environment);
  }

  private void saveCheckpoint() throws IOException {
    try {
      checkpoints.save(training);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What to throw in the failure's place; says how to go on. */
  private RuntimeException failed(Throwable failure) {
    writeRows(failure);
    String kept = kept();
    String resume = "go on with: ascent resume " + ShellWord.of(folder.path());
    switch (failure) {
      case EnvironmentException e ->
          throw new EnvironmentException(
              e.getMessage() + "\n" + kept + "; once the environment is mended " + resume, e);
      case DivergenceException e ->
          throw new DivergedException(
              e.getMessage()
                  + "\n"
                  + kept
                  + " but leads there again; train anew with: ascent train "
                  + ShellWord.of(config.environment())
                  + " --config "
                  + ShellWord.of(folder.configFile())
                  + " --set "
                  + e.assignment(),
              e);
      case Error e -> {
        warn.accept(kept + "; " + resume);
        throw e;
      }
      default -> {
        warn.accept(kept + "; " + resume);
        return (RuntimeException) failure;
      }
    }
  }

  /** All rows up to the failure are to be beside the state. */
  private void writeRows(Throwable failure) {
    try {
      rows.writeMetrics();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  private String kept() {
    return "the state at " + Figures.count(checkpoints.written()) + " steps is kept";
  }

  private static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    loggers.close();
    runner.onEnd(training);
    try {
      episodeLog.close();
    } catch (IOException e) {
      warn.accept(folder.episodes() + " could not be closed: " + e.getMessage());
    }
    training.trainedAgent().close();
    Closing.orTell(training.trainingEnvironment(), this::unclosed);
    if (evaluationEnvironment != null) {
      Closing.orTell(evaluationEnvironment, this::unclosed);
    }
  }

  private void unclosed(EnvironmentException failure) {
    warn.accept(failure.getMessage() + "; the run is whole all the same");
  }
}
