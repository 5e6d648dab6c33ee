package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EvaluationOutcome.Stop;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many steps of learning it takes to reach a mean return, as prt_rl's
 * NumberOfStepsEvaluator. The best policy is the first that reaches it; the training goes on.
 */
public final class StepsToThresholdEvaluator implements Evaluator {
  /** Name of the figure: the first step with the threshold reached, NaN until then. */
  public static final String STEPS = "eval/numsteps";

  private static final long NEVER = -1;

  private final EvaluatorConfig config;
  private final EvaluationEpisodes episodes;
  private final double threshold;
  private long reachedAt = NEVER;
  private @Nullable SavedAgent best;

  /**
   * @param config without {@code stopAtReturn} and {@code patience}, since nothing stops here
   * @param environment as many copies as shall play at a time, used by nobody else; closed with the
   *     evaluator
   * @param threshold mean return to reach
   */
  public StepsToThresholdEvaluator(
      EvaluatorConfig config, VectorEnvironment environment, double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold NaN is never reached; give a return");
    }
    if (config.stopAtReturn() != null || config.patience() > 0) {
      throw new IllegalArgumentException(
          "stopAtReturn "
              + config.stopAtReturn()
              + " and patience "
              + config.patience()
              + " have no effect here; use a ReturnEvaluator, or null and 0");
    }
    this.config = config;
    this.threshold = threshold;
    episodes = new EvaluationEpisodes(config, environment);
  }

  /** The first step with the threshold reached, NaN until then. */
  public double steps() {
    return reachedAt == NEVER ? Double.NaN : reachedAt;
  }

  @Override
  public boolean due(long stepsBefore, long stepsAfter) {
    return episodes.due(stepsBefore, stepsAfter);
  }

  @Override
  public EvaluationOutcome evaluate(
      long step, ActorCriticPolicy policy, Supplier<SavedAgent> snapshot) {
    Evaluation evaluation = episodes.play(policy);
    boolean first = reachedAt == NEVER && evaluation.meanReturn() >= threshold;
    if (first) {
      reachedAt = step;
      best = config.keepBest() ? snapshot.get() : null;
    }
    Map<String, Double> figures = EvaluationOutcome.figures(evaluation);
    figures.put(STEPS, steps());
    return new EvaluationOutcome(step, evaluation, figures, first, Stop.NONE, "");
  }

  @Override
  public void checkApart(TrainingView training) {
    episodes.checkApart(training);
  }

  @Override
  public @Nullable SavedAgent best() {
    return best;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(reachedAt);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    long saved = in.readLong();
    if (saved < NEVER) {
      throw new IOException(
          "an evaluator's state has the threshold reached at step " + saved + "; it is damaged");
    }
    reachedAt = saved;
    best = null;
  }

  @Override
  public void close() {
    episodes.close();
  }
}
