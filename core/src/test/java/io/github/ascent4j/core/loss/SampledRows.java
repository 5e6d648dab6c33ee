package io.github.ascent4j.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Random;

/** Samples whose ratios and values lie away from the kinks of a loss, where it has a derivative. */
final class SampledRows {
  static final int SAMPLES = 40;

  /** Step of the central differences; ratios move by less than 2% with it. */
  private static final float STEP = 0x1p-7f;

  final LossRows rows;
  final float[] policy;
  final float[] values = new float[SAMPLES];

  SampledRows(boolean discrete) {
    Random random = new Random(11);
    Distribution distribution = discrete ? new Categorical(5) : new DiagonalGaussian(3);
    rows = new LossRows(distribution, SAMPLES);
    policy = outputs(random);
    Minibatch minibatch = rows.minibatch;
    for (int i = 0; i < minibatch.actions.length; i++) {
      minibatch.actions[i] = discrete ? random.nextInt(5) : 2 * random.nextFloat() - 1;
    }
    float[] logProbs = logProbs();
    float[] ratios = {0.5f, 0.7f, 0.9f, 1.1f, 1.4f, 1.8f};
    float[] moves = {-0.6f, -0.15f, 0.1f, 0.45f};
    for (int i = 0; i < SAMPLES; i++) {
      minibatch.oldLogProbs[i] = logProbs[i] - (float) Math.log(ratios[i % ratios.length]);
      minibatch.advantages[i] = (i % 4 < 2 ? 1 : -1) * (0.5f + random.nextFloat());
      minibatch.oldValues[i] = random.nextFloat();
      values[i] = minibatch.oldValues[i] + moves[i / 2 % moves.length];
      minibatch.returns[i] = values[i] + (i % 3 == 0 ? -1.5f : 1.25f);
    }
    minibatch.oldOutputs = outputs(random);
  }

  /** Lets samples count 0, 1/2, 1 and 3/2; what does not count holds no numbers. */
  SampledRows weighted() {
    float[] valid = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      valid[i] = 0.5f * (i % 4);
    }
    rows.minibatch.valid = valid;
    for (int i = 0; i < SAMPLES; i += 4) {
      rows.minibatch.oldLogProbs[i] = Float.NaN;
      rows.minibatch.advantages[i] = Float.NaN;
      rows.minibatch.oldValues[i] = Float.NaN;
      rows.minibatch.returns[i] = Float.NaN;
    }
    return this;
  }

  /**
   * Forbids one choice of each sample, another one from sample to sample, but not the one taken.
   */
  SampledRows masked() {
    int choices = rows.distribution.maskSize();
    boolean[] masks = new boolean[SAMPLES * choices];
    for (int i = 0; i < masks.length; i++) {
      int sample = i / choices;
      masks[i] = i % choices != sample % choices || i % choices == rows.minibatch.actions[sample];
    }
    rows.minibatch.masks = masks;
    return this;
  }

  private float[] outputs(Random random) {
    float[] outputs = new float[SAMPLES * rows.distribution.parameterCount()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = random.nextFloat() - 0.5f;
    }
    return outputs;
  }

  private float[] logProbs() {
    DistributionBatch batch = new DistributionBatch(rows.distribution, SAMPLES);
    batch.of(policy, 0, rows.distribution.parameterCount(), rows.minibatch.actions, 0, SAMPLES);
    rows.distribution.evaluate(batch, ArrayMath.SCALAR);
    return batch.logProbs;
  }

  /** Evaluates a loss in blocks of a size. */
  interface Evaluation {
    double evaluate(int block);
  }

  /** Gradients are the slopes of the loss, found by central differences. */
  void checkGradients(Evaluation loss) {
    loss.evaluate(16);
    float[] policyGradients = rows.policyGradients.clone();
    float[] valueGradients = rows.valueGradients.clone();
    for (int i = 0; i < policy.length; i++) {
      double slope = slope(loss, policy, i);
      assertThat(slope).as("policy output " + i).isCloseTo(policyGradients[i], within(1e-4));
    }
    for (int i = 0; i < values.length; i++) {
      double slope = slope(loss, values, i);
      assertThat(slope).as("value " + i).isCloseTo(valueGradients[i], within(1e-4));
    }
  }

  private static double slope(Evaluation loss, float[] changed, int i) {
    float middle = changed[i];
    changed[i] = middle + STEP;
    double above = loss.evaluate(16);
    changed[i] = middle - STEP;
    double below = loss.evaluate(16);
    changed[i] = middle;
    return (above - below) / (2 * (double) STEP);
  }

  /** Gradients keep their bits however the samples are cut, and the loss its value. */
  void checkBlocks(Evaluation loss) {
    double whole = loss.evaluate(SAMPLES);
    float[] policyGradients = rows.policyGradients.clone();
    float[] valueGradients = rows.valueGradients.clone();
    for (int block : new int[] {1, 7, 16, SAMPLES - 1}) {
      assertThat(loss.evaluate(block)).as("block " + block).isCloseTo(whole, within(1e-12));
      assertThat(rows.policyGradients).as("block " + block).isEqualTo(policyGradients);
      assertThat(rows.valueGradients).as("block " + block).isEqualTo(valueGradients);
    }
  }
}
