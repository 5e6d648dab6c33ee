package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A family of action distributions, parametrised by P floats per sample.
 *
 * <p>All methods work in single precision on rows of arrays and keep no state; {@link ArrayMath}
 * decides the speed, never the bits.
 */
public sealed interface Distribution
    permits Categorical,
        MultiCategorical,
        Bernoulli,
        DiagonalGaussian,
        TanhGaussian,
        Beta,
        ExplorationGaussian,
        Joint {
  /** P, the number of parameters per sample. */
  int parameterCount();

  /** A, the number of floats of an action. */
  int actionSize();

  /** Flags per sample that say which choices are allowed; 0 where none can be forbidden. */
  default int maskSize() {
    return 0;
  }

  /**
   * Draws an action for every row, in row order, into the batch's actions and its log-probability
   * into {@link DistributionBatch#logProbs}.
   */
  void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math);

  /**
   * Writes the action of one row that is taken when nothing is left to chance: the most probable
   * one, of equals the first; what the mean becomes for {@link TanhGaussian}; the mean for {@link
   * Beta}.
   *
   * @param masks which choices are allowed, from {@code maskOffset} on; null for all
   */
  void mode(
      float[] parameters,
      int offset,
      boolean @Nullable [] masks,
      int maskOffset,
      float[] actions,
      int actionOffset);

  /** Computes log-probability of the given action and entropy of every row. */
  void evaluate(DistributionBatch batch, ArrayMath math);

  /**
   * After {@link #evaluate} on the same batch: writes, for every row, {@code logProbGradients[i]}
   * times the gradient of the log-probability plus {@code entropyGradient} times the gradient of
   * the entropy, with respect to the parameters.
   *
   * @param gradients receives P floats per row from {@code offset + i * stride}
   */
  void backward(
      DistributionBatch batch,
      float[] logProbGradients,
      float entropyGradient,
      float[] gradients,
      int offset,
      int stride);

  /**
   * KL(p || q) of two rows of parameters.
   *
   * @param masks which choices are allowed by both, from {@code maskOffset} on; null for all
   */
  float kl(
      float[] p, int pOffset, float[] q, int qOffset, boolean @Nullable [] masks, int maskOffset);

  /**
   * Adds {@code scale} times the gradients of KL(p || q) to {@code pGradient} and {@code
   * qGradient}, P floats each.
   */
  void klGradient(
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
      int qGradientOffset);

  /**
   * Writes the product of the Fisher matrix at one row of parameters with a vector. The matrix is
   * the Hessian of KL(p || q) with respect to q where q is p: symmetric, and without an epsilon
   * positive semi-definite. What cannot move, such as the logit of a masked choice, has a row and
   * column of zeros.
   *
   * @param masks which choices are allowed, from {@code maskOffset} on; null for all
   * @param vector P floats from {@code vectorOffset} on
   * @param product receives P floats from {@code productOffset} on; not the vector itself
   */
  void fisherProduct(
      float[] parameters,
      int offset,
      boolean @Nullable [] masks,
      int maskOffset,
      float[] vector,
      int vectorOffset,
      float[] product,
      int productOffset);
}
