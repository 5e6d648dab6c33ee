package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;

/** Scratch space of a policy's loss for one block of samples; one per thread. */
public final class LossWorkspace {
  final DistributionBatch batch;

  /** Receives the gradient at the log-probabilities, [N]. */
  final float[] logProbGradients;

  /** Takes the gradients at the old outputs, which nobody asks for, all in one row, [P]. */
  final float[] oldOutputGradient;

  /** Receives divergences from the old outputs, [N]. */
  final float[] divergences;

  private final float[] perplexities;

  public LossWorkspace(Distribution distribution, int capacity) {
    batch = new DistributionBatch(distribution, capacity);
    logProbGradients = new float[capacity];
    oldOutputGradient = new float[distribution.parameterCount()];
    divergences = new float[capacity];
    perplexities = new float[capacity];
  }

  /** Log-probabilities and entropies of samples {@code from .. from + count - 1}. */
  void evaluate(
      Minibatch minibatch,
      int from,
      int count,
      Distribution distribution,
      float[] policy,
      int policyStride,
      ArrayMath math) {
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
  void sumEntropies(Minibatch minibatch, int from, int count, ArrayMath math, LossSums sums) {
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
}
