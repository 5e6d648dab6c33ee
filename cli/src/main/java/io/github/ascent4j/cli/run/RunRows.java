package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.checkpoint.CheckpointCallback;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.evaluation.EvaluationOutcome;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Design. Which iterations get a row is decided by steps and episodes alone, so a resumed run has at
 * each step what an uninterrupted one has. Rows, newest and best agent are written before the
 * checkpoint that they belong to; what was written beyond the newest checkpoint is dropped on resume.
 */

/** The rows of a run's table, the agents that are written with a checkpoint, and which is best. */
final class RunRows implements LoggingCallback.Figures, CheckpointCallback.Companions {
  /**
   * What a run has come to.
   *
   * @param episodes that have ended
   * @param meanReturn of the last ones
   * @param parameters of the agent
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Reached(long episodes, double meanReturn, float[] parameters) {}

  /** Fewest episodes whose mean return says which agent is best. */
  private static final int SCORED_EPISODES = 10;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final RunConfig config;
  private final Optional<String> mark;
  private final RunFolder folder;
  private final TrainingView training;
  private final RunGoals goals;
  private final MetricsTable metrics;
  private final Map<Long, Double> scores = new LinkedHashMap<>();
  private double bestScore = Double.NEGATIVE_INFINITY;
  private @Nullable SavedAgent best;
  private @Nullable SavedAgent keptBest;
  private long keptEpisodes;
  private double keptReturn = Double.NaN;
  private @Nullable EvaluationOutcome evaluation;
  private RecordedFigures.Rows recorded = new RecordedFigures().rows();
  private long stepsBefore;
  private long episodesBefore;
  private double meanReturn = Double.NaN;
  private boolean changed;
  private long writtenNanos;

  /**
   * @param mark of the environment, if it has one
   * @param metrics the rows so far
   */
  RunRows(
      RunConfig config,
      Optional<String> mark,
      RunFolder folder,
      TrainingView training,
      RunGoals goals,
      MetricsTable metrics) {
    this.config = config;
    this.mark = mark;
    this.folder = folder;
    this.training = training;
    this.goals = goals;
    this.metrics = metrics;
    stepsBefore = training.steps();
    episodesBefore = goals.episodes();
    for (Map<String, Double> row : metrics.rows()) {
      score(row);
      meanReturn = MetricsTable.figure(row, MetricsTable.RETURN);
    }
  }

  /** Takes an evaluation into the row to come. */
  void evaluated(EvaluationOutcome outcome) {
    evaluation = outcome;
  }

  @Override
  public void start(TrainingView view) {
    recorded = view.recorded().rows();
  }

  @Override
  public Map<String, Double> after(TrainingProgress progress) {
    meanReturn = progress.meanReturn();
    boolean due =
        evaluation != null
            || crosses(config.checkpointInterval(), stepsBefore, progress.steps())
            || crosses(config.episodes().checkpointEvery(), episodesBefore, progress.episodes())
            || crosses(config.logEvery(), stepsBefore, progress.steps())
            || goals.reached();
    stepsBefore = progress.steps();
    episodesBefore = progress.episodes();
    return due ? row(progress) : Map.of();
  }

  private static boolean crosses(long every, long before, long after) {
    return every > 0 && before / every != after / every;
  }

  private Map<String, Double> row(TrainingProgress progress) {
    Map<String, Double> row = progress.byName();
    row.put(
        MetricsTable.EVALUATION,
        evaluation != null ? evaluation.evaluation().meanReturn() : Double.NaN);
    evaluation = null;
    recorded.addTo(row);
    metrics.add(row);
    changed = true;
    if (score(row)) {
      Map<String, String> provenance = provenance(progress.steps());
      provenance.put("mean_return", Double.toString(bestScore));
      best = withProvenance(training.agent(), provenance);
    }
    if (System.nanoTime() - writtenNanos > SECOND_NANOS) {
      writeMetrics();
    }
    return row;
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

  /** Writes the table, if it has new rows. */
  void writeMetrics() {
    if (changed) {
      try {
        metrics.write(folder.metrics());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      changed = false;
      writtenNanos = System.nanoTime();
    }
  }

  @Override
  public void write(TrainingView view) throws IOException {
    writeMetrics();
    SavedAgent agent = withProvenance(view.agent(), provenance(view.steps()));
    if (best == null && goals.reached() && bestScore == Double.NEGATIVE_INFINITY) {
      best = agent;
    }
    write(agent, best);
    best = null;
  }

  @Override
  public void keep() {
    keptBest = best;
    keptEpisodes = goals.episodes();
    keptReturn = meanReturn;
  }

  /** What the run has come to. */
  Reached reached(float[] parameters) {
    return new Reached(goals.episodes(), meanReturn, parameters);
  }

  /** What it had come to when its state was kept last. */
  Reached kept(float[] parameters) {
    return new Reached(keptEpisodes, keptReturn, parameters);
  }

  @Override
  public void writeKept(long steps, TensorFile state) throws IOException {
    writeMetrics();
    write(withProvenance(CheckpointFile.agent(state), provenance(steps)), keptBest);
  }

  private void write(SavedAgent agent, @Nullable SavedAgent bestAgent) throws IOException {
    PolicyFile.save(folder.policy(), agent);
    if (bestAgent != null) {
      PolicyFile.save(folder.best(), bestAgent);
    }
  }

  @Override
  public double score(long steps) {
    return scores.getOrDefault(steps, Double.NaN);
  }

  private static SavedAgent withProvenance(SavedAgent agent, Map<String, String> provenance) {
    return new SavedAgent(agent.description(), agent.parameters(), agent.normalizer(), provenance);
  }

  private Map<String, String> provenance(long steps) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("algorithm", config.algorithm());
    provenance.put("environment", config.environment());
    if (!config.environmentOptions().isEmpty()) {
      provenance.put(LoadedAgent.OPTIONS, RunConfig.object(config.environmentOptions()).toString());
    }
    mark.ifPresent(code -> provenance.put(LoadedAgent.MARK, code));
    provenance.put("preset", config.preset());
    provenance.put("seed", Long.toString(config.seed()));
    provenance.put(LoadedAgent.STEPS, Long.toString(steps));
    provenance.put("ascent4j", Versions.ascent4j());
    provenance.put("java", Runtime.version().toString());
    return provenance;
  }
}
