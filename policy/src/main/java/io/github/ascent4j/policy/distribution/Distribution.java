package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.random.RandomGenerator;

/**
 * A family of action distributions, parametrised by P floats per sample.
 *
 * <p>All methods work in single precision on rows of arrays and keep no state; {@link ArrayMath}
 * decides the speed, never the bits.
 *
 * <p>Thread safety: distributions are immutable, and all threads may share one; a {@link
 * DistributionBatch} is for one thread at a time.
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
   * Writes, into the batch's actions, what is taken of every row when nothing is left to chance:
   * the most probable one, of equals the first; what the mean becomes for {@link TanhGaussian}; the
   * mean for {@link Beta}.
   */
  void mode(DistributionBatch batch);

  /**
   * Writes the probability of every choice, as many as {@link #maskSize} and in the order of the
   * flags of a mask. One that the batch's mask forbids has exactly 0. Probabilities are those of
   * the softmax or the sigmoid, without an epsilon.
   *
   * @param probabilities receives the rows, [N,M], from {@code offset} on
   */
  default void probabilities(
      DistributionBatch batch, ArrayMath math, float[] probabilities, int offset) {}

  /** Computes log-probability of the given action and entropy of every row. */
  void evaluate(DistributionBatch batch, ArrayMath math);

  /**
   * After {@link #evaluate} on the same batch: writes, for every row, {@code logProbGradients[i]}
   * times the gradient of the log-probability plus {@code entropyGradient} times the gradient of
   * the entropy, with respect to the parameters.
   *
   * @param gradients receives P floats per row
   */
  void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients);

  /**
   * Adds KL(p || q) of every row to {@code kl}.
   *
   * @param p parameters, [N,P]
   * @param q parameters, [N,P]
   * @param masks which choices are allowed by both
   * @param kl [N]
   */
  void kl(RowView p, RowView q, MaskView masks, float[] kl);

  /**
   * Adds {@code scale} times the gradients of KL(p || q) of every row to those of {@code pGradient}
   * and {@code qGradient}, P floats each.
   */
  void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient);

  /**
   * Writes the product of the Fisher matrix at every row of parameters with a vector. The matrix is
   * the Hessian of KL(p || q) with respect to q where q is p: symmetric, and without an epsilon
   * positive semi-definite. What cannot move, such as the logit of a masked choice, has a row and
   * column of zeros.
   *
   * @param parameters [N,P]
   * @param vectors one for every row, [N,P]
   * @param products receives [N,P]; not the vectors themselves
   */
  void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products);
}
