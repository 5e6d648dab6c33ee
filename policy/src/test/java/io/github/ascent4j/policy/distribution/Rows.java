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
    distribution.backward(batch, outer, entropyWeight, view(gradient));
    return gradient;
  }

  float[] modes() {
    float[] modes = new float[actions.length];
    batch.of(parameters, 0, distribution.parameterCount(), modes, 0, count).masked(masks, 0);
    distribution.mode(batch);
    batch.of(parameters, 0, distribution.parameterCount(), actions, 0, count).masked(masks, 0);
    return modes;
  }

  float[] kl(float[] other) {
    float[] kl = new float[count];
    distribution.kl(view(parameters), view(other), maskView(), kl);
    return kl;
  }

  /** Gradients of the sum of KL(this || other): first with respect to this, then to other. */
  float[][] klGradients(float[] other) {
    float[][] gradients = new float[2][parameters.length];
    distribution.klGradient(
        view(parameters), view(other), maskView(), 1, view(gradients[0]), view(gradients[1]));
    return gradients;
  }

  private RowView view(float[] values) {
    return new RowView(values, 0, distribution.parameterCount(), count);
  }

  private MaskView maskView() {
    return new MaskView(masks, 0, distribution.maskSize());
  }
}
