package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;

/** A {@link PpoLoss} evaluated on arrays without gaps, over blocks with strides of their own. */
final class LossRows {
  private static final int GAP = 3;

  final Distribution distribution;
  final PpoMinibatch minibatch;
  final int samples;
  final PpoLossSums sums = new PpoLossSums();

  /** Gradient of the loss at the policy outputs, [N,P]. */
  final float[] policyGradients;

  /** Gradient of the loss at the values, [N]. */
  final float[] valueGradients;

  LossRows(Distribution distribution, int samples) {
    this.distribution = distribution;
    this.samples = samples;
    minibatch = new PpoMinibatch(samples, distribution.actionSize());
    policyGradients = new float[samples * distribution.parameterCount()];
    valueGradients = new float[samples];
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(PpoLoss loss, float[] policy, float[] values, int block) {
    int width = distribution.parameterCount();
    int stride = width + GAP;
    PpoLossSums ofBlock = new PpoLossSums();
    PpoLoss.Workspace workspace = new PpoLoss.Workspace(distribution, block);
    sums.clear();
    for (int from = 0; from < samples; from += block) {
      int count = Math.min(block, samples - from);
      float[] rows = new float[count * stride];
      float[] gradients = new float[count * stride];
      float[] valueRows = new float[count * GAP];
      float[] valueRowGradients = new float[count * GAP];
      Arrays.fill(rows, Float.NaN);
      Arrays.fill(valueRows, Float.NaN);
      for (int i = 0; i < count; i++) {
        System.arraycopy(policy, (from + i) * width, rows, i * stride, width);
        valueRows[i * GAP] = values[from + i];
      }
      loss.evaluate(
          minibatch,
          from,
          count,
          samples,
          distribution,
          rows,
          gradients,
          stride,
          valueRows,
          valueRowGradients,
          GAP,
          workspace,
          ArrayMath.SCALAR,
          ofBlock);
      sums.add(ofBlock);
      for (int i = 0; i < count; i++) {
        System.arraycopy(gradients, i * stride, policyGradients, (from + i) * width, width);
        valueGradients[from + i] = valueRowGradients[i * GAP];
      }
    }
    return sums.policyLoss()
        + loss.valueCoefficient() * sums.valueLoss()
        - loss.entropyCoefficient() * sums.entropy();
  }
}
