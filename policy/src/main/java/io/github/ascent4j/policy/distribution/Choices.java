package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One categorical choice of one row in its general form, with masks and an epsilon; rows are made
 * of one such choice or of several side by side. Where everything is allowed and epsilon is 0, the
 * bits are those of {@link Categorical}.
 *
 * <p>A masked choice is left out of the softmax and of every sum, whatever its logit, so that its
 * probability, its share of the entropy and its gradient are exactly 0. With an epsilon e,
 * logarithms of probabilities become {@code log(p + e)}, as in rlpyt.
 *
 * <p>In a batch, the choice is given as its row i, the width of a row, and the columns {@code
 * column .. column+n-1} within it.
 */
final class Choices {
  private Choices() {}

  /** Draws an action and adds its log-probability to the row's. */
  static int sample(
      DistributionBatch batch,
      int i,
      int width,
      int column,
      int n,
      float epsilon,
      RandomGenerator random,
      ArrayMath math) {
    float max = weights(batch, i, width, column, n, math);
    int at = i * width + column;
    float sum = sum(batch.work, at, n);
    double threshold = random.nextDouble() * sum;
    // Without any positive weight (a row of NaN) the first allowed choice stands for none; the NaN
    // of its log-probability tells.
    int action = firstAllowed(batch.masks, maskFrom(batch, i, width, column), n);
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
    batch.logProbs[i] += logProb(batch, i, column, action, shift, probability, epsilon);
    return action;
  }

  /**
   * Adds log-probability of an action and entropy to the row's; leaves the probabilities in {@code
   * work} for {@link #backward}.
   *
   * @return the logarithm of the sum of exponentials, which backward needs
   */
  static float evaluate(
      DistributionBatch batch,
      int i,
      int width,
      int column,
      int n,
      int action,
      float epsilon,
      ArrayMath math) {
    float max = weights(batch, i, width, column, n, math);
    float[] work = batch.work;
    int at = i * width + column;
    float sum = sum(work, at, n);
    float inverse = 1 / sum;
    float shift = max + FloatMath.log(sum);
    int from = from(batch, i, column);
    float entropy = 0;
    for (int k = 0; k < n; k++) {
      float p = work[at + k] * inverse;
      work[at + k] = p;
      entropy -= p > 0 ? p * logProb(batch.parameters[from + k], shift, p, epsilon) : p;
    }
    boolean possible = allowed(batch.masks, maskFrom(batch, i, width, column) + action);
    batch.logProbs[i] +=
        possible
            ? logProb(batch, i, column, action, shift, work[at + action], epsilon)
            : Float.NEGATIVE_INFINITY;
    batch.entropies[i] += entropy;
    return shift;
  }

  /** Writes the gradients of the columns, after {@link #evaluate} returned {@code shift}. */
  static void backward(
      DistributionBatch batch,
      int i,
      int width,
      int column,
      int n,
      int action,
      float epsilon,
      float shift,
      float logProbGradient,
      float entropyGradient,
      float[] gradients,
      int offset) {
    float[] work = batch.work;
    int at = i * width + column;
    int from = from(batch, i, column);
    int maskFrom = maskFrom(batch, i, width, column);
    // d H / d l_i = -p_i (g_i - sum_j p_j g_j) with g = log(p + e) + p / (p + e).
    float mean = 0;
    for (int k = 0; k < n; k++) {
      float p = work[at + k];
      mean += p > 0 ? p * slope(batch.parameters[from + k], shift, p, epsilon) : p;
    }
    float chosen = work[at + action];
    float outer = allowed(batch.masks, maskFrom + action) ? logProbGradient : 0;
    outer = epsilon > 0 ? outer * (chosen / (chosen + epsilon)) : outer;
    for (int k = 0; k < n; k++) {
      float p = work[at + k];
      float ofEntropy =
          p > 0 ? p * (slope(batch.parameters[from + k], shift, p, epsilon) - mean) : p;
      boolean allowed = allowed(batch.masks, maskFrom + k);
      gradients[offset + k] = allowed ? -outer * p - entropyGradient * ofEntropy : 0;
    }
    gradients[offset + action] += outer;
  }

  /**
   * The first of the allowed choices with the largest logit.
   *
   * @param width of a row of masks, for messages
   */
  static int mode(
      float[] logits, int from, int n, boolean @Nullable [] masks, int maskFrom, int width) {
    checkAllowed(masks, maskFrom, n, maskFrom / width, maskFrom % width);
    int best = firstAllowed(masks, maskFrom, n);
    for (int k = best + 1; k < n; k++) {
      if (allowed(masks, maskFrom + k) && logits[from + k] > logits[from + best]) {
        best = k;
      }
    }
    return best;
  }

  static float kl(
      float[] p,
      int pFrom,
      float[] q,
      int qFrom,
      int n,
      boolean @Nullable [] masks,
      int maskFrom,
      float epsilon) {
    float pShift = logSumExp(p, pFrom, n, masks, maskFrom);
    float qShift = logSumExp(q, qFrom, n, masks, maskFrom);
    float sum = 0;
    for (int k = 0; k < n; k++) {
      if (!allowed(masks, maskFrom + k)) {
        continue;
      }
      float logP = p[pFrom + k] - pShift;
      float probability = FloatMath.exp(logP);
      if (probability != 0) {
        float logQ = q[qFrom + k] - qShift;
        sum += probability * (shifted(logP, epsilon) - shifted(logQ, epsilon));
      }
    }
    return sum;
  }

  static void klGradient(
      float[] p,
      int pFrom,
      float[] q,
      int qFrom,
      int n,
      boolean @Nullable [] masks,
      int maskFrom,
      float epsilon,
      float scale,
      float[] pGradient,
      int pAt,
      float[] qGradient,
      int qAt) {
    float pShift = logSumExp(p, pFrom, n, masks, maskFrom);
    float qShift = logSumExp(q, qFrom, n, masks, maskFrom);
    float kl = kl(p, pFrom, q, qFrom, n, masks, maskFrom, epsilon);
    // Shares p / (p + e) and q / (q + e) are 1 without an epsilon, and so are their sums.
    float pShares = 1;
    float qShares = 1;
    if (epsilon > 0) {
      pShares = 0;
      qShares = 0;
      for (int k = 0; k < n; k++) {
        if (allowed(masks, maskFrom + k)) {
          float ofP = FloatMath.exp(p[pFrom + k] - pShift);
          pShares += ofP * share(ofP, epsilon);
          qShares += ofP * share(FloatMath.exp(q[qFrom + k] - qShift), epsilon);
        }
      }
    }
    for (int k = 0; k < n; k++) {
      if (!allowed(masks, maskFrom + k)) {
        continue;
      }
      float logP = p[pFrom + k] - pShift;
      float logQ = q[qFrom + k] - qShift;
      float ofP = FloatMath.exp(logP);
      float ofQ = FloatMath.exp(logQ);
      if (ofP != 0) {
        float inner = shifted(logP, epsilon) - shifted(logQ, epsilon) - kl;
        inner += epsilon > 0 ? share(ofP, epsilon) - pShares : 0;
        pGradient[pAt + k] += scale * ofP * inner;
      }
      qGradient[qAt + k] += scale * (ofQ * qShares - ofP * share(ofQ, epsilon));
    }
  }

  /**
   * Writes the product of the divergence's Hessian with a vector v: {@code p (v - m)} with {@code m
   * = sum p v}. With an epsilon e, {@code d = p (v - m)}, {@code s = p / (p + e)} and {@code c = e
   * p / (p + e)^2 = s (1 - s)}, it is {@code d sum p s + p sum c d - c d}.
   */
  static void fisherProduct(
      float[] logits,
      int from,
      int n,
      boolean @Nullable [] masks,
      int maskFrom,
      float epsilon,
      float[] vector,
      int vectorAt,
      float[] product,
      int productAt) {
    float shift = logSumExp(logits, from, n, masks, maskFrom);
    float mean = 0;
    for (int k = 0; k < n; k++) {
      if (allowed(masks, maskFrom + k)) {
        mean = Math.fma(FloatMath.exp(logits[from + k] - shift), vector[vectorAt + k], mean);
      }
    }
    float shares = epsilon > 0 ? 0 : 1;
    float bent = 0;
    for (int k = 0; k < n; k++) {
      if (!allowed(masks, maskFrom + k)) {
        product[productAt + k] = 0;
        continue;
      }
      float p = FloatMath.exp(logits[from + k] - shift);
      float change = p * (vector[vectorAt + k] - mean);
      product[productAt + k] = change;
      if (epsilon > 0) {
        float share = share(p, epsilon);
        shares += p * share;
        bent += share * (1 - share) * change;
      }
    }
    for (int k = 0; epsilon > 0 && k < n; k++) {
      if (allowed(masks, maskFrom + k)) {
        float p = FloatMath.exp(logits[from + k] - shift);
        float share = share(p, epsilon);
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

  private static int from(DistributionBatch batch, int i, int column) {
    return batch.parameterOffset + i * batch.stride + column;
  }

  private static int maskFrom(DistributionBatch batch, int i, int width, int column) {
    return batch.maskOffset + i * width + column;
  }

  /** Fills {@code work} with exp(l - max l), 0 where masked, and returns max l. */
  private static float weights(
      DistributionBatch batch, int i, int width, int column, int n, ArrayMath math) {
    int maskFrom = maskFrom(batch, i, width, column);
    checkAllowed(batch.masks, maskFrom, n, i, column);
    int from = from(batch, i, column);
    int at = i * width + column;
    float max = max(batch.parameters, from, n, batch.masks, maskFrom);
    for (int k = 0; k < n; k++) {
      boolean allowed = allowed(batch.masks, maskFrom + k);
      batch.work[at + k] = allowed ? batch.parameters[from + k] - max : Float.NEGATIVE_INFINITY;
    }
    math.exp(batch.work, at, at + n);
    return max;
  }

  private static float max(
      float[] logits, int from, int n, boolean @Nullable [] masks, int maskFrom) {
    int first = firstAllowed(masks, maskFrom, n);
    float max = logits[from + first];
    for (int k = first + 1; k < n; k++) {
      float logit = logits[from + k];
      max = allowed(masks, maskFrom + k) && logit > max ? logit : max;
    }
    return max;
  }

  private static float sum(float[] values, int from, int n) {
    float sum = 0;
    for (int k = from; k < from + n; k++) {
      sum += values[k];
    }
    return sum;
  }

  private static float logSumExp(
      float[] logits, int from, int n, boolean @Nullable [] masks, int maskFrom) {
    checkAllowed(masks, maskFrom, n, 0, 0);
    float max = max(logits, from, n, masks, maskFrom);
    float sum = 0;
    for (int k = 0; k < n; k++) {
      if (allowed(masks, maskFrom + k)) {
        sum += FloatMath.exp(logits[from + k] - max);
      }
    }
    return max + FloatMath.log(sum);
  }

  private static float logProb(
      DistributionBatch batch, int i, int column, int action, float shift, float p, float e) {
    return logProb(batch.parameters[from(batch, i, column) + action], shift, p, e);
  }

  private static float logProb(float logit, float shift, float probability, float epsilon) {
    return epsilon > 0 ? FloatMath.log(probability + epsilon) : logit - shift;
  }

  /** What {@link #backward} calls g. */
  private static float slope(float logit, float shift, float probability, float epsilon) {
    float logProb = logProb(logit, shift, probability, epsilon);
    return epsilon > 0 ? logProb + share(probability, epsilon) : logProb;
  }

  private static float share(float probability, float epsilon) {
    return epsilon > 0 ? probability / (probability + epsilon) : 1;
  }

  /** The logarithm of a probability given by its own, with epsilon added to the probability. */
  private static float shifted(float logProb, float epsilon) {
    return epsilon > 0 ? FloatMath.log(FloatMath.exp(logProb) + epsilon) : logProb;
  }
}
