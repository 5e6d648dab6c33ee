package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EvaluationOutcome.Stop;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges policies by their mean return, as prt_rl's RewardEvaluator: the best is the latest with
 * the highest. Ends the training at a return that is good enough, or when there is no improvement
 * any more.
 */
public final class ReturnEvaluator implements Evaluator {
  private final EvaluatorConfig config;
  private final EvaluationEpisodes episodes;
  private double bestReturn = Double.NEGATIVE_INFINITY;

  /** Mean return of the last improvement; behind the best where the steps up were too small. */
  private double improvedReturn = Double.NEGATIVE_INFINITY;

  private int withoutImprovement;
  private @Nullable SavedAgent best;

  /**
   * @param environment as many copies as shall play at a time, used by nobody else; closed with the
   *     evaluator
   */
  public ReturnEvaluator(EvaluatorConfig config, VectorEnvironment environment) {
    this.config = config;
    episodes = new EvaluationEpisodes(config, environment);
  }

  /** The highest mean return so far, negative infinity before the first evaluation. */
  public double bestReturn() {
    return bestReturn;
  }

  @Override
  public boolean due(long stepsBefore, long stepsAfter) {
    return episodes.due(stepsBefore, stepsAfter);
  }

  @Override
  public EvaluationOutcome evaluate(
      long step, ActorCriticPolicy policy, Supplier<SavedAgent> snapshot) {
    Evaluation evaluation = episodes.play(policy);
    double meanReturn = evaluation.meanReturn();
    boolean isBest = meanReturn >= bestReturn;
    if (isBest) {
      bestReturn = meanReturn;
      best = config.keepBest() ? snapshot.get() : null;
    }
    if (meanReturn > improvedReturn + config.minDelta()) {
      improvedReturn = meanReturn;
      withoutImprovement = 0;
    } else {
      withoutImprovement++;
    }
    Stop stop = stop(meanReturn);
    return new EvaluationOutcome(
        step,
        evaluation,
        EvaluationOutcome.figures(evaluation),
        isBest,
        stop,
        reason(stop, meanReturn));
  }

  private Stop stop(double meanReturn) {
    if (config.stopAtReturn() != null && meanReturn >= config.stopAtReturn()) {
      return Stop.RETURN_REACHED;
    }
    return config.patience() > 0 && withoutImprovement >= config.patience()
        ? Stop.NO_IMPROVEMENT
        : Stop.NONE;
  }

  private String reason(Stop stop, double meanReturn) {
    return switch (stop) {
      case NONE -> "";
      case RETURN_REACHED ->
          "the mean return " + meanReturn + " reached stopAtReturn " + config.stopAtReturn();
      case NO_IMPROVEMENT ->
          withoutImprovement
              + " evaluations in a row did not improve on the mean return "
              + improvedReturn
              + " by more than minDelta "
              + config.minDelta();
    };
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
    out.writeDouble(bestReturn);
    out.writeDouble(improvedReturn);
    out.writeInt(withoutImprovement);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    double savedBest = in.readDouble();
    double savedImproved = in.readDouble();
    int savedWithout = in.readInt();
    if (!(savedImproved <= savedBest) || savedWithout < 0) {
      throw new IOException(
          "an evaluator's state has best return "
              + savedBest
              + ", last improvement "
              + savedImproved
              + " and "
              + savedWithout
              + " evaluations without one; it is damaged");
    }
    bestReturn = savedBest;
    improvedReturn = savedImproved;
    withoutImprovement = savedWithout;
    best = null;
  }

  @Override
  public void close() {
    episodes.close();
  }
}
