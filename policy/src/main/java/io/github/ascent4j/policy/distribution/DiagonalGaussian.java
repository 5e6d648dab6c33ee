package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent normal components, parametrised per sample by {@code [mean(A), logStd(A)]}.
 *
 * <p>With {@code z = (a - mean) / std}: {@code log p = sum -z^2/2 - logStd - log(2 pi)/2} and
 * {@code H = sum logStd + log(2 pi e)/2}; {@code d log p / d mean = z / std}, {@code d log p / d
 * logStd = z^2 - 1}, {@code d H / d logStd = 1}.
 */
public record DiagonalGaussian(int dimensions) implements Distribution {
  private static final float HALF_LOG_TWO_PI = 0.9189385f;
  private static final float HALF_LOG_TWO_PI_E = 1.4189385f;

  public DiagonalGaussian {
    if (dimensions < 1) {
      throw new IllegalArgumentException(
          "Gaussian over " + dimensions + " dimensions; give at least 1");
    }
  }

  @Override
  public int parameterCount() {
    return 2 * dimensions;
  }

  @Override
  public int actionSize() {
    return dimensions;
  }

  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    for (int i = 0; i < batch.count; i++) {
      int mean = batch.parameterOffset + i * batch.stride;
      int logStd = mean + dimensions;
      int action = batch.actionOffset + i * dimensions;
      float logProb = 0;
      for (int d = 0; d < dimensions; d++) {
        float log = batch.parameters[logStd + d];
        float std = FloatMath.exp(log);
        float value = Math.fma(std, (float) Gaussians.next(random), batch.parameters[mean + d]);
        batch.actions[action + d] = value;
        // From the rounded action, so that evaluating it later gives the same number.
        logProb += logDensity((value - batch.parameters[mean + d]) / std, log);
      }
      batch.logProbs[i] = logProb;
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
    System.arraycopy(parameters, offset, actions, actionOffset, dimensions);
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    int width = 2 * dimensions;
    float[] work = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int logStd = batch.parameterOffset + i * batch.stride + dimensions;
      System.arraycopy(batch.parameters, logStd, work, i * dimensions, dimensions);
    }
    math.exp(work, 0, batch.count * dimensions);
    // Standard deviations spread to every other block, z fills the gaps; last row first, since they
    // move up.
    for (int i = batch.count - 1; i >= 0; i--) {
      int mean = batch.parameterOffset + i * batch.stride;
      int action = batch.actionOffset + i * dimensions;
      System.arraycopy(work, i * dimensions, work, i * width + dimensions, dimensions);
      float logProb = 0;
      float entropy = 0;
      for (int d = 0; d < dimensions; d++) {
        float log = batch.parameters[mean + dimensions + d];
        float std = work[i * width + dimensions + d];
        float z = (batch.actions[action + d] - batch.parameters[mean + d]) / std;
        work[i * width + d] = z;
        logProb += logDensity(z, log);
        entropy += log + HALF_LOG_TWO_PI_E;
      }
      batch.logProbs[i] = logProb;
      batch.entropies[i] = entropy;
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
    float[] work = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int row = i * 2 * dimensions;
      int out = offset + i * stride;
      float outer = logProbGradients[i];
      for (int d = 0; d < dimensions; d++) {
        float z = work[row + d];
        gradients[out + d] = outer * (z / work[row + dimensions + d]);
        gradients[out + dimensions + d] = outer * (z * z - 1) + entropyGradient;
      }
    }
  }

  /** KL(p || q) = sum log(sq/sp) + (sp^2 + (mp - mq)^2) / (2 sq^2) - 1/2. */
  @Override
  public float kl(
      float[] p, int pOffset, float[] q, int qOffset, boolean @Nullable [] masks, int maskOffset) {
    float sum = 0;
    for (int d = 0; d < dimensions; d++) {
      float logRatio = p[pOffset + dimensions + d] - q[qOffset + dimensions + d];
      float z = (p[pOffset + d] - q[qOffset + d]) / FloatMath.exp(q[qOffset + dimensions + d]);
      sum += 0.5f * (FloatMath.exp(2 * logRatio) + z * z - 1) - logRatio;
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
    for (int d = 0; d < dimensions; d++) {
      float logRatio = p[pOffset + dimensions + d] - q[qOffset + dimensions + d];
      float square = FloatMath.exp(2 * logRatio);
      float std = FloatMath.exp(q[qOffset + dimensions + d]);
      float z = (p[pOffset + d] - q[qOffset + d]) / std;
      pGradient[pGradientOffset + d] += scale * z / std;
      qGradient[qGradientOffset + d] -= scale * z / std;
      pGradient[pGradientOffset + dimensions + d] += scale * (square - 1);
      qGradient[qGradientOffset + dimensions + d] += scale * (1 - square - z * z);
    }
  }

  private static float logDensity(float z, float logStd) {
    return -0.5f * z * z - logStd - HALF_LOG_TWO_PI;
  }
}
