package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.random.RandomGenerator;

/**
 * Independent normal components, parametrised per sample by {@code [mean(A), logStd(A)]}.
 *
 * <p>With {@code z = (a - mean) / std}: {@code log p = sum -z^2/2 - logStd - log(2 pi)/2} and
 * {@code H = sum logStd + log(2 pi e)/2}; {@code d log p / d mean = z / std}, {@code d log p / d
 * logStd = z^2 - 1}, {@code d H / d logStd = 1}.
 *
 * <p>Log standard deviations are cut to the limits before use; their gradient is 0 strictly outside
 * and passes unchanged inside and on the limits.
 *
 * @param epsilon added to the deviation that errors are divided by, and to the denominator of the
 *     divergence: 1e-8 is rlpyt's form, 0 the exact distribution
 */
public record DiagonalGaussian(int dimensions, float minLogStd, float maxLogStd, float epsilon)
    implements Distribution {
  private static final float HALF_LOG_TWO_PI = 0.9189385f;
  private static final float HALF_LOG_TWO_PI_E = 1.4189385f;

  public DiagonalGaussian {
    if (dimensions < 1) {
      throw new IllegalArgumentException(
          "Gaussian over " + dimensions + " dimensions; give at least 1");
    }
    if (!(minLogStd <= maxLogStd)) {
      throw new IllegalArgumentException(
          "Gaussian with log standard deviations from "
              + minLogStd
              + " to "
              + maxLogStd
              + ": give the smaller limit first");
    }
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new IllegalArgumentException(
          "Gaussian with epsilon " + epsilon + "; give one from 0 to below 1");
    }
  }

  /** Without limits. */
  public DiagonalGaussian(int dimensions) {
    this(dimensions, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0);
  }

  private boolean isLimited() {
    return minLogStd > Float.NEGATIVE_INFINITY || maxLogStd < Float.POSITIVE_INFINITY;
  }

  /** NaN stays NaN, so that it is seen. */
  private float limited(float logStd) {
    return logStd < minLogStd ? minLogStd : logStd > maxLogStd ? maxLogStd : logStd;
  }

  /** Whether a log standard deviation lies strictly outside the limits, where it cannot move. */
  boolean isOutside(float logStd) {
    return logStd < minLogStd || logStd > maxLogStd;
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
        float log = limited(batch.parameters[logStd + d]);
        float std = FloatMath.exp(log);
        float value = Math.fma(std, (float) Gaussians.next(random), batch.parameters[mean + d]);
        batch.actions[action + d] = value;
        // From the rounded action, so that evaluating it later gives the same number.
        logProb += logDensity((value - batch.parameters[mean + d]) / (std + epsilon), log);
      }
      batch.logProbs[i] = logProb;
    }
  }

  @Override
  public void mode(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      int mean = batch.parameterOffset + i * batch.stride;
      int action = batch.actionOffset + i * dimensions;
      System.arraycopy(batch.parameters, mean, batch.actions, action, dimensions);
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    int width = 2 * dimensions;
    float[] work = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int logStd = batch.parameterOffset + i * batch.stride + dimensions;
      System.arraycopy(batch.parameters, logStd, work, i * dimensions, dimensions);
    }
    boolean limited = isLimited();
    for (int j = 0; limited && j < batch.count * dimensions; j++) {
      work[j] = limited(work[j]);
    }
    math.exp(work, 0, batch.count * dimensions);
    if (epsilon > 0) {
      for (int j = 0; j < batch.count * dimensions; j++) {
        work[j] += epsilon;
      }
    }
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
        log = limited ? limited(log) : log;
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
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    float[] work = batch.work;
    float[] into = gradients.values();
    boolean limited = isLimited();
    for (int i = 0; i < batch.count; i++) {
      int row = i * 2 * dimensions;
      int logStd = batch.parameterOffset + i * batch.stride + dimensions;
      int out = gradients.at(i);
      float outer = logProbGradients[i];
      for (int d = 0; d < dimensions; d++) {
        float z = work[row + d];
        float divisor = work[row + dimensions + d];
        // d z / d logStd = -z std / (std + epsilon).
        float square = epsilon > 0 ? z * z * ((divisor - epsilon) / divisor) : z * z;
        into[out + d] = outer * (z / divisor);
        into[out + dimensions + d] =
            limited && isOutside(batch.parameters[logStd + d])
                ? 0
                : outer * (square - 1) + entropyGradient;
      }
    }
  }

  /**
   * KL(p || q) = sum log(sq/sp) + (sp^2 + (mp - mq)^2) / (2 sq^2) - 1/2; with an epsilon, sum
   * log(sq/sp) + ((mp - mq)^2 + sp^2 - sq^2) / (2 sq^2 + epsilon).
   */
  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    kl(GaussianRows.of(p, dimensions), GaussianRows.of(q, dimensions), kl);
  }

  /** {@link Distribution#kl} of rows whose log standard deviations may lie elsewhere. */
  void kl(GaussianRows ofP, GaussianRows ofQ, float[] kl) {
    float[] p = ofP.means().values();
    float[] q = ofQ.means().values();
    for (int i = 0; i < ofP.means().count(); i++) {
      int pMean = ofP.means().at(i);
      int pLogStd = ofP.logStds().at(i);
      int qMean = ofQ.means().at(i);
      int qLogStd = ofQ.logStds().at(i);
      float sum = 0;
      for (int d = 0; d < dimensions; d++) {
        float logP = limited(p[pLogStd + d]);
        float logQ = limited(q[qLogStd + d]);
        float logRatio = logP - logQ;
        float stdQ = FloatMath.exp(logQ);
        if (epsilon > 0) {
          float error = p[pMean + d] - q[qMean + d];
          float stdP = FloatMath.exp(logP);
          float numerator = error * error + (stdP - stdQ) * (stdP + stdQ);
          sum += numerator / (2 * stdQ * stdQ + epsilon) - logRatio;
        } else {
          float z = (p[pMean + d] - q[qMean + d]) / stdQ;
          sum += 0.5f * (FloatMath.exp(2 * logRatio) + z * z - 1) - logRatio;
        }
      }
      kl[i] += sum;
    }
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    klGradient(
        GaussianRows.of(p, dimensions),
        GaussianRows.of(q, dimensions),
        scale,
        GaussianRows.of(pGradient, dimensions),
        GaussianRows.of(qGradient, dimensions));
  }

  /** {@link Distribution#klGradient} of rows whose log standard deviations may lie elsewhere. */
  void klGradient(
      GaussianRows ofP,
      GaussianRows ofQ,
      float scale,
      GaussianRows pGradient,
      GaussianRows qGradient) {
    float[] p = ofP.means().values();
    float[] q = ofQ.means().values();
    float[] intoP = pGradient.means().values();
    float[] intoQ = qGradient.means().values();
    for (int i = 0; i < ofP.means().count(); i++) {
      int pMean = ofP.means().at(i);
      int pLogStd = ofP.logStds().at(i);
      int qMean = ofQ.means().at(i);
      int qLogStd = ofQ.logStds().at(i);
      int pMeanGradient = pGradient.means().at(i);
      int pLogStdGradient = pGradient.logStds().at(i);
      int qMeanGradient = qGradient.means().at(i);
      int qLogStdGradient = qGradient.logStds().at(i);
      for (int d = 0; d < dimensions; d++) {
        float logP = limited(p[pLogStd + d]);
        float logQ = limited(q[qLogStd + d]);
        float std = FloatMath.exp(logQ);
        float error = p[pMean + d] - q[qMean + d];
        float ofMean;
        float ofLogP;
        float ofLogQ;
        if (epsilon > 0) {
          float stdP = FloatMath.exp(logP);
          float denominator = 2 * std * std + epsilon;
          float share = 2 * std * std / denominator;
          float numerator = error * error + (stdP - std) * (stdP + std);
          ofMean = 2 * error / denominator;
          ofLogP = 2 * stdP * stdP / denominator - 1;
          ofLogQ = 1 - share - 2 * share * (numerator / denominator);
        } else {
          float square = FloatMath.exp(2 * (logP - logQ));
          float z = error / std;
          ofMean = z / std;
          ofLogP = square - 1;
          ofLogQ = 1 - square - z * z;
        }
        intoP[pMeanGradient + d] += scale * ofMean;
        intoQ[qMeanGradient + d] -= scale * ofMean;
        if (!isOutside(p[pLogStd + d])) {
          intoP[pLogStdGradient + d] += scale * ofLogP;
        }
        if (!isOutside(q[qLogStd + d])) {
          intoQ[qLogStdGradient + d] += scale * ofLogQ;
        }
      }
    }
  }

  /**
   * The matrix is diagonal: 1/std^2 for a mean and 2 for a log standard deviation; with an epsilon
   * e and {@code s = 2 std^2 / (2 std^2 + e)}, these are {@code 2 / (2 std^2 + e)} and {@code 2 s
   * (2 s - 1)}; 0 for a deviation that the limits cut.
   */
  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    fisherProduct(
        parameters.from(dimensions),
        GaussianRows.of(vectors, dimensions),
        GaussianRows.of(products, dimensions));
  }

  /** {@link Distribution#fisherProduct} of rows whose log standard deviations may lie elsewhere. */
  void fisherProduct(RowView logStds, GaussianRows vectors, GaussianRows products) {
    float[] vector = vectors.means().values();
    float[] product = products.means().values();
    for (int i = 0; i < logStds.count(); i++) {
      int logStd = logStds.at(i);
      int ofMean = vectors.means().at(i);
      int ofLogStd = vectors.logStds().at(i);
      int meanProduct = products.means().at(i);
      int logStdProduct = products.logStds().at(i);
      for (int d = 0; d < dimensions; d++) {
        float log = logStds.values()[logStd + d];
        float std = FloatMath.exp(limited(log));
        float denominator = 2 * std * std + epsilon;
        float share = epsilon > 0 ? 2 * std * std / denominator : 1;
        float slope = isOutside(log) ? 0 : 2 * share * (2 * share - 1);
        product[meanProduct + d] = vector[ofMean + d] * (2 / denominator);
        product[logStdProduct + d] = vector[ofLogStd + d] * slope;
      }
    }
  }

  private static float logDensity(float z, float logStd) {
    return -0.5f * z * z - logStd - HALF_LOG_TWO_PI;
  }
}
