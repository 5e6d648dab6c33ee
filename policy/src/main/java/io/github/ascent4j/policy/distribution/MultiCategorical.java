package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.List;
import java.util.random.RandomGenerator;

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
    for (int i = 0; i < batch.count; i++) {
      batch.logProbs[i] = 0;
      for (Choice choice : batch.choices) {
        choice.sample(batch, i, random, math);
      }
    }
  }

  @Override
  public void mode(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      for (Choice choice : batch.choices) {
        choice.mode(batch, i);
      }
    }
  }

  @Override
  public void probabilities(
      DistributionBatch batch, ArrayMath math, float[] probabilities, int offset) {
    int to = offset;
    for (int i = 0; i < batch.count; i++) {
      for (Choice choice : batch.choices) {
        choice.probabilities(batch, i, math, probabilities, to);
        to += choice.n();
      }
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    for (int i = 0; i < batch.count; i++) {
      batch.logProbs[i] = 0;
      batch.entropies[i] = 0;
      for (Choice choice : batch.choices) {
        choice.evaluate(batch, i, math);
      }
    }
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    for (int i = 0; i < batch.count; i++) {
      for (Choice choice : batch.choices) {
        choice.backward(batch, i, logProbGradients[i], entropyGradient, gradients);
      }
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    Choice[] choices = Choice.of(this);
    for (int i = 0; i < p.count(); i++) {
      float sum = 0;
      for (Choice choice : choices) {
        sum += choice.kl(p, q, masks, i);
      }
      kl[i] += sum;
    }
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    for (Choice choice : Choice.of(this)) {
      for (int i = 0; i < p.count(); i++) {
        choice.klGradient(p, q, masks, i, scale, pGradient, qGradient);
      }
    }
  }

  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    for (Choice choice : Choice.of(this)) {
      for (int i = 0; i < parameters.count(); i++) {
        choice.fisherProduct(parameters, masks, i, vectors, products);
      }
    }
  }
}
