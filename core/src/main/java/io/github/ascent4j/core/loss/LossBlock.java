package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.RowView;
import io.github.ascent4j.policy.math.ArrayMath;

/**
 * A block of a minibatch's samples as a loss sees it: what was recorded of them, the outputs that a
 * network gives for them now, the place for the gradient at those, and scratch space. Made once and
 * pointed at one block after the other; one per thread.
 *
 * <p>Dimension letters: N samples of the block, P policy outputs of a sample.
 */
public final class LossBlock {
  private static final float[] NONE = {};

  final Distribution distribution;
  final ArrayMath math;

  /** What was recorded. */
  Minibatch minibatch = new Minibatch(0, 0);

  /** The minibatch's sample that row 0 is of. */
  int from;

  /** N. */
  int count;

  /** What divides a mean over the whole minibatch. */
  double total;

  /** Policy outputs; row i starts at {@code i * policyStride}. */
  float[] policy = NONE;

  /** Receives the gradient at them, laid out the same way. */
  float[] policyGradients = NONE;

  int policyStride;

  /** Values; that of row i is at {@code i * valueStride}. */
  float[] values = NONE;

  /** Receives the gradient at them. */
  float[] valueGradients = NONE;

  int valueStride;

  DistributionBatch batch;

  /** Receives the gradient at the log-probabilities, [N]. */
  float[] logProbGradients = NONE;

  /** Takes the gradients at the old outputs, which nobody asks for, all in one row, [P]. */
  final float[] oldOutputGradient;

  /** Receives divergences from the old outputs, [N]. */
  float[] divergences = NONE;

  private float[] perplexities = NONE;

  public LossBlock(Distribution distribution, ArrayMath math) {
    this.distribution = distribution;
    this.math = math;
    batch = new DistributionBatch(distribution, 0);
    oldOutputGradient = new float[distribution.parameterCount()];
  }

  /**
   * Points at samples {@code from .. from + count - 1} of a minibatch.
   *
   * @param newTotal number of samples of the whole minibatch, or the sum of their weights: {@link
   *     Minibatch#weight(int)}
   * @throws IllegalArgumentException for samples that are not there and a total that cannot be
   *     theirs
   */
  public LossBlock of(Minibatch newMinibatch, int newFrom, int newCount, double newTotal) {
    newMinibatch.check(newFrom, newCount, newTotal);
    minibatch = newMinibatch;
    from = newFrom;
    count = newCount;
    total = newTotal;
    return this;
  }

  /**
   * Points at policy outputs and the place for their gradient: row i starts at {@code i * stride}.
   */
  public LossBlock policy(float[] outputs, float[] gradients, int stride) {
    policy = outputs;
    policyGradients = gradients;
    policyStride = stride;
    return this;
  }

  /** Points at values and the place for their gradient: that of row i is at {@code i * stride}. */
  public LossBlock values(float[] outputs, float[] gradients, int stride) {
    values = outputs;
    valueGradients = gradients;
    valueStride = stride;
    return this;
  }

  /** The minibatch's sample that row 0 is of. */
  public int from() {
    return from;
  }

  /** N. */
  public int count() {
    return count;
  }

  /** Policy outputs, [N,P]. */
  public RowView policyRows() {
    return new RowView(policy, 0, policyStride, count);
  }

  /** The gradients at them. */
  RowView policyGradientRows() {
    return new RowView(policyGradients, 0, policyStride, count);
  }

  /** Log-probabilities and entropies of the samples. */
  void evaluate() {
    if (logProbGradients.length < count) {
      batch = new DistributionBatch(distribution, count);
      logProbGradients = new float[count];
      divergences = new float[count];
      perplexities = new float[count];
    }
    int flags = distribution.maskSize();
    boolean[] masks = minibatch.masks;
    if (masks != null && masks.length < (from + count) * flags) {
      throw new IllegalArgumentException(
          "masks have "
              + masks.length
              + " flags; samples up to "
              + (from + count)
              + " need "
              + flags
              + " each");
    }
    int actions = from * distribution.actionSize();
    batch
        .of(policy, 0, policyStride, minibatch.actions, actions, count)
        .masked(masks, from * flags);
    distribution.evaluate(batch, math);
  }

  /** Adds up what was evaluated: weights, entropies H and perplexities exp(H). */
  void sumEntropies(LossSums sums) {
    float[] valid = minibatch.valid;
    System.arraycopy(batch.entropies, 0, perplexities, 0, count);
    math.exp(perplexities, 0, count);
    double entropy = 0;
    double perplexity = 0;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[from + i];
      if (weight != 0) {
        entropy += weight * batch.entropies[i];
        perplexity += weight * perplexities[i];
      }
    }
    sums.weight = minibatch.weight(from, count);
    sums.entropy = entropy;
    sums.perplexity = perplexity;
  }

  /**
   * Carries the gradient at the log-probabilities on to the policy outputs.
   *
   * @param entropyGradient gradient at each entropy
   */
  void backward(float entropyGradient) {
    distribution.backward(batch, logProbGradients, entropyGradient, policyGradientRows());
  }

  /** Multiplies the gradient at the policy outputs of each sample by how much it counts. */
  void weigh() {
    minibatch.weigh(from, count, policyGradients, policyStride, distribution.parameterCount());
  }

  /** Writes a gradient of 0 at the values, if there are any: those of a loss without them. */
  void clearValueGradients() {
    for (int i = 0; i < count && valueGradients.length > 0; i++) {
      valueGradients[i * valueStride] = 0;
    }
  }
}
