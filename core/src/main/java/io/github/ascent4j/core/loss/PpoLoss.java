package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.MaskView;
import io.github.ascent4j.policy.distribution.RowView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loss of proximal policy optimisation (Schulman et al. 2017, "Proximal policy optimization
 * algorithms") and its gradient at the network's outputs, in closed form.
 *
 * <p>With {@code r = exp(logProb - oldLogProb)} and advantage A, means over the samples that count:
 *
 * <pre>
 * s       = min(A r, A clip(r, 1 - low, 1 + high)), but at least dualClip A where A &lt; 0
 * policy  = -mean s
 * loss    = policy + valueCoefficient value - entropyCoefficient mean entropy
 *           + klCoefficient mean KL(old || new)
 * </pre>
 *
 * <p>The gradient of the surrogate at the log-probability is {@code -A r / N} where the minimum
 * takes the first term, and 0 where it takes the clipped one beyond the clip range or where dual
 * clipping (Ye et al. 2020, "Mastering complex control in MOBA games with deep reinforcement
 * learning") holds the loss of a bad action.
 *
 * @param clipRangeLow how far below 1 a ratio counts, infinite for no clipping; {@code e / (1 + e)}
 *     makes the range that of Sample Factory, 1 / (1 + e) to 1 + e
 * @param clipRangeHigh how far above 1 a ratio counts, infinite for no clipping
 * @param dualClip largest ratio that counts against a bad action, above 1; infinite for no limit
 * @param klCoefficient weight of the divergence from the policy that took the actions; 0 leaves it
 *     out, else {@link Minibatch#oldOutputs} are needed
 * @param value error of the critic; null for none, and a gradient of 0 at the values
 */
public record PpoLoss(
    double clipRangeLow,
    double clipRangeHigh,
    double dualClip,
    double klCoefficient,
    @Nullable ValueLoss value,
    double entropyCoefficient)
    implements Loss<PpoLossSums> {

  public PpoLoss {
    if (!(clipRangeLow >= 0 && clipRangeHigh >= 0)) {
      throw new IllegalArgumentException(
          "clip range from "
              + clipRangeLow
              + " below to "
              + clipRangeHigh
              + " above 1; give 0 or more, or Infinity for no clipping");
    }
    if (!(dualClip > 1)) {
      throw new IllegalArgumentException(
          "dualClip " + dualClip + "; give a ratio above 1, or Infinity for no limit");
    }
    if (!(klCoefficient >= 0 && klCoefficient < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "klCoefficient " + klCoefficient + "; give 0 or more, 0 for no penalty");
    }
    if (!Double.isFinite(entropyCoefficient)) {
      throw new IllegalArgumentException(
          "entropyCoefficient " + entropyCoefficient + "; give a finite number");
    }
  }

  /** The usual loss: the same range on both sides, no dual clipping, no KL penalty. */
  public static PpoLoss clipped(
      double clipRange, @Nullable ValueLoss value, double entropyCoefficient) {
    return new PpoLoss(
        clipRange, clipRange, Double.POSITIVE_INFINITY, 0, value, entropyCoefficient);
  }

  /** This loss with a range of its own on each side of 1. */
  public PpoLoss withClipRange(double low, double high) {
    return new PpoLoss(low, high, dualClip, klCoefficient, value, entropyCoefficient);
  }

  /** This loss with dual clipping. */
  public PpoLoss withDualClip(double ratio) {
    return new PpoLoss(
        clipRangeLow, clipRangeHigh, ratio, klCoefficient, value, entropyCoefficient);
  }

  /** This loss with a KL penalty. */
  public PpoLoss withKlPenalty(double coefficient) {
    return new PpoLoss(
        clipRangeLow, clipRangeHigh, dualClip, coefficient, value, entropyCoefficient);
  }

  /** The whole loss of the samples summed up. */
  public double loss(PpoLossSums sums) {
    double loss = sums.policyLoss();
    if (value != null) {
      loss += value.loss(sums);
    }
    loss -= entropyCoefficient * sums.entropy();
    return klCoefficient > 0 ? loss + klCoefficient * sums.kl() : loss;
  }

  /**
   * Evaluates a block; of the minibatch it reads actions, old log-probabilities, advantages, masks,
   * valid, and for a KL penalty the old outputs.
   */
  @Override
  public void evaluate(LossBlock rows, PpoLossSums sums) {
    rows.evaluate();
    sums.clear();
    rows.sumEntropies(sums);
    surrogate(rows, sums);
    rows.backward((float) (-entropyCoefficient / rows.total));
    if (klCoefficient > 0) {
      penalty(rows, sums);
    } else {
      sums.kl = Double.NaN;
    }
    rows.weigh();
    if (value != null) {
      value.addTo(sums, rows, rows.total);
    } else {
      rows.clearValueGradients();
    }
  }

  /** Leaves the gradient at the log-probabilities in the workspace, before weights. */
  private void surrogate(LossBlock rows, PpoLossSums sums) {
    Minibatch minibatch = rows.minibatch;
    int from = rows.from;
    int count = rows.count;
    DistributionBatch batch = rows.batch;
    float[] ratios = rows.logProbGradients;
    float[] valid = minibatch.valid;
    for (int i = 0; i < count; i++) {
      ratios[i] = batch.logProbs[i] - minibatch.oldLogProbs[from + i];
    }
    rows.math.exp(ratios, 0, count);
    float rangeLow = (float) clipRangeLow;
    float rangeHigh = (float) clipRangeHigh;
    float low = 1 - rangeLow;
    float high = 1 + rangeHigh;
    float dual = (float) dualClip;
    float scale = 1f / (float) rows.total;
    double policyLoss = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    double clipped = 0;
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[from + i];
      if (weight == 0) {
        ratios[i] = 0;
        continue;
      }
      float ratio = ratios[i];
      float logRatio = batch.logProbs[i] - minibatch.oldLogProbs[from + i];
      float advantage = minibatch.advantages[from + i];
      float bounded = ratio < low ? low : ratio > high ? high : ratio;
      float plain = advantage * ratio;
      float limited = advantage * bounded;
      boolean held = advantage < 0 && ratio > dual;
      boolean takesPlain = !(plain > limited) && !held;
      float change = ratio - 1;
      policyLoss -= weight * (takesPlain ? plain : held ? dual * advantage : limited);
      k1 -= weight * logRatio;
      k2 += weight * (0.5 * logRatio * logRatio);
      k3 += weight * ((double) ratio - 1 - logRatio);
      clipped += change < -rangeLow || change > rangeHigh ? weight : 0;
      min = ratio < min ? ratio : min;
      max = ratio > max ? ratio : max;
      ratios[i] = takesPlain ? -plain * scale : 0;
    }
    sums.policyLoss = policyLoss;
    sums.klK1 = k1;
    sums.klK2 = k2;
    sums.klK3 = k3;
    sums.clipped = clipped;
    sums.ratioMin = min;
    sums.ratioMax = max;
  }

  /** Adds the gradient of the KL penalty, before weights. */
  private void penalty(LossBlock rows, PpoLossSums sums) {
    Minibatch minibatch = rows.minibatch;
    int from = rows.from;
    int count = rows.count;
    Distribution distribution = rows.distribution;
    int width = distribution.parameterCount();
    float[] old = minibatch.oldOutputs;
    if (old == null || old.length < (from + count) * width) {
      throw new IllegalArgumentException(
          "klCoefficient "
              + klCoefficient
              + " needs the old policy's outputs, "
              + width
              + " of each sample; set oldOutputs, or klCoefficient 0");
    }
    int flags = distribution.maskSize();
    MaskView masks = new MaskView(minibatch.masks, from * flags, flags);
    RowView oldOutputs = new RowView(old, from * width, width, count);
    RowView ofOld = new RowView(rows.oldOutputGradient, 0, 0, count);
    RowView outputs = rows.policyRows();
    RowView gradients = rows.policyGradientRows();
    float[] divergences = rows.divergences;
    Arrays.fill(divergences, 0, count, 0);
    distribution.kl(oldOutputs, outputs, masks, divergences);
    distribution.klGradient(
        oldOutputs, outputs, masks, (float) (klCoefficient / rows.total), ofOld, gradients);
    float[] valid = minibatch.valid;
    double kl = 0;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[from + i];
      if (weight != 0) {
        kl += weight * divergences[i];
      }
    }
    sums.kl = kl;
  }
}
