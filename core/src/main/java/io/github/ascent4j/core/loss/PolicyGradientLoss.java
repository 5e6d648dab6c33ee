package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.RowView;
import io.github.ascent4j.policy.math.ArrayMath;
import org.jspecify.annotations.Nullable;

/**
 * The loss whose gradient is the policy gradient (Williams 1992, "Simple statistical
 * gradient-following algorithms for connectionist reinforcement learning"; with a critic beside it
 * A2C, Mnih et al. 2016, "Asynchronous methods for deep reinforcement learning"), and its gradient
 * at the network's outputs, in closed form.
 *
 * <p>With A the advantage, return or other weight of an action, means over the samples that count:
 *
 * <pre>
 * policy = -mean A logProb
 * loss   = policy + valueCoefficient value - entropyCoefficient mean entropy
 * </pre>
 *
 * <p>or sums in place of means; see {@link Reduction}. The gradient at the log-probability is
 * {@code -A / N}.
 *
 * @param value error of the critic; null leaves values and their gradients alone
 */
public record PolicyGradientLoss(
    Reduction reduction, double entropyCoefficient, @Nullable ValueLoss value) {

  public PolicyGradientLoss {
    if (!Double.isFinite(entropyCoefficient)) {
      throw new IllegalArgumentException(
          "entropyCoefficient " + entropyCoefficient + "; give a finite number");
    }
  }

  /** The whole loss of the samples summed up: a sum where that is the reduction. */
  public double loss(LossSums sums) {
    double loss = sums.policyLoss - entropyCoefficient * sums.entropy;
    if (value != null) {
      loss += value.coefficient() * sums.valueLoss;
    }
    return reduction == Reduction.SUM ? loss : loss / sums.weight;
  }

  /**
   * Evaluates samples {@code from .. from + count - 1} of a minibatch.
   *
   * @param minibatch read: actions, advantages, masks, valid, and what the value loss reads
   * @param total number of samples of the whole minibatch, or the sum of their weights: {@link
   *     Minibatch#weight(int)}
   * @param policy policy outputs; row i, of sample {@code from + i}, starts at {@code i *
   *     policyStride}
   * @param policyGradients receives the gradient at them, laid out the same way
   * @param values value outputs; that of sample {@code from + i} is at {@code i * valueStride}
   * @param valueGradients receives the gradient at them
   * @param sums receives the sums over these samples, in place of what it held
   */
  public void evaluate(
      Minibatch minibatch,
      int from,
      int count,
      double total,
      Distribution distribution,
      float[] policy,
      float[] policyGradients,
      int policyStride,
      float[] values,
      float[] valueGradients,
      int valueStride,
      LossWorkspace workspace,
      ArrayMath math,
      LossSums sums) {
    minibatch.check(from, count, total);
    workspace.evaluate(minibatch, from, count, distribution, policy, policyStride, math);
    sums.clear();
    workspace.sumEntropies(minibatch, from, count, math, sums);
    double divisor = reduction == Reduction.SUM ? 1 : total;
    double terms = reduction == Reduction.MEAN_PER_DIMENSION ? distribution.actionSize() : 1;
    float scale = (float) (1 / (terms * divisor));
    float[] logProbs = workspace.batch.logProbs;
    float[] valid = minibatch.valid;
    double policyLoss = 0;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[from + i];
      if (weight == 0) {
        workspace.logProbGradients[i] = 0;
        continue;
      }
      float advantage = minibatch.advantages[from + i];
      policyLoss -= weight * ((double) advantage * logProbs[i]);
      workspace.logProbGradients[i] = -advantage * scale;
    }
    sums.policyLoss = policyLoss / terms;
    distribution.backward(
        workspace.batch,
        workspace.logProbGradients,
        (float) (-entropyCoefficient / divisor),
        new RowView(policyGradients, 0, policyStride, count));
    minibatch.weigh(from, count, policyGradients, policyStride, distribution.parameterCount());
    if (value != null) {
      value.addTo(sums, minibatch, from, count, divisor, values, valueGradients, valueStride);
    }
  }
}
