package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent normal components u, squashed into bounds: the action is {@code low + (high - low)/2
 * (tanh(u) + 1)} (Haarnoja et al. 2018, "Soft actor-critic"). Parametrised per sample by {@code
 * [mean(A), logStd(A)]} of u.
 *
 * <p>The raw action, which is sampled and evaluated here, is u itself, so that nothing is lost
 * where tanh saturates. Log-probabilities are those of the action in the units of its bounds:
 * {@code sum log N(u) - log(1 - tanh(u)^2) - log((high - low)/2)}.
 *
 * <p>The entropy, {@code H(u) + E[log(1 - tanh(u)^2)] + log((high - low)/2)}, has no closed form.
 * Its expectation is taken by the trapezoidal rule on fixed nodes, which converges exponentially
 * for a smooth function under a Gaussian (Trefethen and Weideman 2014, "The exponentially
 * convergent trapezoidal rule"): it is a smooth function of mean and deviation with its own exact
 * gradient, and needs no noise. The divergence is that of the Gaussians, since squashing both the
 * same way leaves it alone.
 */
public final class TanhGaussian implements Distribution {
  /** Nodes of the expectation, evenly from -REACH to REACH standard deviations. */
  private static final int NODES = 24;

  private static final double REACH = 5;
  private static final float[] POSITIONS = new float[NODES];
  private static final float[] WEIGHTS = new float[NODES];
  private static final float LOG_2 = 0.6931472f;

  static {
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      sum += density(position(k));
    }
    for (int k = 0; k < NODES; k++) {
      POSITIONS[k] = (float) position(k);
      WEIGHTS[k] = (float) (density(position(k)) / sum);
    }
  }

  private final int dimensions;
  private final float[] low;
  private final float[] high;
  private final float[] logHalfRange;
  private final DiagonalGaussian gaussian;

  /**
   * @param low lower bounds of the action, finite
   * @param high upper bounds, above the lower ones
   * @param minLogStd smallest log standard deviation of u; may be negative infinity
   * @param maxLogStd largest log standard deviation of u; may be infinite
   */
  public TanhGaussian(float[] low, float[] high, float minLogStd, float maxLogStd) {
    Bounds.check("a Gaussian squashed by tanh", low, high);
    this.low = low.clone();
    this.high = high.clone();
    dimensions = low.length;
    gaussian = new DiagonalGaussian(dimensions, minLogStd, maxLogStd, 0);
    logHalfRange = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      logHalfRange[d] = (float) StrictMath.log(((double) high[d] - low[d]) / 2);
    }
  }

  private static double position(int k) {
    return REACH * (2 * k - (NODES - 1)) / (NODES - 1);
  }

  private static double density(double z) {
    return StrictMath.exp(-z * z / 2);
  }

  /** The distribution of what is squashed. */
  DiagonalGaussian gaussian() {
    return gaussian;
  }

  /** Floats that {@link #evaluate} needs once, beyond those of every row. */
  int scratchSize() {
    return 2 * dimensions * NODES;
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
    gaussian.sample(batch, random, math);
    squash(batch, math);
  }

  @Override
  public void mode(DistributionBatch batch) {
    gaussian.mode(batch);
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    gaussian.evaluate(batch, math);
    squash(batch, math);
    for (int i = 0; i < batch.count; i++) {
      batch.entropies[i] += entropyOfSlope(batch, i, math);
    }
  }

  /**
   * Takes the density of u to that of the action. {@code log(1 - tanh(u)^2)} is {@code 2 (log 2 -
   * |u| - log(1 + exp(-2|u|)))}, which neither overflows nor cancels.
   */
  private void squash(DistributionBatch batch, ArrayMath math) {
    float[] work = batch.work;
    int scratch = work.length - scratchSize();
    for (int i = 0; i < batch.count; i++) {
      int action = batch.actionOffset + i * dimensions;
      for (int d = 0; d < dimensions; d++) {
        work[scratch + d] = -2 * Math.abs(batch.actions[action + d]);
      }
      math.exp(work, scratch, scratch + dimensions);
      for (int d = 0; d < dimensions; d++) {
        work[scratch + d] += 1;
      }
      math.log(work, scratch, scratch + dimensions);
      float sum = 0;
      for (int d = 0; d < dimensions; d++) {
        float slope = 2 * (LOG_2 - Math.abs(batch.actions[action + d]) - work[scratch + d]);
        sum += slope + logHalfRange[d];
      }
      batch.logProbs[i] -= sum;
    }
  }

  /**
   * The part of a row's entropy that squashing adds. Leaves its gradients behind the rows of the
   * Gaussian, where the standard deviations are still to be found.
   */
  private float entropyOfSlope(DistributionBatch batch, int i, ArrayMath math) {
    float[] work = batch.work;
    int exponentials = work.length - scratchSize();
    int logarithms = exponentials + dimensions * NODES;
    int mean = batch.parameterOffset + i * batch.stride;
    int std = i * 2 * dimensions + dimensions;
    for (int d = 0; d < dimensions; d++) {
      for (int k = 0; k < NODES; k++) {
        float u = Math.fma(work[std + d], POSITIONS[k], batch.parameters[mean + d]);
        work[exponentials + d * NODES + k] = -2 * Math.abs(u);
      }
    }
    math.exp(work, exponentials, logarithms);
    for (int j = 0; j < dimensions * NODES; j++) {
      work[logarithms + j] = 1 + work[exponentials + j];
    }
    math.log(work, logarithms, logarithms + dimensions * NODES);
    float sum = 0;
    for (int d = 0; d < dimensions; d++) {
      float expectation = 0;
      float ofMean = 0;
      float ofLogStd = 0;
      for (int k = 0; k < NODES; k++) {
        float deviation = work[std + d] * POSITIONS[k];
        float u = Math.fma(work[std + d], POSITIONS[k], batch.parameters[mean + d]);
        float e = work[exponentials + d * NODES + k];
        float tanh = Math.copySign((1 - e) / (1 + e), u);
        expectation += WEIGHTS[k] * (LOG_2 - Math.abs(u) - work[logarithms + d * NODES + k]);
        ofMean -= WEIGHTS[k] * tanh;
        ofLogStd -= WEIGHTS[k] * (tanh * deviation);
      }
      sum += 2 * expectation + logHalfRange[d];
      int slot = gradientSlot(batch, i);
      work[slot + d] = 2 * ofMean;
      boolean fixed = gaussian.isOutside(batch.parameters[mean + dimensions + d]);
      work[slot + dimensions + d] = fixed ? 0 : 2 * ofLogStd;
    }
    return sum;
  }

  private int gradientSlot(DistributionBatch batch, int i) {
    return (batch.logProbs.length + i) * 2 * dimensions;
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    // The slope of tanh at a given u does not depend on the parameters.
    gaussian.backward(batch, logProbGradients, entropyGradient, gradients);
    for (int i = 0; i < batch.count; i++) {
      int slot = gradientSlot(batch, i);
      for (int j = 0; j < 2 * dimensions; j++) {
        gradients.values()[gradients.at(i) + j] += entropyGradient * batch.work[slot + j];
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
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TanhGaussian squashed
        && gaussian.equals(squashed.gaussian)
        && Arrays.equals(low, squashed.low)
        && Arrays.equals(high, squashed.high);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * gaussian.hashCode() + Arrays.hashCode(low)) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "TanhGaussian low "
        + Arrays.toString(low)
        + " high "
        + Arrays.toString(high)
        + " of "
        + gaussian;
  }
}
