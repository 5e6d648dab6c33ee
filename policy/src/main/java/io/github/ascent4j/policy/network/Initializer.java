package io.github.ascent4j.policy.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the parameters of a layer start. */
public sealed interface Initializer {
  /**
   * Fills a parameter of shape {@code [rows, columns]}, row-major as in PyTorch: rows are outputs,
   * columns inputs; a bias has one column.
   *
   * @param fanIn inputs of the layer the parameter belongs to
   */
  void fill(float[] values, int offset, int rows, int columns, int fanIn, RandomGenerator random);

  /** Every element the same. */
  record Constant(float value) implements Initializer {
    @Override
    public void fill(
        float[] values, int offset, int rows, int columns, int fanIn, RandomGenerator random) {
      Arrays.fill(values, offset, offset + rows * columns, value);
    }
  }

  /**
   * PyTorch's default for linear and convolution layers, weights and biases alike: uniform within
   * {@code 1 / sqrt(fanIn)} of zero.
   */
  record TorchDefault() implements Initializer {
    @Override
    public void fill(
        float[] values, int offset, int rows, int columns, int fanIn, RandomGenerator random) {
      double bound = 1 / Math.sqrt(fanIn);
      for (int i = 0; i < rows * columns; i++) {
        values[offset + i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
  }

  /**
   * A random matrix with orthonormal rows (or columns, whichever are fewer) times a gain (Saxe et
   * al. 2014, "Exact solutions to the nonlinear dynamics of learning in deep linear networks").
   */
  record Orthogonal(float gain) implements Initializer {
    @Override
    public void fill(
        float[] values, int offset, int rows, int columns, int fanIn, RandomGenerator random) {
      Orthonormal.fill(values, offset, rows, columns, gain, random);
    }
  }
}
