package io.github.ascent4j.policy.network;

import java.util.random.RandomGenerator;

/** Random orthonormal matrices by Gram-Schmidt on Gaussian vectors, in double precision. */
final class Orthonormal {
  private Orthonormal() {}

  static void fill(
      float[] values, int offset, int rows, int columns, float gain, RandomGenerator random) {
    boolean wide = rows <= columns;
    int vectors = wide ? rows : columns;
    int length = wide ? columns : rows;
    double[][] basis = new double[vectors][length];
    for (int v = 0; v < vectors; v++) {
      do {
        for (int i = 0; i < length; i++) {
          basis[v][i] = gaussian(random);
        }
      } while (!orthonormalize(basis, v));
      for (int i = 0; i < length; i++) {
        int index = wide ? v * columns + i : i * columns + v;
        values[offset + index] = (float) (gain * basis[v][i]);
      }
    }
  }

  /**
   * Removes from vector {@code v} its share in the earlier ones and scales it to length 1; false if
   * next to nothing is left. The projection runs twice, since one pass loses orthogonality to
   * rounding when vectors are nearly dependent.
   */
  private static boolean orthonormalize(double[][] basis, int v) {
    double[] vector = basis[v];
    for (int pass = 0; pass < 2; pass++) {
      for (int other = 0; other < v; other++) {
        double share = dot(vector, basis[other]);
        for (int i = 0; i < vector.length; i++) {
          vector[i] -= share * basis[other][i];
        }
      }
    }
    double norm = Math.sqrt(dot(vector, vector));
    if (norm < 1e-6) {
      return false;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A standard normal number from two uniforms; the sign of a column thus is random as well. */
  private static double gaussian(RandomGenerator random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
