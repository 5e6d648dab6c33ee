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
    evaluate(
        policy,
        values,
        block,
        (from, rows) ->
            loss.evaluate(
                minibatch,
                from,
                rows.count,
                minibatch.weight(samples),
                distribution,
                rows.policy,
                rows.policyGradients,
                rows.stride,
                rows.values,
                rows.valueGradients,
                GAP,
                rows.workspace,
                ArrayMath.SCALAR,
                rows.sums));
    return loss.loss(sums);
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(PolicyGradientLoss loss, float[] policy, float[] values, int block) {
    evaluate(
        policy,
        values,
        block,
        (from, rows) ->
            loss.evaluate(
                minibatch,
                from,
                rows.count,
                minibatch.weight(samples),
                distribution,
                rows.policy,
                rows.policyGradients,
                rows.stride,
                rows.values,
                rows.valueGradients,
                GAP,
                rows.workspace,
                ArrayMath.SCALAR,
                rows.sums));
    return loss.loss(sums);
  }

  /** Evaluates all samples, {@code block} of them at a time; returns the whole loss. */
  double evaluate(ValueLoss loss, float[] values, int block) {
    evaluate(
        new float[policyGradients.length],
        values,
        block,
        (from, rows) ->
            loss.evaluate(
                minibatch,
                from,
                rows.count,
                minibatch.weight(samples),
                rows.values,
                rows.valueGradients,
                GAP,
                rows.sums));
    return loss.loss(sums);
  }

  private interface BlockLoss {
    void evaluate(int from, Block rows);
  }

  /** Outputs of one block with gaps of NaN between them, as an engine may hand them over. */
  private final class Block {
    final int count;
    final int stride = distribution.parameterCount() + GAP;
    final LossWorkspace workspace;
    final PpoLossSums sums = new PpoLossSums();
    final float[] policy;
    final float[] policyGradients;
    final float[] values;
    final float[] valueGradients;

    Block(int count) {
      this.count = count;
      workspace = new LossWorkspace(distribution, count);
      policy = nan(count * stride);
      policyGradients = nan(count * stride);
      values = nan(count * GAP);
      valueGradients = nan(count * GAP);
    }
  }

  private static float[] nan(int size) {
    float[] values = new float[size];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  private void evaluate(float[] policy, float[] values, int block, BlockLoss loss) {
    int width = distribution.parameterCount();
    sums.clear();
    for (int from = 0; from < samples; from += block) {
      Block rows = new Block(Math.min(block, samples - from));
      for (int i = 0; i < rows.count; i++) {
        System.arraycopy(policy, (from + i) * width, rows.policy, i * rows.stride, width);
        rows.values[i * GAP] = values[from + i];
      }
      loss.evaluate(from, rows);
      sums.add(rows.sums);
      for (int i = 0; i < rows.count; i++) {
        System.arraycopy(
            rows.policyGradients, i * rows.stride, policyGradients, (from + i) * width, width);
        valueGradients[from + i] = rows.valueGradients[i * GAP];
      }
    }
  }
}
