package io.github.ascent4j.core.training;

import io.github.ascent4j.core.logging.AlgorithmMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an update reports, named as in Stable-Baselines3 by {@link #byName}. Figures of a critic are
 * NaN, and not named, where there is none.
 *
 * @param policyLoss policy's part of the loss, mean over the update's steps
 * @param valueLoss value error, mean over the update's steps
 * @param entropy mean entropy of the policy
 * @param loss the whole loss that the policy's optimiser stepped on
 * @param gradientNorm norm before clipping, mean over the policy's steps
 * @param explainedVariance {@code 1 - var(R - V) / var(R)} over the batch, NaN if R is constant
 * @param learningRate used in this update
 * @param criticLearningRate of the critic's own optimiser, NaN if it has none
 */
public record LossMetrics(
    double policyLoss,
    double valueLoss,
    double entropy,
    double loss,
    double gradientNorm,
    double explainedVariance,
    double learningRate,
    double criticLearningRate)
    implements AlgorithmMetrics {

  @Override
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("train/entropy_loss", -entropy);
    figures.put("train/learning_rate", learningRate);
    figures.put("train/policy_gradient_loss", policyLoss);
    figures.put("train/loss", loss);
    figures.put("train/grad_norm", gradientNorm);
    if (!Double.isNaN(valueLoss)) {
      figures.put("train/value_loss", valueLoss);
      figures.put("train/explained_variance", explainedVariance);
    }
    if (!Double.isNaN(criticLearningRate)) {
      figures.put("train/critic_learning_rate", criticLearningRate);
    }
    return figures;
  }
}
