package io.github.ascent4j.core.update;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an update along the natural gradient reports, named as in Stable-Baselines3's TRPO by {@link
 * #byName}.
 *
 * @param policyObjective the surrogate objective after the step
 * @param divergence mean divergence between the policies before and after the step; 0 without one
 * @param entropy mean entropy after the step
 * @param gradientNorm norm of the objective's gradient before the step
 * @param stepSize how many times the direction was taken; 0 for no step
 * @param lineSearchSuccess 1 where the line search found a step and 0 where it did not; NaN, and
 *     not named, without a line search
 * @param valueLoss value error, mean over the critic's steps
 * @param explainedVariance {@code 1 - var(R - V) / var(R)} over the batch, NaN if R is constant
 * @param learningRate of the critic
 * @param perplexity mean of exp(entropy) after the step
 * @param learntSamples samples of the policy's step
 */
public record NaturalGradientMetrics(
    double policyObjective,
    double divergence,
    double entropy,
    double gradientNorm,
    double stepSize,
    double lineSearchSuccess,
    double valueLoss,
    double explainedVariance,
    double learningRate,
    double perplexity,
    long learntSamples)
    implements AlgorithmMetrics {

  @Override
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("train/policy_objective", policyObjective);
    figures.put("train/kl_divergence_loss", divergence);
    if (!Double.isNaN(lineSearchSuccess)) {
      figures.put("train/is_line_search_success", lineSearchSuccess);
    }
    figures.put("train/step_size", stepSize);
    figures.put("train/entropy_loss", -entropy);
    figures.put("train/perplexity", perplexity);
    figures.put("train/grad_norm", gradientNorm);
    figures.put("train/value_loss", valueLoss);
    figures.put("train/explained_variance", explainedVariance);
    figures.put("train/learning_rate", learningRate);
    return figures;
  }

  @Override
  public long optimizerSteps() {
    return 1;
  }
}
