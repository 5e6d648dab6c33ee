package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;

/** A loss evaluated on arrays without gaps, over blocks with strides of their own. */
final class LossRows {
  private static final int GAP = 3;

  final Distribution distribution;
  final Minibatch minibatch;
  final int samples;
  final PpoLossSums sums = new PpoLossSums();

  /** Gradient of the loss at the policy outputs, [N,P]; NaN where none was written. */
  final float[] policyGradients;

  /** Gradient of the loss at the values, [N]; NaN where none was written. */
  final float[] valueGradients;

  LossRows(Distribution distribution, int samples) {
    this.distribution = distribution;
    this.samples = samples;
    minibatch = new Minibatch(samples, distribution.actionSize());
    policyGradients = new float[samples * distribution.parameterCount()];
    valueGradients = new float[samples];
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(PpoLoss loss, float[] policy, float[] values, int block) {
    evaluate((Loss<? super PpoLossSums>) loss, policy, values, block);
    return loss.loss(sums);
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(PolicyGradientLoss loss, float[] policy, float[] values, int block) {
    evaluate((Loss<? super PpoLossSums>) loss, policy, values, block);
    return loss.loss(sums);
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(ValueLoss loss, float[] values, int block) {
    evaluate(loss, new float[policyGradients.length], values, block);
    return loss.loss(sums);
  }

  private static float[] nan(int size) {
    float[] values = new float[size];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  /** Outputs of a block have gaps of NaN between them, as an engine may hand them over. */
  private void evaluate(Loss<? super PpoLossSums> loss, float[] policy, float[] values, int block) {
    int width = distribution.parameterCount();
    int stride = width + GAP;
    LossBlock rows = new LossBlock(distribution, ArrayMath.SCALAR);
    PpoLossSums blockSums = new PpoLossSums();
    sums.clear();
    for (int from = 0; from < samples; from += block) {
      int count = Math.min(block, samples - from);
      float[] outputs = nan(count * stride);
      float[] outputGradients = nan(count * stride);
      float[] valueOutputs = nan(count * GAP);
      float[] valueOutputGradients = nan(count * GAP);
      for (int i = 0; i < count; i++) {
        System.arraycopy(policy, (from + i) * width, outputs, i * stride, width);
        valueOutputs[i * GAP] = values[from + i];
      }
      rows.of(minibatch, from, count, minibatch.weight(samples))
          .policy(outputs, outputGradients, stride)
          .values(valueOutputs, valueOutputGradients, GAP);
      loss.evaluate(rows, blockSums);
      sums.add(blockSums);
      for (int i = 0; i < count; i++) {
        System.arraycopy(outputGradients, i * stride, policyGradients, (from + i) * width, width);
        valueGradients[from + i] = valueOutputGradients[i * GAP];
      }
    }
  }
}
