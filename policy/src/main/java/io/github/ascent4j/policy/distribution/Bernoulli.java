package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * K independent yes-or-no actions, parametrised by logits {@code x}: {@code p = sigmoid(x)} is the
 * probability of 1.
 *
 * <p>{@code log p_a = sum a x - softplus(x)} and {@code H = sum p softplus(-x) + (1-p)
 * softplus(x)}; {@code d log p_a / d x = a - p} and {@code d H / d x = -x p (1-p)}. A mask has two
 * flags for each action, whether 0 and whether 1 is allowed; where only one is, it is certain.
 *
 * @param k number of actions
 */
public record Bernoulli(int k) implements Distribution {
  public Bernoulli {
    if (k < 1 || k > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "Bernoulli over " + k + " actions; give at least 1 and at most 2^30");
    }
  }

  @Override
  public int parameterCount() {
    return k;
  }

  @Override
  public int actionSize() {
    return k;
  }

  @Override
  public int maskSize() {
    return 2 * k;
  }

  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    for (int i = 0; i < batch.count; i++) {
      float sum = 0;
      for (int j = 0; j < k; j++) {
        float x = batch.parameters[batch.parameterOffset + i * batch.stride + j];
        // Drawn even where only one is allowed, so that masks do not move the generator.
        boolean one = random.nextDouble() < FloatMath.sigmoid(x);
        int forced = forced(batch, i, j);
        int action = forced >= 0 ? forced : one ? 1 : 0;
        batch.actions[batch.actionOffset + i * k + j] = action;
        sum += logProb(x, action, forced);
      }
      batch.logProbs[i] = sum;
    }
  }

  @Override
  public void mode(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      for (int j = 0; j < k; j++) {
        float x = batch.parameters[batch.parameterOffset + i * batch.stride + j];
        int forced = forced(batch, i, j);
        boolean one = forced >= 0 ? forced == 1 : x > 0;
        batch.actions[batch.actionOffset + i * k + j] = one ? 1 : 0;
      }
    }
  }

  /** Two for each action, that of 0 and that of 1. */
  @Override
  public void probabilities(
      DistributionBatch batch, ArrayMath math, float[] probabilities, int offset) {
    for (int i = 0; i < batch.count; i++) {
      for (int j = 0; j < k; j++) {
        float x = batch.parameters[batch.parameterOffset + i * batch.stride + j];
        int forced = forced(batch, i, j);
        int to = offset + 2 * (i * k + j);
        probabilities[to] = forced < 0 ? FloatMath.sigmoid(-x) : 1 - forced;
        probabilities[to + 1] = forced < 0 ? FloatMath.sigmoid(x) : forced;
      }
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    for (int i = 0; i < batch.count; i++) {
      float logProb = 0;
      float entropy = 0;
      for (int j = 0; j < k; j++) {
        float x = batch.parameters[batch.parameterOffset + i * batch.stride + j];
        int action = (int) batch.actions[batch.actionOffset + i * k + j];
        int forced = forced(batch, i, j);
        logProb += logProb(x, action, forced);
        if (forced < 0) {
          entropy +=
              FloatMath.sigmoid(x) * FloatMath.softplus(-x)
                  + FloatMath.sigmoid(-x) * FloatMath.softplus(x);
        }
      }
      batch.logProbs[i] = logProb;
      batch.entropies[i] = entropy;
    }
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    for (int i = 0; i < batch.count; i++) {
      for (int j = 0; j < k; j++) {
        float x = batch.parameters[batch.parameterOffset + i * batch.stride + j];
        float one = FloatMath.sigmoid(x);
        float zero = FloatMath.sigmoid(-x);
        boolean action = batch.actions[batch.actionOffset + i * k + j] != 0;
        gradients.values()[gradients.at(i) + j] =
            forced(batch, i, j) >= 0
                ? 0
                : logProbGradients[i] * (action ? zero : -one) - entropyGradient * x * one * zero;
      }
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    for (int i = 0; i < p.count(); i++) {
      float sum = 0;
      for (int j = 0; j < k; j++) {
        if (forced(masks.flags(), masks.at(i), j, i) < 0) {
          float x = p.values()[p.at(i) + j];
          float y = q.values()[q.at(i) + j];
          sum +=
              FloatMath.sigmoid(x) * (FloatMath.softplus(-y) - FloatMath.softplus(-x))
                  + FloatMath.sigmoid(-x) * (FloatMath.softplus(y) - FloatMath.softplus(x));
        }
      }
      kl[i] += sum;
    }
  }

  /** d KL / d x = p (1-p) (x - y) and d KL / d y = q - p. */
  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    for (int i = 0; i < p.count(); i++) {
      for (int j = 0; j < k; j++) {
        if (forced(masks.flags(), masks.at(i), j, i) < 0) {
          float x = p.values()[p.at(i) + j];
          float y = q.values()[q.at(i) + j];
          float one = FloatMath.sigmoid(x);
          pGradient.values()[pGradient.at(i) + j] += scale * one * FloatMath.sigmoid(-x) * (x - y);
          qGradient.values()[qGradient.at(i) + j] += scale * (FloatMath.sigmoid(y) - one);
        }
      }
    }
  }

  /** d^2 KL / d y^2 = q (1-q). */
  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    for (int i = 0; i < parameters.count(); i++) {
      for (int j = 0; j < k; j++) {
        float x = parameters.values()[parameters.at(i) + j];
        boolean free = forced(masks.flags(), masks.at(i), j, i) < 0;
        float variance = free ? FloatMath.sigmoid(x) * FloatMath.sigmoid(-x) : 0;
        products.values()[products.at(i) + j] = variance * vectors.values()[vectors.at(i) + j];
      }
    }
  }

  private static float logProb(float x, int action, int forced) {
    if (forced >= 0) {
      return action == forced ? 0 : Float.NEGATIVE_INFINITY;
    }
    return -FloatMath.softplus(action == 0 ? x : -x);
  }

  private int forced(DistributionBatch batch, int i, int j) {
    return forced(batch.masks, batch.maskOffset + 2 * k * i, j, batch.firstRow + i);
  }

  /** The only action that is allowed, or -1 where both are. */
  private static int forced(boolean @Nullable [] masks, int maskOffset, int j, int row) {
    if (masks == null) {
      return -1;
    }
    int at = maskOffset + 2 * j;
    Choice.checkAllowed(masks, at, 2, row, 2 * j);
    return masks[at] && masks[at + 1] ? -1 : masks[at] ? 0 : 1;
  }
}
