package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * K independent choices, parametrised by their logits side by side; an action is K indices.
 * Log-probability, entropy and divergence are the sums of the parts', each a {@link Categorical};
 * masks lie side by side like the logits.
 *
 * @param nvec number of choices of each part
 */
public record MultiCategorical(List<Integer> nvec) implements Distribution {
  public MultiCategorical {
    nvec = List.copyOf(nvec);
    long sum = 0;
    for (int n : nvec) {
      if (n < 1) {
        throw new IllegalArgumentException(
            "MultiCategorical over " + nvec + " choices; give at least 1 for each part");
      }
      sum += n;
    }
    if (nvec.isEmpty() || sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "MultiCategorical over "
              + nvec
              + " choices; give at least one part and at most 2^31-1"
              + " choices in all");
    }
  }

  public static MultiCategorical of(Integer... nvec) {
    return new MultiCategorical(List.of(nvec));
  }

  @Override
  public int parameterCount() {
    int sum = 0;
    for (int k = 0; k < nvec.size(); k++) {
      sum += nvec.get(k);
    }
    return sum;
  }

  @Override
  public int actionSize() {
    return nvec.size();
  }

  @Override
  public int maskSize() {
    return parameterCount();
  }

  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    int width = parameterCount();
    for (int i = 0; i < batch.count; i++) {
      batch.logProbs[i] = 0;
      int column = 0;
      for (int k = 0; k < nvec.size(); k++) {
        int n = nvec.get(k);
        batch.actions[actionIndex(batch, i, k)] =
            Choices.sample(batch, i, width, column, n, 0, random, math);
        column += n;
      }
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
    int width = parameterCount();
    int column = 0;
    for (int k = 0; k < nvec.size(); k++) {
      int n = nvec.get(k);
      actions[actionOffset + k] =
          Choices.mode(parameters, offset + column, n, masks, maskOffset + column, width);
      column += n;
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    int width = parameterCount();
    for (int i = 0; i < batch.count; i++) {
      batch.logProbs[i] = 0;
      batch.entropies[i] = 0;
      int column = 0;
      for (int k = 0; k < nvec.size(); k++) {
        int n = nvec.get(k);
        int action = (int) batch.actions[actionIndex(batch, i, k)];
        batch.rowWork[i * nvec.size() + k] =
            Choices.evaluate(batch, i, width, column, n, action, 0, math);
        column += n;
      }
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
    int width = parameterCount();
    for (int i = 0; i < batch.count; i++) {
      int column = 0;
      for (int k = 0; k < nvec.size(); k++) {
        int n = nvec.get(k);
        Choices.backward(
            batch,
            i,
            width,
            column,
            n,
            (int) batch.actions[actionIndex(batch, i, k)],
            0,
            batch.rowWork[i * nvec.size() + k],
            logProbGradients[i],
            entropyGradient,
            gradients,
            offset + i * stride + column);
        column += n;
      }
    }
  }

  @Override
  public float kl(
      float[] p, int pOffset, float[] q, int qOffset, boolean @Nullable [] masks, int maskOffset) {
    float sum = 0;
    int column = 0;
    for (int k = 0; k < nvec.size(); k++) {
      int n = nvec.get(k);
      sum += Choices.kl(p, pOffset + column, q, qOffset + column, n, masks, maskOffset + column, 0);
      column += n;
    }
    return sum;
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
    int column = 0;
    for (int k = 0; k < nvec.size(); k++) {
      int n = nvec.get(k);
      Choices.klGradient(
          p,
          pOffset + column,
          q,
          qOffset + column,
          n,
          masks,
          maskOffset + column,
          0,
          scale,
          pGradient,
          pGradientOffset + column,
          qGradient,
          qGradientOffset + column);
      column += n;
    }
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
    int column = 0;
    for (int k = 0; k < nvec.size(); k++) {
      int n = nvec.get(k);
      Choices.fisherProduct(
          parameters,
          offset + column,
          n,
          masks,
          maskOffset + column,
          0,
          vector,
          vectorOffset + column,
          product,
          productOffset + column);
      column += n;
    }
  }

  private int actionIndex(DistributionBatch batch, int i, int k) {
    return batch.actionOffset + i * nvec.size() + k;
  }
}
