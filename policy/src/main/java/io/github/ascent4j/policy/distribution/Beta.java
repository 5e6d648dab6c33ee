package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.GammaFunctions;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent Beta distributions over the bounds of an action (Chou et al. 2017, "Improving
 * stochastic policy gradients in continuous control with deep reinforcement learning using the Beta
 * distribution"). Parametrised per sample by {@code [a(A), b(A)]}; the concentrations are {@code
 * alpha = softplus(a) + 1} and {@code beta = softplus(b) + 1}, so that there is a single peak.
 *
 * <p>Raw actions are in the units of the bounds, and so are densities and entropies: with {@code x
 * = (action - low)/(high - low)}, {@code log p = sum log Beta(x) - log(high - low)} and {@code H =
 * sum H(Beta) + log(high - low)}. x is kept {@value #MARGIN} from 0 and 1, where the density is 0
 * or infinite, because a float may round an action onto its bound. Sums are in double precision.
 */
public final class Beta implements Distribution {
  /** As prt_rl. */
  static final double MARGIN = 1e-6;

  private final int dimensions;
  private final float[] low;
  private final float[] high;
  private final double[] logRange;

  /**
   * @param low lower bounds of the action, finite
   * @param high upper bounds, above the lower ones
   */
  public Beta(float[] low, float[] high) {
    Bounds.check("a Beta distribution", low, high);
    this.low = low.clone();
    this.high = high.clone();
    dimensions = low.length;
    logRange = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      logRange[d] = StrictMath.log((double) high[d] - low[d]);
    }
  }

  /** {@code softplus(raw) + 1}. */
  static double concentration(double raw) {
    double softplus = raw > 40 ? raw : StrictMath.log1p(StrictMath.exp(raw));
    return softplus + 1;
  }

  /** The derivative of {@link #concentration}. */
  static double concentrationSlope(double raw) {
    return 1 / (1 + StrictMath.exp(-raw));
  }

  @Override
  public int parameterCount() {
    return 2 * dimensions;
  }

  @Override
  public int actionSize() {
    return dimensions;
  }

  /** Draws alpha against beta: two gamma numbers, of which the first one's share counts. */
  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      int action = batch.actionOffset + i * dimensions;
      double logProb = 0;
      for (int d = 0; d < dimensions; d++) {
        double alpha = concentration(batch.parameters[row + d]);
        double beta = concentration(batch.parameters[row + dimensions + d]);
        double first = Gammas.next(random, alpha);
        double second = Gammas.next(random, beta);
        batch.actions[action + d] = action(d, first / (first + second));
        // From the rounded action, so that evaluating it later gives the same number.
        logProb += logProb(d, batch.actions[action + d], alpha, beta);
      }
      batch.logProbs[i] = (float) logProb;
    }
  }

  /** Writes the mean, as prt_rl. */
  @Override
  public void mode(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      for (int d = 0; d < dimensions; d++) {
        double alpha = concentration(batch.parameters[row + d]);
        double beta = concentration(batch.parameters[row + dimensions + d]);
        batch.actions[batch.actionOffset + i * dimensions + d] = action(d, alpha / (alpha + beta));
      }
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    float[] work = batch.work;
    for (int i = 0; i < batch.count; i++) {
      int row = batch.parameterOffset + i * batch.stride;
      int action = batch.actionOffset + i * dimensions;
      int slot = i * 4 * dimensions;
      double logProb = 0;
      double entropy = 0;
      for (int d = 0; d < dimensions; d++) {
        float rawAlpha = batch.parameters[row + d];
        float rawBeta = batch.parameters[row + dimensions + d];
        double alpha = concentration(rawAlpha);
        double beta = concentration(rawBeta);
        double x = share(d, batch.actions[action + d]);
        logProb += logProb(d, batch.actions[action + d], alpha, beta);
        entropy += BetaDensity.entropy(alpha, beta) + logRange[d];
        double slopeAlpha = concentrationSlope(rawAlpha);
        double slopeBeta = concentrationSlope(rawBeta);
        work[slot + d] = (float) (slopeAlpha * BetaDensity.logProbSlope(x, alpha, beta));
        work[slot + dimensions + d] =
            (float) (slopeBeta * BetaDensity.logProbSlope(1 - x, beta, alpha));
        work[slot + 2 * dimensions + d] =
            (float) (slopeAlpha * BetaDensity.entropySlope(alpha, beta));
        work[slot + 3 * dimensions + d] =
            (float) (slopeBeta * BetaDensity.entropySlope(beta, alpha));
      }
      batch.logProbs[i] = (float) logProb;
      batch.entropies[i] = (float) entropy;
    }
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    float[] work = batch.work;
    int size = 2 * dimensions;
    for (int i = 0; i < batch.count; i++) {
      for (int j = 0; j < size; j++) {
        gradients.values()[gradients.at(i) + j] =
            logProbGradients[i] * work[2 * i * size + j]
                + entropyGradient * work[(2 * i + 1) * size + j];
      }
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    for (int i = 0; i < p.count(); i++) {
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        sum +=
            BetaDensity.kl(
                concentration(p.values()[p.at(i) + d]),
                concentration(p.values()[p.at(i) + dimensions + d]),
                concentration(q.values()[q.at(i) + d]),
                concentration(q.values()[q.at(i) + dimensions + d]));
      }
      kl[i] += (float) sum;
    }
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    for (int i = 0; i < p.count(); i++) {
      for (int d = 0; d < dimensions; d++) {
        int e = dimensions + d;
        float rawPAlpha = p.values()[p.at(i) + d];
        float rawPBeta = p.values()[p.at(i) + e];
        float rawQAlpha = q.values()[q.at(i) + d];
        float rawQBeta = q.values()[q.at(i) + e];
        double pAlpha = concentration(rawPAlpha);
        double pBeta = concentration(rawPBeta);
        double qAlpha = concentration(rawQAlpha);
        double qBeta = concentration(rawQBeta);
        double ofPAlpha = BetaDensity.klSlope(pAlpha, pBeta, qAlpha, qBeta);
        double ofPBeta = BetaDensity.klSlope(pBeta, pAlpha, qBeta, qAlpha);
        double ofQAlpha = BetaDensity.klOtherSlope(pAlpha, pBeta, qAlpha, qBeta);
        double ofQBeta = BetaDensity.klOtherSlope(pBeta, pAlpha, qBeta, qAlpha);
        add(pGradient, i, d, scale * ofPAlpha * concentrationSlope(rawPAlpha));
        add(pGradient, i, e, scale * ofPBeta * concentrationSlope(rawPBeta));
        add(qGradient, i, d, scale * ofQAlpha * concentrationSlope(rawQAlpha));
        add(qGradient, i, e, scale * ofQBeta * concentrationSlope(rawQBeta));
      }
    }
  }

  /**
   * With the digamma function's derivative t, the matrix of the concentrations is {@code [t(alpha)
   * - t(alpha + beta), -t(alpha + beta)]} and likewise for beta.
   */
  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    for (int i = 0; i < parameters.count(); i++) {
      int row = parameters.at(i);
      int vector = vectors.at(i);
      int product = products.at(i);
      for (int d = 0; d < dimensions; d++) {
        int e = dimensions + d;
        float rawAlpha = parameters.values()[row + d];
        float rawBeta = parameters.values()[row + e];
        double alpha = concentration(rawAlpha);
        double beta = concentration(rawBeta);
        double slopeAlpha = concentrationSlope(rawAlpha);
        double slopeBeta = concentrationSlope(rawBeta);
        double ofAlpha = slopeAlpha * vectors.values()[vector + d];
        double ofBeta = slopeBeta * vectors.values()[vector + e];
        double both = GammaFunctions.trigamma(alpha + beta) * (ofAlpha + ofBeta);
        products.values()[product + d] =
            (float) (slopeAlpha * (GammaFunctions.trigamma(alpha) * ofAlpha - both));
        products.values()[product + e] =
            (float) (slopeBeta * (GammaFunctions.trigamma(beta) * ofBeta - both));
      }
    }
  }

  private static void add(RowView rows, int i, int column, double value) {
    rows.values()[rows.at(i) + column] += (float) value;
  }

  private float action(int d, double x) {
    return (float) (low[d] + ((double) high[d] - low[d]) * x);
  }

  private double share(int d, float action) {
    double x = ((double) action - low[d]) / ((double) high[d] - low[d]);
    return Math.min(Math.max(x, MARGIN), 1 - MARGIN);
  }

  private double logProb(int d, float action, double alpha, double beta) {
    return BetaDensity.logProb(share(d, action), alpha, beta) - logRange[d];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Beta beta
        && Arrays.equals(low, beta.low)
        && Arrays.equals(high, beta.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "Beta low " + Arrays.toString(low) + " high " + Arrays.toString(high);
  }
}
