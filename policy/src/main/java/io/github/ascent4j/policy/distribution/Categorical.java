package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;

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
        batch.choices[0].sample(batch, i, random, math);
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
  public void mode(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      batch.choices[0].mode(batch, i);
    }
  }

  @Override
  public void probabilities(
      DistributionBatch batch, ArrayMath math, float[] probabilities, int offset) {
    for (int i = 0; i < batch.count; i++) {
      batch.choices[0].probabilities(batch, i, math, probabilities, offset + i * n);
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    if (isGeneral(batch)) {
      for (int i = 0; i < batch.count; i++) {
        batch.logProbs[i] = 0;
        batch.entropies[i] = 0;
        batch.choices[0].evaluate(batch, i, math);
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
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    if (isGeneral(batch)) {
      for (int i = 0; i < batch.count; i++) {
        batch.choices[0].backward(batch, i, logProbGradients[i], entropyGradient, gradients);
      }
      return;
    }
    float[] into = gradients.values();
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      int out = gradients.at(i);
      float outer = logProbGradients[i];
      float entropy = batch.entropies[i];
      for (int k = 0; k < n; k++) {
        float p = batch.work[i * n + k];
        float logP = batch.parameters[row + k] - batch.rowWork[i];
        float ofEntropy = p > 0 ? p * (logP + entropy) : p;
        into[out + k] = -outer * p - entropyGradient * ofEntropy;
      }
      into[out + (int) batch.actions[batch.actionOffset + i]] += outer;
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    Choice choice = Choice.of(this)[0];
    for (int i = 0; i < p.count(); i++) {
      kl[i] += choice.kl(p, q, masks, i);
    }
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    Choice choice = Choice.of(this)[0];
    for (int i = 0; i < p.count(); i++) {
      choice.klGradient(p, q, masks, i, scale, pGradient, qGradient);
    }
  }

  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    Choice choice = Choice.of(this)[0];
    for (int i = 0; i < parameters.count(); i++) {
      choice.fisherProduct(parameters, masks, i, vectors, products);
    }
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
