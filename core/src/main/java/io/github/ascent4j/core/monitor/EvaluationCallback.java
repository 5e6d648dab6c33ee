package io.github.ascent4j.core.monitor;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EndlessEpisodeException;
import io.github.ascent4j.core.evaluation.EvaluationOutcome;
import io.github.ascent4j.core.evaluation.Evaluator;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates an agent while it trains, when that is due and at the last of the training's steps, and
 * ends the training when the evaluator says so. Its figures, such as {@code eval/mean_reward}, are
 * recorded: loggers behind it have them in their row of the same update.
 *
 * <p>An evaluation with an episode that does not end is given up and said so; the training goes on,
 * since what an agent has not learnt yet is no fault of the training.
 *
 * {@snippet file="io/github/ascent4j/examples/monitor/WatchTraining.java" region="evaluation"}
 */
public final class EvaluationCallback implements TrainingCallback {
  private static final Logger LOGGER = LoggerFactory.getLogger(EvaluationCallback.class);

  private final Agent<?> agent;
  private final Evaluator evaluator;
  private final Consumer<EvaluationOutcome> listener;
  private final Consumer<String> warn;
  private final boolean atEnd;
  private long stepsBefore;

  /**
   * @param agent the agent that trains
   * @param evaluator stays open, since it keeps the best agent
   * @param listener told of each evaluation
   */
  public EvaluationCallback(
      Agent<?> agent, Evaluator evaluator, Consumer<EvaluationOutcome> listener) {
    this(agent, evaluator, listener, LOGGER::warn, true);
  }

  private EvaluationCallback(
      Agent<?> agent,
      Evaluator evaluator,
      Consumer<EvaluationOutcome> listener,
      Consumer<String> warn,
      boolean atEnd) {
    this.agent = agent;
    this.evaluator = evaluator;
    this.listener = listener;
    this.warn = warn;
    this.atEnd = atEnd;
  }

  /**
   * Evaluates only when that is due, so that a training which goes on later leaves no seam, and
   * records nothing: figures are for the listener to hand on.
   */
  public static EvaluationCallback whenDue(
      Agent<?> agent, Evaluator evaluator, Consumer<EvaluationOutcome> listener) {
    return whenDue(agent, evaluator, listener, LOGGER::warn);
  }

  /**
   * As {@link #whenDue(Agent, Evaluator, Consumer)}.
   *
   * @param warn told, in a line, of each evaluation that is given up; otherwise SLF4J is
   */
  public static EvaluationCallback whenDue(
      Agent<?> agent,
      Evaluator evaluator,
      Consumer<EvaluationOutcome> listener,
      Consumer<String> warn) {
    return new EvaluationCallback(agent, evaluator, listener, warn, false);
  }

  @Override
  public void onStart(TrainingView training) {
    evaluator.checkApart(training);
    stepsBefore = training.steps();
  }

  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    boolean due = evaluator.due(stepsBefore, progress.steps());
    stepsBefore = progress.steps();
    if (!due && !(atEnd && progress.steps() >= training.totalSteps())) {
      return Decision.CONTINUE;
    }
    EvaluationOutcome outcome;
    try {
      outcome = evaluator.evaluate(progress.steps(), agent.policy().actorCritic(), training::agent);
    } catch (EndlessEpisodeException e) {
      warn.accept("no evaluation at " + progress.steps() + " steps: " + e.getMessage());
      return Decision.CONTINUE;
    }
    if (atEnd) {
      outcome.figures().forEach(training::record);
    }
    listener.accept(outcome);
    return outcome.stop() == EvaluationOutcome.Stop.NONE ? Decision.CONTINUE : Decision.STOP;
  }
}
