package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
  public void mode(
      float[] parameters,
      int offset,
      boolean @Nullable [] masks,
      int maskOffset,
      float[] actions,
      int actionOffset) {
    gaussian.mode(parameters, offset, masks, maskOffset, actions, actionOffset);
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    gaussian.evaluate(batch, math);
  }

  @Override
  public void backward(
      DistributionBatch batch,
      float[] logProbGradients,
      float entropyGradient,
      float[] gradients,
      int offset,
      int stride) {
    gaussian.backward(batch, logProbGradients, entropyGradient, gradients, offset, stride);
    for (int i = 0; i < batch.count; i++) {
      int from = offset + i * stride + 2 * gaussian.dimensions();
      for (int f = 0; f < features; f++) {
        gradients[from + f] = 0;
      }
    }
  }

  @Override
  public float kl(
      float[] p, int pOffset, float[] q, int qOffset, boolean @Nullable [] masks, int maskOffset) {
    return gaussian.kl(p, pOffset, q, qOffset, masks, maskOffset);
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
    gaussian.klGradient(
        p,
        pOffset,
        q,
        qOffset,
        masks,
        maskOffset,
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
    int dimensions = gaussian.dimensions();
    gaussian.fisherProduct(
        parameters,
        offset + dimensions,
        vector,
        vectorOffset,
        vectorOffset + dimensions,
        product,
        productOffset,
        productOffset + dimensions);
    for (int f = 0; f < features; f++) {
      product[productOffset + 2 * dimensions + f] = 0;
    }
  }
}
