package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;

/**
 * The loss of proximal policy optimisation (Schulman et al. 2017, "Proximal policy optimization
 * algorithms") and its gradient at the network's outputs, in closed form.
 *
 * <p>With {@code r = exp(logProb - oldLogProb)}, advantage A and return R, means over N samples:
 *
 * <pre>
 * policy  = -mean min(A r, A clip(r, 1 - e, 1 + e))
 * value   = valueFactor mean (V - R)^2, or with clipping as {@link ValueClipping} says
 * loss    = policy + valueCoefficient value - entropyCoefficient mean entropy
 * </pre>
 *
 * <p>The gradient of the surrogate at the log-probability is {@code -A r / N} where the minimum
 * takes the first term, and 0 where it takes the clipped one beyond the clip range.
 *
 * @param clipRange e, positive; infinite for no clipping
 * @param valueFactor 1 for Stable-Baselines3 and prt_rl, 0.5 for CleanRL, Baselines and rlpyt
 * @param valueClipRange c of the value clipping, read if there is one
 */
public record PpoLoss(
    double clipRange,
    double valueFactor,
    ValueClipping valueClipping,
    double valueClipRange,
    double valueCoefficient,
    double entropyCoefficient) {

  /** Scratch space for one block of samples; one per thread. */
  public static final class Workspace {
    private final DistributionBatch batch;
    private final float[] ratios;

    public Workspace(Distribution distribution, int capacity) {
      batch = new DistributionBatch(distribution, capacity);
      ratios = new float[capacity];
    }
  }

  /**
   * Evaluates samples {@code from .. from + count - 1} of a minibatch of {@code total}.
   *
   * @param policy policy outputs; row i, of sample {@code from + i}, starts at {@code i *
   *     policyStride}
   * @param policyGradients receives the gradient at them, laid out the same way
   * @param values value outputs; that of sample {@code from + i} is at {@code i * valueStride}
   * @param valueGradients receives the gradient at them
   * @param sums receives the sums over these samples, in place of what it held
   */
  public void evaluate(
      PpoMinibatch minibatch,
      int from,
      int count,
      int total,
      Distribution distribution,
      float[] policy,
      float[] policyGradients,
      int policyStride,
      float[] values,
      float[] valueGradients,
      int valueStride,
      Workspace workspace,
      ArrayMath math,
      PpoLossSums sums) {
    if (count < 1 || from < 0 || from + count > total || total > minibatch.returns.length) {
      throw new IllegalArgumentException(
          "samples " + from + " to " + (from + count) + " are not within a minibatch of " + total);
    }
    DistributionBatch batch =
        workspace.batch.of(
            policy, 0, policyStride, minibatch.actions, from * distribution.actionSize(), count);
    distribution.evaluate(batch, math);
    sums.clear();
    sums.samples = count;
    surrogate(minibatch, from, count, total, batch, workspace.ratios, math, sums);
    distribution.backward(
        batch,
        workspace.ratios,
        (float) (-entropyCoefficient / total),
        policyGradients,
        0,
        policyStride);
    valueError(minibatch, from, count, total, values, valueGradients, valueStride, sums);
  }

  /** Leaves the gradient at the log-probabilities in {@code ratios}. */
  private void surrogate(
      PpoMinibatch minibatch,
      int from,
      int count,
      int total,
      DistributionBatch batch,
      float[] ratios,
      ArrayMath math,
      PpoLossSums sums) {
    for (int i = 0; i < count; i++) {
      ratios[i] = batch.logProbs[i] - minibatch.oldLogProbs[from + i];
    }
    math.exp(ratios, 0, count);
    float range = (float) clipRange;
    float low = 1 - range;
    float high = 1 + range;
    float scale = 1f / total;
    double policyLoss = 0;
    double entropy = 0;
    double kl = 0;
    int clipped = 0;
    for (int i = 0; i < count; i++) {
      float ratio = ratios[i];
      float advantage = minibatch.advantages[from + i];
      float bounded = ratio < low ? low : ratio > high ? high : ratio;
      float plain = advantage * ratio;
      float limited = advantage * bounded;
      boolean takesPlain = !(plain > limited);
      policyLoss -= takesPlain ? plain : limited;
      entropy += batch.entropies[i];
      kl += (double) ratio - 1 - (batch.logProbs[i] - minibatch.oldLogProbs[from + i]);
      clipped += Math.abs(ratio - 1) > range ? 1 : 0;
      ratios[i] = takesPlain ? -plain * scale : 0;
    }
    sums.policyLoss = policyLoss;
    sums.entropy = entropy;
    sums.approximateKl = kl;
    sums.clipped = clipped;
  }

  private void valueError(
      PpoMinibatch minibatch,
      int from,
      int count,
      int total,
      float[] values,
      float[] gradients,
      int stride,
      PpoLossSums sums) {
    float range = (float) valueClipRange;
    float scale = (float) (2 * valueFactor * valueCoefficient / total);
    double loss = 0;
    for (int i = 0; i < count; i++) {
      float value = values[i * stride];
      float old = minibatch.oldValues[from + i];
      float error = value - minibatch.returns[from + i];
      float used = error;
      boolean moves = true;
      if (valueClipping != ValueClipping.NONE) {
        float change = value - old;
        boolean inside = change >= -range && change <= range;
        float bounded = inside ? value : old + (change < 0 ? -range : range);
        float boundedError = bounded - minibatch.returns[from + i];
        boolean takesBounded =
            valueClipping == ValueClipping.REPLACE || boundedError * boundedError > error * error;
        used = takesBounded ? boundedError : error;
        moves = !takesBounded || inside;
      }
      loss += used * used;
      gradients[i * stride] = moves ? scale * used : 0;
    }
    sums.valueLoss = valueFactor * loss;
  }
}
