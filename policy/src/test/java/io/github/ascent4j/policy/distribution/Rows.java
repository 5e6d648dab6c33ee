package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Rows of a distribution with everything the tests ask about them. */
final class Rows {
  final Distribution distribution;
  final float[] parameters;
  final float[] actions;
  final int count;
  final DistributionBatch batch;
  final boolean @Nullable [] masks;

  Rows(Distribution distribution, float[] parameters, float[] actions) {
    this(distribution, parameters, actions, null);
  }

  Rows(Distribution distribution, float[] parameters, float[] actions, boolean @Nullable [] masks) {
    this.masks = masks;
    this.distribution = distribution;
    this.parameters = parameters;
    this.actions = actions;
    count = actions.length / distribution.actionSize();
    batch = new DistributionBatch(distribution, count);
    batch.of(parameters, 0, distribution.parameterCount(), actions, 0, count).masked(masks, 0);
  }

  Rows sample(RandomGenerator random) {
    distribution.sample(batch, random, ArrayMath.SCALAR);
    return this;
  }

  Rows evaluate() {
    distribution.evaluate(batch, ArrayMath.SCALAR);
    return this;
  }

  float[] logProbs() {
    return batch.logProbs;
  }

  float[] entropies() {
    return batch.entropies;
  }

  /** Gradient of {@code logProbWeight * sum log p + entropyWeight * sum H}. */
  float[] gradient(float logProbWeight, float entropyWeight) {
    evaluate();
    float[] outer = new float[count];
    Arrays.fill(outer, logProbWeight);
    float[] gradient = new float[parameters.length];
    distribution.backward(batch, outer, entropyWeight, gradient, 0, distribution.parameterCount());
    return gradient;
  }

  float[] modes() {
    float[] modes = new float[actions.length];
    for (int i = 0; i < count; i++) {
      distribution.mode(
          parameters,
          i * distribution.parameterCount(),
          masks,
          i * distribution.maskSize(),
          modes,
          i * distribution.actionSize());
    }
    return modes;
  }

  float[] kl(float[] other) {
    float[] kl = new float[count];
    int size = distribution.parameterCount();
    for (int i = 0; i < count; i++) {
      kl[i] =
          distribution.kl(
              parameters, i * size, other, i * size, masks, i * distribution.maskSize());
    }
    return kl;
  }

  /** Gradients of the sum of KL(this || other): first with respect to this, then to other. */
  float[][] klGradients(float[] other) {
    float[][] gradients = new float[2][parameters.length];
    int size = distribution.parameterCount();
    for (int i = 0; i < count; i++) {
      int row = i * size;
      distribution.klGradient(
          parameters,
          row,
          other,
          row,
          masks,
          i * distribution.maskSize(),
          1,
          gradients[0],
          row,
          gradients[1],
          row);
    }
    return gradients;
  }
}
