package io.github.ascent4j.core.update;

import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.result.AlgorithmMetrics;
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
 * @param perplexity mean of exp(entropy)
 * @param optimizerSteps steps of the policy's optimiser
 * @param learntSamples samples that they learnt from, each as often as it was used
 */
public record LossMetrics(
    double policyLoss,
    double valueLoss,
    double entropy,
    double loss,
    double gradientNorm,
    double explainedVariance,
    double learningRate,
    double criticLearningRate,
    double perplexity,
    long optimizerSteps,
    long learntSamples)
    implements AlgorithmMetrics {

  /**
   * What a pass over a batch reports.
   *
   * @param pass after its steps
   */
  public static LossMetrics of(
      PolicyGradientPass pass,
      double valueLoss,
      double explainedVariance,
      double learningRate,
      double criticLearningRate) {
    LossSums sums = pass.sums();
    return new LossMetrics(
        sums.policyLoss(),
        valueLoss,
        sums.entropy(),
        pass.loss(),
        pass.takeGradientNorm(),
        explainedVariance,
        learningRate,
        criticLearningRate,
        sums.perplexity(),
        pass.steps(),
        (long) sums.weight());
  }

  @Override
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("train/entropy_loss", -entropy);
    figures.put("train/perplexity", perplexity);
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
