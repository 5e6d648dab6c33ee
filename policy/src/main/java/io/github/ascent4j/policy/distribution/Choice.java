package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One categorical choice of a row in its general form, with masks and an epsilon; rows are made of
 * one such choice or of several side by side. Where everything is allowed and epsilon is 0, the
 * bits are those of {@link Categorical}.
 *
 * <p>A masked choice is left out of the softmax and of every sum, whatever its logit, so that its
 * probability, its share of the entropy and its gradient are exactly 0. With an epsilon e,
 * logarithms of probabilities become {@code log(p + e)}, as in rlpyt.
 *
 * @param part which of a row's choices this is, and so the index of its action
 * @param parts choices in a row
 * @param column where its logits, and its flags, start in a row
 * @param n number of logits
 * @param width logits in a row
 */
record Choice(int part, int parts, int column, int n, int width, float epsilon) {
  /** The choices of a distribution that is made of nothing else; of others none. */
  static Choice[] of(Distribution distribution) {
    if (distribution instanceof Categorical categorical) {
      return of(List.of(categorical.n()), categorical.n(), categorical.epsilon());
    }
    return distribution instanceof MultiCategorical choices
        ? of(choices.nvec(), choices.parameterCount(), 0)
        : new Choice[0];
  }

  private static Choice[] of(List<Integer> nvec, int width, float epsilon) {
    Choice[] choices = new Choice[nvec.size()];
    int column = 0;
    for (int k = 0; k < choices.length; k++) {
      choices[k] = new Choice(k, choices.length, column, nvec.get(k), width, epsilon);
      column += nvec.get(k);
    }
    return choices;
  }

  /** Draws the action of row i and adds its log-probability to the row's. */
  void sample(DistributionBatch batch, int i, RandomGenerator random, ArrayMath math) {
    float max = weights(batch, i, math);
    int at = i * width + column;
    float sum = sum(batch.work, at);
    double threshold = random.nextDouble() * sum;
    // Without any positive weight (a row of NaN) the first allowed choice stands for none; the NaN
    // of its log-probability tells.
    int action = firstAllowed(batch.masks, maskFrom(batch, i), n);
    float reached = 0;
    for (int k = 0; k < n; k++) {
      float weight = batch.work[at + k];
      if (weight > 0) {
        reached += weight;
        action = k;
        if (threshold < reached) {
          break;
        }
      }
    }
    // In the order of evaluate, so that evaluating the action later gives the same bits.
    float shift = max + FloatMath.log(sum);
    float probability = batch.work[at + action] * (1 / sum);
    batch.logProbs[i] += logProb(batch.parameters[from(batch, i) + action], shift, probability);
    batch.actions[actionIndex(batch, i)] = action;
  }

  /** Writes the probabilities of row i, whose first choice has its own at {@code offset}. */
  void probabilities(
      DistributionBatch batch, int i, ArrayMath math, float[] probabilities, int offset) {
    weights(batch, i, math);
    int at = i * width + column;
    float inverse = 1 / sum(batch.work, at);
    for (int k = 0; k < n; k++) {
      probabilities[offset + k] = batch.work[at + k] * inverse;
    }
  }

  /**
   * Adds log-probability of the action and entropy to the row's; leaves the probabilities in {@code
   * work} and the logarithm of the sum of exponentials in {@code rowWork} for {@link #backward}.
   */
  void evaluate(DistributionBatch batch, int i, ArrayMath math) {
    int action = (int) batch.actions[actionIndex(batch, i)];
    float max = weights(batch, i, math);
    float[] work = batch.work;
    int at = i * width + column;
    float sum = sum(work, at);
    float inverse = 1 / sum;
    float shift = max + FloatMath.log(sum);
    int from = from(batch, i);
    float entropy = 0;
    for (int k = 0; k < n; k++) {
      float p = work[at + k] * inverse;
      work[at + k] = p;
      entropy -= p > 0 ? p * logProb(batch.parameters[from + k], shift, p) : p;
    }
    boolean possible = allowed(batch.masks, maskFrom(batch, i) + action);
    batch.logProbs[i] +=
        possible
            ? logProb(batch.parameters[from + action], shift, work[at + action])
            : Float.NEGATIVE_INFINITY;
    batch.entropies[i] += entropy;
    batch.rowWork[i * parts + part] = shift;
  }

  /** Writes the gradients of the columns of row i, after {@link #evaluate}. */
  void backward(
      DistributionBatch batch,
      int i,
      float logProbGradient,
      float entropyGradient,
      RowView gradients) {
    int action = (int) batch.actions[actionIndex(batch, i)];
    float shift = batch.rowWork[i * parts + part];
    float[] work = batch.work;
    int at = i * width + column;
    int from = from(batch, i);
    int maskFrom = maskFrom(batch, i);
    int out = gradients.at(i) + column;
    // d H / d l_i = -p_i (g_i - sum_j p_j g_j) with g = log(p + e) + p / (p + e).
    float mean = 0;
    for (int k = 0; k < n; k++) {
      float p = work[at + k];
      mean += p > 0 ? p * slope(batch.parameters[from + k], shift, p) : p;
    }
    float chosen = work[at + action];
    float outer = allowed(batch.masks, maskFrom + action) ? logProbGradient : 0;
    outer = epsilon > 0 ? outer * (chosen / (chosen + epsilon)) : outer;
    for (int k = 0; k < n; k++) {
      float p = work[at + k];
      float ofEntropy = p > 0 ? p * (slope(batch.parameters[from + k], shift, p) - mean) : p;
      boolean allowed = allowed(batch.masks, maskFrom + k);
      gradients.values()[out + k] = allowed ? -outer * p - entropyGradient * ofEntropy : 0;
    }
    gradients.values()[out + action] += outer;
  }

  /** Writes the first of the allowed choices with the largest logit of row i. */
  void mode(DistributionBatch batch, int i) {
    int maskFrom = maskFrom(batch, i);
    checkAllowed(batch.masks, maskFrom, n, batch.firstRow + i, column);
    int from = from(batch, i);
    int best = firstAllowed(batch.masks, maskFrom, n);
    for (int k = best + 1; k < n; k++) {
      if (allowed(batch.masks, maskFrom + k)
          && batch.parameters[from + k] > batch.parameters[from + best]) {
        best = k;
      }
    }
    batch.actions[actionIndex(batch, i)] = best;
  }

  /** KL(p || q) of row i. */
  float kl(RowView p, RowView q, MaskView masks, int i) {
    int pFrom = p.at(i) + column;
    int qFrom = q.at(i) + column;
    int maskFrom = masks.at(i) + column;
    checkAllowed(masks.flags(), maskFrom, n, i, column);
    float pShift = logSumExp(p.values(), pFrom, masks.flags(), maskFrom);
    float qShift = logSumExp(q.values(), qFrom, masks.flags(), maskFrom);
    float sum = 0;
    for (int k = 0; k < n; k++) {
      if (!allowed(masks.flags(), maskFrom + k)) {
        continue;
      }
      float logP = p.values()[pFrom + k] - pShift;
      float probability = FloatMath.exp(logP);
      if (probability != 0) {
        float logQ = q.values()[qFrom + k] - qShift;
        sum += probability * (shifted(logP) - shifted(logQ));
      }
    }
    return sum;
  }

  /** {@link Distribution#klGradient} of row i. */
  void klGradient(
      RowView p,
      RowView q,
      MaskView masks,
      int i,
      float scale,
      RowView pGradient,
      RowView qGradient) {
    float kl = kl(p, q, masks, i);
    int pFrom = p.at(i) + column;
    int qFrom = q.at(i) + column;
    int maskFrom = masks.at(i) + column;
    int pAt = pGradient.at(i) + column;
    int qAt = qGradient.at(i) + column;
    float pShift = logSumExp(p.values(), pFrom, masks.flags(), maskFrom);
    float qShift = logSumExp(q.values(), qFrom, masks.flags(), maskFrom);
    // Shares p / (p + e) and q / (q + e) are 1 without an epsilon, and so are their sums.
    float pShares = 1;
    float qShares = 1;
    if (epsilon > 0) {
      pShares = 0;
      qShares = 0;
      for (int k = 0; k < n; k++) {
        if (allowed(masks.flags(), maskFrom + k)) {
          float ofP = FloatMath.exp(p.values()[pFrom + k] - pShift);
          pShares += ofP * share(ofP);
          qShares += ofP * share(FloatMath.exp(q.values()[qFrom + k] - qShift));
        }
      }
    }
    for (int k = 0; k < n; k++) {
      if (!allowed(masks.flags(), maskFrom + k)) {
        continue;
      }
      float logP = p.values()[pFrom + k] - pShift;
      float logQ = q.values()[qFrom + k] - qShift;
      float ofP = FloatMath.exp(logP);
      float ofQ = FloatMath.exp(logQ);
      if (ofP != 0) {
        float inner = shifted(logP) - shifted(logQ) - kl;
        inner += epsilon > 0 ? share(ofP) - pShares : 0;
        pGradient.values()[pAt + k] += scale * ofP * inner;
      }
      qGradient.values()[qAt + k] += scale * (ofQ * qShares - ofP * share(ofQ));
    }
  }

  /**
   * Writes the product of the divergence's Hessian at row i with a vector v: {@code p (v - m)} with
   * {@code m = sum p v}. With an epsilon e, {@code d = p (v - m)}, {@code s = p / (p + e)} and
   * {@code c = e p / (p + e)^2 = s (1 - s)}, it is {@code d sum p s + p sum c d - c d}.
   */
  void fisherProduct(RowView parameters, MaskView masks, int i, RowView vectors, RowView products) {
    float[] logits = parameters.values();
    float[] product = products.values();
    int from = parameters.at(i) + column;
    int maskFrom = masks.at(i) + column;
    int vectorAt = vectors.at(i) + column;
    int productAt = products.at(i) + column;
    checkAllowed(masks.flags(), maskFrom, n, i, column);
    float shift = logSumExp(logits, from, masks.flags(), maskFrom);
    float mean = 0;
    for (int k = 0; k < n; k++) {
      if (allowed(masks.flags(), maskFrom + k)) {
        mean =
            Math.fma(FloatMath.exp(logits[from + k] - shift), vectors.values()[vectorAt + k], mean);
      }
    }
    float shares = epsilon > 0 ? 0 : 1;
    float bent = 0;
    for (int k = 0; k < n; k++) {
      if (!allowed(masks.flags(), maskFrom + k)) {
        product[productAt + k] = 0;
        continue;
      }
      float p = FloatMath.exp(logits[from + k] - shift);
      float change = p * (vectors.values()[vectorAt + k] - mean);
      product[productAt + k] = change;
      if (epsilon > 0) {
        float share = share(p);
        shares += p * share;
        bent += share * (1 - share) * change;
      }
    }
    for (int k = 0; epsilon > 0 && k < n; k++) {
      if (allowed(masks.flags(), maskFrom + k)) {
        float p = FloatMath.exp(logits[from + k] - shift);
        float share = share(p);
        float change = product[productAt + k];
        product[productAt + k] = change * shares + p * bent - share * (1 - share) * change;
      }
    }
  }

  /** Throws if nothing is allowed. */
  static void checkAllowed(boolean @Nullable [] masks, int maskFrom, int n, int row, int column) {
    if (firstAllowed(masks, maskFrom, n) == n) {
      throw new IllegalArgumentException(
          "row "
              + row
              + ": every one of the "
              + n
              + " choices "
              + (column > 0 ? "from flag " + column + " on " : "")
              + "is masked; allow at least one");
    }
  }

  private static int firstAllowed(boolean @Nullable [] masks, int maskFrom, int n) {
    int first = 0;
    while (first < n && !allowed(masks, maskFrom + first)) {
      first++;
    }
    return first;
  }

  private static boolean allowed(boolean @Nullable [] masks, int index) {
    return masks == null || masks[index];
  }

  private int from(DistributionBatch batch, int i) {
    return batch.parameterOffset + i * batch.stride + column;
  }

  private int maskFrom(DistributionBatch batch, int i) {
    return batch.maskOffset + i * width + column;
  }

  private int actionIndex(DistributionBatch batch, int i) {
    return batch.actionOffset + i * parts + part;
  }

  /** Fills {@code work} with exp(l - max l), 0 where masked, and returns max l. */
  private float weights(DistributionBatch batch, int i, ArrayMath math) {
    int maskFrom = maskFrom(batch, i);
    checkAllowed(batch.masks, maskFrom, n, batch.firstRow + i, column);
    int from = from(batch, i);
    int at = i * width + column;
    float max = max(batch.parameters, from, batch.masks, maskFrom);
    for (int k = 0; k < n; k++) {
      boolean allowed = allowed(batch.masks, maskFrom + k);
      batch.work[at + k] = allowed ? batch.parameters[from + k] - max : Float.NEGATIVE_INFINITY;
    }
    math.exp(batch.work, at, at + n);
    return max;
  }

  private float max(float[] logits, int from, boolean @Nullable [] masks, int maskFrom) {
    int first = firstAllowed(masks, maskFrom, n);
    float max = logits[from + first];
    for (int k = first + 1; k < n; k++) {
      float logit = logits[from + k];
      max = allowed(masks, maskFrom + k) && logit > max ? logit : max;
    }
    return max;
  }

  private float sum(float[] values, int from) {
    float sum = 0;
    for (int k = from; k < from + n; k++) {
      sum += values[k];
    }
    return sum;
  }

  private float logSumExp(float[] logits, int from, boolean @Nullable [] masks, int maskFrom) {
    float max = max(logits, from, masks, maskFrom);
    float sum = 0;
    for (int k = 0; k < n; k++) {
      if (allowed(masks, maskFrom + k)) {
        sum += FloatMath.exp(logits[from + k] - max);
      }
    }
    return max + FloatMath.log(sum);
  }

  private float logProb(float logit, float shift, float probability) {
    return epsilon > 0 ? FloatMath.log(probability + epsilon) : logit - shift;
  }

  /** What {@link #backward} calls g. */
  private float slope(float logit, float shift, float probability) {
    float logProb = logProb(logit, shift, probability);
    return epsilon > 0 ? logProb + share(probability) : logProb;
  }

  private float share(float probability) {
    return epsilon > 0 ? probability / (probability + epsilon) : 1;
  }

  /** The logarithm of a probability given by its own, with epsilon added to the probability. */
  private float shifted(float logProb) {
    return epsilon > 0 ? FloatMath.log(FloatMath.exp(logProb) + epsilon) : logProb;
  }
}
