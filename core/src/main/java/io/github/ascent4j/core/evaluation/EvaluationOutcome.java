package io.github.ascent4j.core.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation found and what follows from it.
 *
 * @param step steps the policy had learnt from
 * @param evaluation its episodes
 * @param figures figures to log by name, in a fixed order
 * @param best whether the policy is the best so far
 * @param stop whether to end the training, and why
 * @param reason the same for people, with the figures; empty where the training goes on
 */
public record EvaluationOutcome(
    long step,
    Evaluation evaluation,
    Map<String, Double> figures,
    boolean best,
    Stop stop,
    String reason) {

  /** Why a training ends. */
  public enum Stop {
    /** It does not. */
    NONE,
    /** The return asked for is reached. */
    RETURN_REACHED,
    /** There was no improvement for too many evaluations. */
    NO_IMPROVEMENT
  }

  /** Name of the mean return among the figures. */
  public static final String MEAN_REWARD = "eval/mean_reward";

  static Map<String, Double> figures(Evaluation evaluation) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(MEAN_REWARD, evaluation.meanReturn());
    figures.put("eval/std_reward", evaluation.stdReturn());
    figures.put("eval/min_reward", evaluation.minReturn());
    figures.put("eval/max_reward", evaluation.maxReturn());
    figures.put("eval/mean_ep_length", evaluation.meanLength());
    return figures;
  }
}
