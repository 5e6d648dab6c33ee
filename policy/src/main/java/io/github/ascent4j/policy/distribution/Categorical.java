package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One choice out of n, parametrised by logits {@code l}: {@code p_i = exp(l_i) / sum_j exp(l_j)}.
 *
 * <p>{@code log p_a = l_a - logsumexp(l)} and {@code H = -sum_i p_i log p_i}; their gradients are
 * {@code d log p_a / d l_i = [i = a] - p_i} and {@code d H / d l_i = -p_i (log p_i + H)}. A choice
 * whose probability underflows counts as 0 in every sum. Masked choices are left out of all sums
 * (Huang and Ontanon 2020, "A closer look at invalid action masking in policy gradient
 * algorithms"), exactly and not by a large negative logit; the log-probability of one is negative
 * infinity.
 *
 * @param n number of choices
 * @param epsilon added to probabilities inside logarithms, {@code log(p + epsilon)}: 1e-8 is
 *     rlpyt's form, 0 the exact distribution
 */
public record Categorical(int n, float epsilon) implements Distribution {
  public Categorical {
    if (n < 1) {
      throw new IllegalArgumentException("Categorical over " + n + " choices; give at least 1");
    }
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new IllegalArgumentException(
          "Categorical with epsilon " + epsilon + "; give one from 0 to below 1");
    }
  }

  /** The exact distribution. */
  public Categorical(int n) {
    this(n, 0);
  }

  /** Whether the general form is needed, which is slower. */
  private boolean isGeneral(DistributionBatch batch) {
    return batch.masks != null || epsilon > 0;
  }

  @Override
  public int parameterCount() {
    return n;
  }

  @Override
  public int actionSize() {
    return 1;
  }

  @Override
  public int maskSize() {
    return n;
  }

  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    if (isGeneral(batch)) {
      for (int i = 0; i < batch.count; i++) {
        batch.logProbs[i] = 0;
        batch.actions[batch.actionOffset + i] =
            Choices.sample(batch, i, n, 0, n, epsilon, random, math);
      }
      return;
    }
    unnormalized(batch, math);
    float[] weights = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int row = i * n;
      double threshold = random.nextDouble() * batch.rowWork[i];
      // Without any positive weight (a row of NaN) the first choice stands for none; the NaN of its
      // log-probability tells.
      int action = 0;
      float reached = 0;
      for (int k = 0; k < n; k++) {
        float weight = weights[row + k];
        if (weight > 0) {
          reached += weight;
          action = k;
          if (threshold < reached) {
            break;
          }
        }
      }
      batch.actions[batch.actionOffset + i] = action;
    }
    math.log(batch.rowWork, 0, batch.count);
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      int action = (int) batch.actions[batch.actionOffset + i];
      // In the order of evaluate, so that evaluating the action later gives the same bits.
      float shift = batch.logProbs[i] + batch.rowWork[i];
      batch.logProbs[i] = batch.parameters[row + action] - shift;
    }
  }

  @Override
  public void mode(
      float[] parameters,
      int offset,
      boolean @Nullable [] masks,
      int maskOffset,
      float[] actions,
      int actionOffset) {
    actions[actionOffset] = Choices.mode(parameters, offset, n, masks, maskOffset, n);
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    if (isGeneral(batch)) {
      for (int i = 0; i < batch.count; i++) {
        int action = (int) batch.actions[batch.actionOffset + i];
        batch.logProbs[i] = 0;
        batch.entropies[i] = 0;
        batch.rowWork[i] = Choices.evaluate(batch, i, n, 0, n, action, epsilon, math);
      }
      return;
    }
    unnormalized(batch, math);
    float[] work = batch.work;
    float[] sums = batch.rowWork;
    for (int i = 0; i < batch.count; i++) {
      float inverse = 1 / sums[i];
      for (int k = i * n; k < i * n + n; k++) {
        work[k] *= inverse;
      }
    }
    math.log(sums, 0, batch.count);
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      float shift = batch.logProbs[i] + sums[i];
      float entropy = 0;
      for (int k = 0; k < n; k++) {
        float p = work[i * n + k];
        entropy -= p > 0 ? p * (batch.parameters[row + k] - shift) : p;
      }
      int action = (int) batch.actions[batch.actionOffset + i];
      batch.logProbs[i] = batch.parameters[row + action] - shift;
      batch.entropies[i] = entropy;
      sums[i] = shift;
    }
  }

  @Override
  public void backward(
      DistributionBatch batch,
      float[] logProbGradients,
      float entropyGradient,
      float[] gradients,
      int offset,
      int stride) {
    if (isGeneral(batch)) {
      for (int i = 0; i < batch.count; i++) {
        int action = (int) batch.actions[batch.actionOffset + i];
        Choices.backward(
            batch,
            i,
            n,
            0,
            n,
            action,
            epsilon,
            batch.rowWork[i],
            logProbGradients[i],
            entropyGradient,
            gradients,
            offset + i * stride);
      }
      return;
    }
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      int out = offset + i * stride;
      float outer = logProbGradients[i];
      float entropy = batch.entropies[i];
      for (int k = 0; k < n; k++) {
        float p = batch.work[i * n + k];
        float logP = batch.parameters[row + k] - batch.rowWork[i];
        float ofEntropy = p > 0 ? p * (logP + entropy) : p;
        gradients[out + k] = -outer * p - entropyGradient * ofEntropy;
      }
      gradients[out + (int) batch.actions[batch.actionOffset + i]] += outer;
    }
  }

  @Override
  public float kl(
      float[] p, int pOffset, float[] q, int qOffset, boolean @Nullable [] masks, int maskOffset) {
    return Choices.kl(p, pOffset, q, qOffset, n, masks, maskOffset, epsilon);
  }

  @Override
  public void klGradient(
      float[] p,
      int pOffset,
      float[] q,
      int qOffset,
      boolean @Nullable [] masks,
      int maskOffset,
      float scale,
      float[] pGradient,
      int pGradientOffset,
      float[] qGradient,
      int qGradientOffset) {
    Choices.klGradient(
        p,
        pOffset,
        q,
        qOffset,
        n,
        masks,
        maskOffset,
        epsilon,
        scale,
        pGradient,
        pGradientOffset,
        qGradient,
        qGradientOffset);
  }

  @Override
  public void fisherProduct(
      float[] parameters,
      int offset,
      boolean @Nullable [] masks,
      int maskOffset,
      float[] vector,
      int vectorOffset,
      float[] product,
      int productOffset) {
    Choices.fisherProduct(
        parameters,
        offset,
        n,
        masks,
        maskOffset,
        epsilon,
        vector,
        vectorOffset,
        product,
        productOffset);
  }

  /**
   * Fills {@code work} with exp(l - max l), {@code rowWork} with their row sums and, for now,
   * {@code logProbs} with max l.
   */
  private void unnormalized(DistributionBatch batch, ArrayMath math) {
    float[] work = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      float max = max(batch.parameters, row);
      batch.logProbs[i] = max;
      for (int k = 0; k < n; k++) {
        work[i * n + k] = batch.parameters[row + k] - max;
      }
    }
    math.exp(work, 0, batch.count * n);
    for (int i = 0; i < batch.count; i++) {
      float sum = 0;
      for (int k = i * n; k < i * n + n; k++) {
        sum += work[k];
      }
      batch.rowWork[i] = sum;
    }
  }

  private float max(float[] logits, int offset) {
    float max = logits[offset];
    for (int k = 1; k < n; k++) {
      float logit = logits[offset + k];
      max = logit > max ? logit : max;
    }
    return max;
  }
}
