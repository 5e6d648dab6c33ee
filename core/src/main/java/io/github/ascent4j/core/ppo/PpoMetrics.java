package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one update reports, named as in Stable-Baselines3 by {@link #byName}.
 *
 * @param policyLoss mean negative surrogate over all minibatches
 * @param valueLoss mean value error over all minibatches
 * @param entropy mean entropy over all minibatches
 * @param loss the whole loss, from these means
 * @param approximateKl mean divergence estimate over the last epoch
 * @param clipFraction share of clipped samples over all minibatches
 * @param gradientNorm mean norm before clipping over all steps
 * @param explainedVariance {@code 1 - var(R - V) / var(R)} over the batch, NaN if R is constant
 * @param learningRate used in this update
 * @param clipRange used in this update
 * @param epochs epochs run, fewer than configured after an early stop
 * @param perplexity mean of exp(entropy) over all minibatches
 * @param optimizerSteps steps of the policy's optimiser
 * @param learntSamples samples that they learnt from, each as often as it was used
 */
public record PpoMetrics(
    double policyLoss,
    double valueLoss,
    double entropy,
    double loss,
    double approximateKl,
    double clipFraction,
    double gradientNorm,
    double explainedVariance,
    double learningRate,
    double clipRange,
    int epochs,
    double perplexity,
    long optimizerSteps,
    long learntSamples)
    implements AlgorithmMetrics {

  @Override
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("train/approx_kl", approximateKl);
    figures.put("train/clip_fraction", clipFraction);
    figures.put("train/clip_range", clipRange);
    figures.put("train/entropy_loss", -entropy);
    figures.put("train/perplexity", perplexity);
    figures.put("train/explained_variance", explainedVariance);
    figures.put("train/learning_rate", learningRate);
    figures.put("train/policy_gradient_loss", policyLoss);
    figures.put("train/value_loss", valueLoss);
    figures.put("train/loss", loss);
    figures.put("train/grad_norm", gradientNorm);
    figures.put("train/epochs", (double) epochs);
    return figures;
  }
}
