package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.program.ParameterLayout.Parameter;

/*
 * The bits. An output of a linear layer, of a convolution or of an LSTM's gates is one chain of
 * fused multiply-adds that starts at its bias and walks what it reads in a fixed order:
 *
 *   acc = bias[j]; for (k = 0; k < inputs; k++) acc = Math.fma(x[k], W[j][k], acc);
 *
 * Training engines compute the same chains, so that an agent in service acts bit for bit as it did
 * in training. The order is therefore a contract: no partial sums over k, no other start than the
 * bias, no multiply and add apart, and no zero left out. Indices of categories come behind the
 * numbers, one plain addition of a row of weights for each.
 *
 * The chains of different j are independent, so weights lie transposed, [inputs][outputs], and j
 * runs innermost: neighbouring outputs fill the lanes of one vector, which the JIT compiler finds by
 * itself. It does so only where every array in the loop is indexed by j alone: with rows of one long
 * array at offsets it cannot rule out that they overlap. Hence an array for each row of weights, and
 * chains that start at index 0. Four inputs are taken at a time, so that an accumulator is loaded
 * and stored once for four links of its chain; with eight, the compiler of JDK 17 gives up.
 */

/** Links of the chains that are the outputs of layers. */
final class Chains {
  /** Links of every chain that one walk over the chains adds. */
  static final int LINKS = 4;

  private Chains() {}

  /**
   * Adds a link for each of {@code n} inputs to all chains.
   *
   * @param x inputs, from {@code from} on
   * @param weights an array of all chains' weights for each input, from {@code row} on
   * @param chains the chains so far, and no further element
   */
  static void add(float[] x, int from, int n, float[][] weights, int row, float[] chains) {
    int k = 0;
    for (; k + LINKS <= n; k += LINKS) {
      add4(x, from + k, weights, row + k, chains);
    }
    for (; k < n; k++) {
      add1(x[from + k], weights[row + k], chains);
    }
  }

  private static void add1(float x, float[] weights, float[] chains) {
    for (int j = 0; j < chains.length; j++) {
      chains[j] = Math.fma(x, weights[j], chains[j]);
    }
  }

  private static void add4(float[] x, int k, float[][] weights, int row, float[] chains) {
    float x0 = x[k];
    float x1 = x[k + 1];
    float x2 = x[k + 2];
    float x3 = x[k + 3];
    float[] weights0 = weights[row];
    float[] weights1 = weights[row + 1];
    float[] weights2 = weights[row + 2];
    float[] weights3 = weights[row + 3];
    for (int j = 0; j < chains.length; j++) {
      float acc = Math.fma(x0, weights0[j], chains[j]);
      acc = Math.fma(x1, weights1[j], acc);
      acc = Math.fma(x2, weights2[j], acc);
      chains[j] = Math.fma(x3, weights3[j], acc);
    }
  }

  /** A weight [outputs, inputs] as an array for each input. */
  static float[][] transposed(Parameter weight, float[] parameters) {
    float[][] rows = new float[weight.columns()][weight.rows()];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < rows[k].length; j++) {
        rows[k][j] = parameters[weight.offset() + j * rows.length + k];
      }
    }
    return rows;
  }

  /** Some of the arrays, in order. */
  static float[][] rows(float[][] weights, int[] which) {
    float[][] rows = new float[which.length][];
    for (int k = 0; k < which.length; k++) {
      rows[k] = weights[which[k]];
    }
    return rows;
  }

  /** The values of a parameter. */
  static float[] values(Parameter parameter, float[] parameters) {
    float[] values = new float[parameter.size()];
    System.arraycopy(parameters, parameter.offset(), values, 0, values.length);
    return values;
  }
}
