package io.github.ascent4j.core.update;

import java.util.Arrays;

/**
 * Solves {@code A x = b} for a symmetric, positive definite matrix that is known by its products
 * with vectors alone (Hestenes and Stiefel 1952, "Methods of conjugate gradients for solving linear
 * systems").
 *
 * <p>Vectors are floats; their inner products are summed in double precision, one element after the
 * other, so that neither threads nor vectors change a bit.
 */
public final class ConjugateGradients {
  /** The squared norm of the residual at which it ends: Stable-Baselines3, tianshou. */
  static final double TOLERANCE = 1e-10;

  /** A matrix. */
  @FunctionalInterface
  public interface Product {
    /** Writes the product of the matrix with {@code vector}. */
    void apply(float[] vector, float[] product);
  }

  private final float[] residual;
  private final float[] search;
  private final float[] product;

  /**
   * @param size components of a vector
   */
  public ConjugateGradients(int size) {
    residual = new float[size];
    search = new float[size];
    product = new float[size];
  }

  /**
   * Solves from 0 on, until the squared norm of the residual is below {@value #TOLERANCE}.
   *
   * @param solution receives x; 0 where b is nearly 0
   * @param maxSteps products at most
   * @return products taken
   */
  public int solve(Product matrix, float[] b, float[] solution, int maxSteps) {
    Arrays.fill(solution, 0);
    System.arraycopy(b, 0, residual, 0, b.length);
    System.arraycopy(b, 0, search, 0, b.length);
    double squaredNorm = dot(residual, residual);
    int steps = 0;
    while (steps < maxSteps && !(squaredNorm < TOLERANCE)) {
      matrix.apply(search, product);
      steps++;
      double curvature = dot(search, product);
      if (!(curvature > 0)) {
        // Rounding has used up what the matrix tells; going on would divide by nothing.
        break;
      }
      double length = squaredNorm / curvature;
      for (int j = 0; j < b.length; j++) {
        solution[j] = (float) Math.fma(length, search[j], solution[j]);
        residual[j] = (float) Math.fma(-length, product[j], residual[j]);
      }
      double next = dot(residual, residual);
      double share = next / squaredNorm;
      for (int j = 0; j < b.length; j++) {
        search[j] = (float) Math.fma(share, search[j], residual[j]);
      }
      squaredNorm = next;
    }
    return steps;
  }

  /** The inner product, in the order of the components. */
  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum = Math.fma((double) a[j], b[j], sum);
    }
    return sum;
  }
}
