package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.run.TrainingSummary.Stop;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.checkpoint.LastGoodState;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Design. Which iterations get a row, an evaluation or a checkpoint is decided by steps alone, so a
 * resumed run does at each step what an uninterrupted one does. A checkpoint is written after
 * everything that belongs to it (rows, best and newest agent), so whatever a kill leaves behind, the
 * newest checkpoint has all of it; what was written beyond that checkpoint is dropped on resume.
 *
 * An iteration that fails halfway leaves neither environment nor agent in a state that could be
 * saved, so a copy from before is kept in memory, and what belongs to it with it.
 */

/** A training that writes to its folder. */
public final class TrainingRun implements AutoCloseable {
  /** Fewest episodes whose mean return says which agent is best. */
  private static final int SCORED_EPISODES = 10;

  /** Evaluation episodes start from seeds of their own, the same ones each time. */
  private static final long EVALUATION_SEED = 1_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final RunConfig config;
  private final RunFolder folder;
  private final Training<?> training;
  private final @Nullable VectorEnvironment evaluationEnvironment;
  private final MetricsTable metrics;
  private final EpisodeLog episodeLog;
  private final Appendable tables;
  private final LoggerGroup loggers;
  private final TrainingCallback runner;
  private final Consumer<String> warn;
  private final Map<Long, Double> scores = new LinkedHashMap<>();
  private double bestScore = Double.NEGATIVE_INFINITY;
  private @Nullable SavedAgent best;
  private final LastGoodState lastGood = new LastGoodState();
  private @Nullable SavedAgent lastGoodBest;
  private boolean metricsChanged;
  private long metricsNanos;
  private long checkpointNanos = System.nanoTime();
  private long checkpointSteps = -1;
  private long episodes;
  private double meanReturn = Double.NaN;

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
    this.metrics = metrics;
    this.loggers = loggers;
    evaluationEnvironment =
        config.evalEvery() > 0 ? source.make(config.request(config.evalEpisodes())) : null;
    runner =
        RunLoggers.runner(
            config, folder, training, evaluationEnvironment, config.seed() + EVALUATION_SEED, warn);
    training.setCallback(runner);
    for (Map<String, Double> row : metrics.rows()) {
      score(row);
      meanReturn = MetricsTable.figure(row, MetricsTable.RETURN);
    }
    List<EpisodeSummary> last = training.lastEpisodes();
    episodes = last.isEmpty() ? 0 : last.getLast().number();
  }

  /**
   * Starts a run in its new, locked folder.
   *
   * @param warn told of loggers that fail
   * @param tables receives the tables of figures, if the run has them printed
   */
  public static TrainingRun start(
      RunConfig config, RunFolder folder, Consumer<String> warn, Appendable tables)
      throws IOException {
    return start(config, folder, warn, tables, Environments::make);
  }

  static TrainingRun start(
      RunConfig config,
      RunFolder folder,
      Consumer<String> warn,
      Appendable tables,
      EnvironmentSource source)
      throws IOException {
    VectorEnvironment environment = source.make(config.request(config.envs()));
    Engine engine = Engine.load(Engine.DEFAULT, config.threads());
    Training<?> training = start(Algorithms.get(config.algorithm()), config, environment, engine);
    folder.write(config);
    LoggerGroup loggers = RunLoggers.open(config, folder, 0, warn, tables);
    loggers.parameters(training.settings());
    EpisodeLog episodeLog = EpisodeLog.start(folder.episodes());
    MetricsTable metrics = new MetricsTable();
    TrainingRun run =
        new TrainingRun(
            config, folder, training, metrics, episodeLog, tables, loggers, warn, source);
    run.checkpoint();
    return run;
  }

  private static <C extends Record & AlgorithmConfig> Training<C> start(
      Algorithm<C> algorithm, RunConfig config, VectorEnvironment environment, Engine engine) {
    C settings = Algorithms.settings(algorithm, config.settings());
    try {
      Agent<C> agent = algorithm.create(environment, settings, config.seed(), engine);
      return Training.start(agent, environment, config.steps());
    } catch (IllegalArgumentException e) {
      // Settings that do not fit one another or the environment.
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Goes on from the newest checkpoint that can be read, or from the start where the run was killed
   * before it had written anything but its config.
   *
   * @param warn told of damaged ones, and of loggers that fail
   * @param tables receives the tables of figures, if the run has them printed
   */
  public static TrainingRun resume(
      RunConfig config, RunFolder folder, Consumer<String> warn, Appendable tables)
      throws IOException {
    return resume(config, folder, warn, tables, Environments::make);
  }

  static TrainingRun resume(
      RunConfig config,
      RunFolder folder,
      Consumer<String> warn,
      Appendable tables,
      EnvironmentSource source)
      throws IOException {
    List<Checkpoint> checkpoints = folder.listCheckpoints();
    if (checkpoints.isEmpty() && !Files.exists(folder.policy())) {
      return start(config, folder, warn, tables, source);
    }
    VectorEnvironment environment = source.make(config.request(config.envs()));
    Engine engine = Engine.load(Engine.DEFAULT, config.threads());
    Algorithm<?> algorithm = Algorithms.get(config.algorithm());
    for (Checkpoint checkpoint : checkpoints) {
      try {
        Training<?> training =
            Training.resume(checkpoint.path(), algorithm, environment, config.steps(), engine);
        MetricsTable metrics = MetricsTable.read(folder.metrics());
        metrics.truncate(training.steps());
        LoggerGroup loggers = RunLoggers.open(config, folder, training.steps(), warn, tables);
        EpisodeLog episodeLog = EpisodeLog.resumeAt(folder.episodes(), training.steps());
        TrainingRun run =
            new TrainingRun(
                config, folder, training, metrics, episodeLog, tables, loggers, warn, source);
        run.checkpointSteps = training.steps();
        return run;
      } catch (PolicyFileException e) {
        warn.accept(e.getMessage() + "; going back to the checkpoint before it");
      }
    }
    engine.close();
    throw new UsageException(
        folder.checkpoints()
            + " has no checkpoint that can be read, so there is nothing to resume");
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
    return training.finished() || reachedStopAt() || reachedEpisodes();
  }

  private boolean reachedEpisodes() {
    return config.episodes().total() > 0 && episodes >= config.episodes().total();
  }

  private boolean reachedStopAt() {
    Double goal = config.stopAt();
    int window = config.episodes().stopWindow();
    if (goal == null || episodes < window) {
      return false;
    }
    List<EpisodeSummary> last = training.lastEpisodes();
    double sum = 0;
    for (EpisodeSummary episode : last.subList(last.size() - window, last.size())) {
      sum += episode.totalReward();
    }
    return sum / window >= goal;
  }

  private Stop stop(boolean interrupted) {
    if (interrupted) {
      return Stop.INTERRUPTED;
    }
    if (training.finished()) {
      return Stop.STEPS;
    }
    return reachedStopAt() ? Stop.STOP_AT : Stop.EPISODES;
  }

  /** Trains to the end or to an interruption, and writes all that belongs in the folder. */
  public TrainingSummary run(ProgressDisplay display, Runnable onInterrupt) throws IOException {
    long firstSteps = steps();
    Duration cpu = cpuTime();
    long start = System.nanoTime();
    boolean interrupted;
    try (Interruption interruption = new Interruption(onInterrupt)) {
      while (!finished() && !interruption.requested()) {
        try {
          keepState();
          iterate(display);
        } catch (RuntimeException | Error e) {
          display.close();
          throw failed(e);
        }
      }
      interrupted = !finished();
      double seconds = (System.nanoTime() - start) * 1e-9;
      double cpuSeconds = cpuTime().minus(cpu).toNanos() * 1e-9;
      display.close();
      if (checkpointSteps != steps()) {
        checkpoint();
      }
      TrainingSummary summary =
          new TrainingSummary(
              config,
              steps(),
              episodes,
              seconds,
              cpuSeconds,
              seconds > 0 ? (steps() - firstSteps) / seconds : 0,
              meanReturn,
              stop(interrupted),
              PolicyFile.parametersSha256(training.trainedAgent().policy().parameters()),
              folder.path().toString());
      RunFolder.writeJson(folder.summary(), summary.toJson());
      return summary;
    }
  }

  /** A checkpoint of the last second is as good, and a short training is left in peace. */
  private void keepState() throws IOException {
    if (System.nanoTime() - checkpointNanos > SECOND_NANOS && lastGood.keep(training)) {
      lastGoodBest = best;
    }
  }

  /** What to throw in the failure's place; says how to go on. */
  private RuntimeException failed(Throwable failure) {
    String kept = "the state at " + Figures.count(keptSteps(failure)) + " steps is kept";
    String resume = "go on with: ascent resume " + folder.path();
    switch (failure) {
      case EnvironmentException e ->
          throw new EnvironmentException(
              e.getMessage() + "\n" + kept + "; once the environment is mended " + resume, e);
      case ArithmeticException e ->
          throw new DivergedException(
              e.getMessage()
                  + "\n"
                  + kept
                  + " but leads there again; train anew with: ascent train "
                  + config.environment()
                  + " --config "
                  + folder.configFile()
                  + " --set learningRate=...",
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

  /** Writes the last good state, where no newer one is on the disk, and gives its steps. */
  private long keptSteps(Throwable failure) {
    try {
      writeMetrics();
      Optional<TensorFile> state = lastGood.state();
      if (state.isPresent() && lastGood.steps() > checkpointSteps) {
        SavedAgent agent = CheckpointFile.agent(state.get());
        Map<String, String> provenance = provenance(lastGood.steps());
        write(
            lastGood.steps(),
            new SavedAgent(agent.description(), agent.parameters(), agent.normalizer(), provenance),
            lastGoodBest,
            state.get());
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return checkpointSteps;
  }

  private static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void iterate(ProgressDisplay display) throws IOException {
    long before = steps();
    TrainingProgress progress = training.iterate();
    long after = progress.steps();
    long episodesBefore = episodes;
    episodes = progress.episodes();
    meanReturn = progress.meanReturn();
    episodeLog.append(progress.finished(), progress.seconds());
    print(progress.finished());
    display.update(progress);
    boolean evaluation = crosses(config.evalEvery(), before, after);
    boolean byEpisodes = crosses(config.episodes().checkpointEvery(), episodesBefore, episodes);
    boolean checkpoint = crosses(config.checkpointInterval(), before, after) || byEpisodes;
    if (evaluation || checkpoint || crosses(config.logEvery(), before, after) || finished()) {
      log(progress, evaluation);
      if (finished() || byEpisodes || (checkpoint && checkpointWanted())) {
        checkpoint();
      }
    }
  }

  /** In the words of the tutorial whose readers ask for it. */
  private void print(List<EpisodeSummary> finished) throws IOException {
    if (config.logs().contains(RunConfig.Log.EPISODES)) {
      for (EpisodeSummary episode : finished) {
        tables.append("Episode " + episode.number() + ", Reward: " + episode.totalReward() + "\n");
      }
      if (tables instanceof Flushable flushable) {
        flushable.flush();
      }
    }
  }

  private static boolean crosses(long every, long before, long after) {
    return every > 0 && before / every != after / every;
  }

  /** A training of a few seconds should not spend them waiting for the disk. */
  private boolean checkpointWanted() {
    return config.checkpointEvery() > 0 || System.nanoTime() - checkpointNanos > SECOND_NANOS;
  }

  private void log(TrainingProgress progress, boolean evaluation) throws IOException {
    Map<String, Double> row = progress.byName();
    row.put(MetricsTable.EVALUATION, evaluation ? evaluate() : Double.NaN);
    metrics.add(row);
    loggers.scalars(progress.steps(), row);
    metricsChanged = true;
    if (score(row)) {
      Map<String, String> provenance = provenance(steps());
      provenance.put("mean_return", Double.toString(bestScore));
      best = training.trainedAgent().policy().saved(provenance);
    }
    if (System.nanoTime() - metricsNanos > SECOND_NANOS) {
      writeMetrics();
    }
  }

  private double evaluate() {
    if (evaluationEnvironment == null) {
      return Double.NaN;
    }
    SavedAgent agent = training.trainedAgent().policy().saved(Map.of());
    return AgentEvaluation.run(
            agent,
            evaluationEnvironment,
            config.seed() + EVALUATION_SEED,
            !config.algorithmConfig().deterministicEvaluation())
        .meanReturn();
  }

  /** Notes a row's score and says whether it is the best so far. */
  private boolean score(Map<String, Double> row) {
    double score =
        config.evalEvery() > 0
            ? MetricsTable.figure(row, MetricsTable.EVALUATION)
            : MetricsTable.figure(row, MetricsTable.EPISODES) >= SCORED_EPISODES
                ? MetricsTable.figure(row, MetricsTable.RETURN)
                : Double.NaN;
    scores.put((long) MetricsTable.figure(row, MetricsTable.STEPS), score);
    if (!(score > bestScore)) {
      return false;
    }
    bestScore = score;
    return true;
  }

  private void writeMetrics() throws IOException {
    if (metricsChanged) {
      metrics.write(folder.metrics());
      metricsChanged = false;
      metricsNanos = System.nanoTime();
    }
  }

  private void checkpoint() throws IOException {
    writeMetrics();
    SavedAgent agent = training.trainedAgent().policy().saved(provenance(steps()));
    if (best == null && finished() && bestScore == Double.NEGATIVE_INFINITY) {
      best = agent;
    }
    write(steps(), agent, best, training.snapshot());
    best = null;
    folder.prune(config.keep(), steps -> scores.getOrDefault(steps, Double.NaN));
    checkpointNanos = System.nanoTime();
  }

  private void write(long steps, SavedAgent agent, @Nullable SavedAgent bestAgent, TensorFile state)
      throws IOException {
    PolicyFile.save(folder.policy(), agent);
    if (bestAgent != null) {
      PolicyFile.save(folder.best(), bestAgent);
    }
    Safetensors.write(folder.checkpoint(steps), state);
    checkpointSteps = steps;
  }

  private Map<String, String> provenance(long steps) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("algorithm", config.algorithm());
    provenance.put("environment", config.environment());
    if (!config.environmentOptions().isEmpty()) {
      provenance.put(LoadedAgent.OPTIONS, RunConfig.object(config.environmentOptions()).toString());
    }
    provenance.put("preset", config.preset());
    provenance.put("seed", Long.toString(config.seed()));
    provenance.put("steps", Long.toString(steps));
    provenance.put("ascent4j", Versions.ascent4j());
    provenance.put("java", Runtime.version().toString());
    return provenance;
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
    training.trainingEnvironment().close();
    if (evaluationEnvironment != null) {
      evaluationEnvironment.close();
    }
  }
}
