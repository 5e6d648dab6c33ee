package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;

/**
 * A diagonal Gaussian whose noise comes from the state (Raffin et al. 2021, "Smooth exploration for
 * robotic reinforcement learning"), parametrised per sample by {@code [mean(A), logStd(A),
 * features(F)]}. Everything is as for a {@link DiagonalGaussian} of the first 2A, but for one
 * thing: where a batch has {@link ExplorationNoise}, the noise of an action is that of its copy.
 * Without, every row is drawn by itself, which for one step is the same distribution. The features
 * have no gradient.
 *
 * @param gaussian the distribution of the actions, without limits of its deviations
 * @param features F
 */
public record ExplorationGaussian(DiagonalGaussian gaussian, int features) implements Distribution {
  public ExplorationGaussian {
    if (features < 1) {
      throw new IllegalArgumentException(
          "Gaussian with the noise of " + features + " features; give at least 1");
    }
  }

  @Override
  public int parameterCount() {
    return 2 * gaussian.dimensions() + features;
  }

  @Override
  public int actionSize() {
    return gaussian.dimensions();
  }

  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    ExplorationNoise noise = batch.noise;
    if (noise == null) {
      gaussian.sample(batch, random, math);
      return;
    }
    int dimensions = gaussian.dimensions();
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      noise.act(
          batch.firstCopy + i,
          random,
          batch.parameters,
          row,
          row + 2 * dimensions,
          batch.actions,
          batch.actionOffset + i * dimensions);
    }
    gaussian.evaluate(batch, math);
  }

  @Override
  public void mode(DistributionBatch batch) {
    gaussian.mode(batch);
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    gaussian.evaluate(batch, math);
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    gaussian.backward(batch, logProbGradients, entropyGradient, gradients);
    for (int i = 0; i < batch.count; i++) {
      int from = gradients.at(i) + 2 * gaussian.dimensions();
      for (int f = 0; f < features; f++) {
        gradients.values()[from + f] = 0;
      }
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    gaussian.kl(p, q, masks, kl);
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    gaussian.klGradient(p, q, masks, scale, pGradient, qGradient);
  }

  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    gaussian.fisherProduct(parameters, masks, vectors, products);
    for (int i = 0; i < products.count(); i++) {
      int from = products.at(i) + 2 * gaussian.dimensions();
      for (int f = 0; f < features; f++) {
        products.values()[from + f] = 0;
      }
    }
  }
}
