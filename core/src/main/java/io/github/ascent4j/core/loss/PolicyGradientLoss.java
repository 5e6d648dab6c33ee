package io.github.ascent4j.core.loss;

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
 * @param value error of the critic; null for none, and a gradient of 0 at the values
 */
public record PolicyGradientLoss(
    Reduction reduction, double entropyCoefficient, @Nullable ValueLoss value)
    implements Loss<LossSums> {

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

  /** Evaluates a block; of the minibatch it reads actions, advantages, masks, valid. */
  @Override
  public void evaluate(LossBlock rows, LossSums sums) {
    rows.evaluate();
    sums.clear();
    rows.sumEntropies(sums);
    Minibatch minibatch = rows.minibatch;
    double divisor = reduction == Reduction.SUM ? 1 : rows.total;
    double terms = reduction == Reduction.MEAN_PER_DIMENSION ? rows.distribution.actionSize() : 1;
    float scale = (float) (1 / (terms * divisor));
    float[] logProbs = rows.batch.logProbs;
    float[] valid = minibatch.valid;
    double policyLoss = 0;
    for (int i = 0; i < rows.count; i++) {
      double weight = valid == null ? 1 : valid[rows.from + i];
      if (weight == 0) {
        rows.logProbGradients[i] = 0;
        continue;
      }
      float advantage = minibatch.advantages[rows.from + i];
      policyLoss -= weight * ((double) advantage * logProbs[i]);
      rows.logProbGradients[i] = -advantage * scale;
    }
    sums.policyLoss = policyLoss / terms;
    rows.backward((float) (-entropyCoefficient / divisor));
    rows.weigh();
    if (value != null) {
      value.addTo(sums, rows, divisor);
    } else {
      rows.clearValueGradients();
    }
  }
}
