package io.github.ascent4j.core.monitor;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EndlessEpisodeException;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.core.evaluation.RecordedEpisodes;
import io.github.ascent4j.core.logging.LoggerGroup;
import io.github.ascent4j.core.logging.LoggingFrequency;
import io.github.ascent4j.core.logging.RunnerDiagnostics;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands {@link RunnerDiagnostics} to loggers, none of which can end the training: at intervals, of
 * the training's own trajectories; or, evaluating, before the training and at intervals, of
 * trajectories that the agent plays for it.
 */
public final class RunnerLogging implements TrainingCallback {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunnerLogging.class);

  /**
   * Plays for a report.
   *
   * @param plan the episodes of each time
   */
  private record Play(
      Agent<?> agent, RecordedEpisodes environment, EvaluationPlan plan, Consumer<String> warn) {
    /** None where an episode does not end, since what did would tell of the others alone. */
    List<EpisodeSummary> trajectories() {
      try {
        Evaluation.run(agent.policy().actorCritic(), environment, plan);
        return environment.take();
      } catch (EndlessEpisodeException e) {
        environment.take();
        warn.accept("no trajectories to report on: " + e.getMessage());
        return List.of();
      }
    }
  }

  private final LoggerGroup loggers;
  private final long every;
  private final @Nullable Play play;
  private LoggingFrequency frequency;
  private RecordedFigures.Rows recorded = new RecordedFigures().rows();
  private RunnerDiagnostics diagnostics = new RunnerDiagnostics(List.of());

  private RunnerLogging(long every, List<? extends TrainingLogger> loggers, @Nullable Play play) {
    this.loggers = new LoggerGroup(loggers);
    this.every = every;
    this.play = play;
    frequency = new LoggingFrequency(every);
  }

  /**
   * Reports on the last trajectories of the training.
   *
   * @param every steps between reports
   * @param loggers closed when the training is done
   */
  public static RunnerLogging online(long every, List<? extends TrainingLogger> loggers) {
    return new RunnerLogging(every, loggers, null);
  }

  /**
   * Reports on episodes played for it, one of every copy of {@code environment}, with deterministic
   * actions where the agent's settings say so.
   *
   * @param every steps between reports
   * @param agent the agent that trains
   * @param environment used by nobody else meanwhile; stays open
   * @param seed copy i starts from {@code seed + i}, each time
   * @param loggers closed when the training is done
   */
  public static RunnerLogging evaluating(
      long every,
      Agent<?> agent,
      VectorEnvironment environment,
      long seed,
      List<? extends TrainingLogger> loggers) {
    EvaluationPlan plan =
        new EvaluationPlan(environment.copies(), seed, agent.config().deterministicEvaluation(), 0);
    return evaluating(every, agent, environment, plan, loggers, LOGGER::warn);
  }

  /**
   * Reports on episodes played for it.
   *
   * @param every steps between reports
   * @param agent the agent that trains
   * @param environment used by nobody else meanwhile; stays open
   * @param plan which episodes, each time
   * @param loggers closed when the training is done
   * @param warn told, in a line, where an episode does not end
   */
  public static RunnerLogging evaluating(
      long every,
      Agent<?> agent,
      VectorEnvironment environment,
      EvaluationPlan plan,
      List<? extends TrainingLogger> loggers,
      Consumer<String> warn) {
    double discount = agent.config().rewardScalingDiscount();
    RecordedEpisodes recorded = new RecordedEpisodes(environment, discount, plan.episodes());
    return new RunnerLogging(every, loggers, new Play(agent, recorded, plan, warn));
  }

  @Override
  public void onStart(TrainingView training) {
    if (play != null) {
      play.environment().checkApart(training);
    }
    frequency = LoggingFrequency.resumeAt(every, training.steps());
    recorded = training.recorded().rows();
    diagnostics = new RunnerDiagnostics(training.lastEpisodes());
    loggers.parameters(training.settings());
    if (play != null && training.steps() == 0) {
      report(TrainingProgress.start(training.totalSteps()));
    }
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    diagnostics.update(progress);
    if (frequency.shouldLog(progress.steps())) {
      report(progress);
    }
    return Decision.CONTINUE;
  }

  private void report(TrainingProgress progress) {
    Map<String, Double> row = figures(progress);
    recorded.addTo(row);
    loggers.scalars(progress.steps(), row);
  }

  private Map<String, Double> figures(TrainingProgress progress) {
    if (play == null) {
      return diagnostics.report(progress);
    }
    long start = System.nanoTime();
    List<EpisodeSummary> trajectories = play.trajectories();
    return diagnostics.report(progress, trajectories, (System.nanoTime() - start) * 1e-9);
  }

  @Override
  public void onEnd(TrainingView training) {
    loggers.close();
  }
}
