package io.github.ascent4j.simd;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import org.jspecify.annotations.Nullable;

/*
 * Design. Every sum has an order that its shape decides:
 *
 * - matmul: each output element is one chain of fused multiply-adds over k, ascending, that begins
 *   with its initial value. Vector code puts neighbouring outputs, never neighbouring summands, into
 *   the lanes, so the chain is the same for 1, 4, 8 or 16 lanes and for every tiling.
 *   So it is for gatheredMatmul.
 * - columnSums: one chain of adds per column.
 * - squaredNorm: 64 partial sums, element i in partial i mod 64, added up in double in order. 64 is a
 *   multiple of every lane count.
 *
 * Elementwise kernels are the sequences of FloatMath. Widths are multiples of 4, and of 16 from 16
 * on, so that no kernel has masked tails; padding holds zeros.
 */

/** The arithmetic of the engine; implementations differ in speed, never in bits. */
interface Kernels extends ArrayMath {
  /** Partial sums of {@link #squaredNorm}; flat vectors are padded to a multiple of it. */
  int NORM_LANES = 64;

  /**
   * Moments and momentum smaller than these are set to zero, since denormals cost a factor of
   * three.
   */
  float TINY_FIRST_MOMENT = 1e-25f;

  float TINY_SECOND_MOMENT = 1e-30f;

  /** The width in which {@code columns} floats are stored. */
  static int pad(int columns) {
    int multiple = columns < 16 ? 4 : 16;
    return (columns + multiple - 1) / multiple * multiple;
  }

  /** The kernels for this JVM: vectors if the module is there. */
  static Kernels best() {
    return VectorModule.present() ? new VectorKernels() : new ScalarKernels();
  }

  /**
   * {@code c[i][j] = init[i][j] + sum_k a[i][k] b[k][j]} for an m by n result.
   *
   * <p>Element (i, k) of a is at {@code aOffset + i * aRow + k * aColumn}, (k, j) of b at {@code
   * bOffset + k * bRow + j}, and so on. With {@code initRow} 0 one row serves for all; init may be
   * c.
   *
   * @param n a padded width
   */
  void matmul(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      float[] init,
      int initOffset,
      int initRow,
      float[] c,
      int cOffset,
      int cRow);

  /**
   * {@link #matmul} with a and c scattered: element (i, k) of a is at {@code aOffset + aRows[i] +
   * aColumns[k]}, which suits the overlapping patches of an image, and row i of c at {@code cOffset
   * + cRows[i]}.
   *
   * @param init the row from {@code initOffset} on that all rows of c begin with; null to begin
   *     with what is in c
   */
  void gatheredMatmul(
      GatherTables tables,
      int n,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      float @Nullable [] init,
      int initOffset,
      float[] c,
      int cOffset);

  /** {@code target[to + i] = (source[from + i] & 0xff) / 255} for {@code size} elements. */
  void scaleBytes(byte[] source, int from, float[] target, int to, int size);

  /** {@code out[j] = sum_i a[i][j]} over m rows, for a padded width n. */
  void columnSums(int m, int n, float[] a, int aRow, float[] out, int outOffset);

  /** Replaces {@code values[0 .. size-1]} by the function's values. */
  void activate(ActivationFunction function, float[] input, float[] output, int size);

  /**
   * {@code inputGradient[i] = outputGradient[i] * f'(input[i])}; arrays may be the same one, and
   * the input may be the output where the function does not need it.
   */
  void activationGradient(
      ActivationFunction function,
      float[] input,
      float[] output,
      float[] outputGradient,
      float[] inputGradient,
      int size);

  /**
   * One step of m sequences through the gates of an LSTM. A row of the gates begins with the sums
   * of [i f o g], which become their values; one of the cells holds [before, after, tanh(after)],
   * of which the last two are computed: {@code after = f before + i g}; out receives {@code o
   * tanh(after)}.
   *
   * @param width floats of each of these, a padded width
   */
  void lstmCells(
      int m,
      int width,
      float[] gates,
      int gatesOffset,
      int gatesRow,
      float[] cells,
      int cellsOffset,
      int cellsRow,
      float[] out,
      int outOffset,
      int outRow);

  /**
   * The way back through {@link #lstmCells}: from the gradients of out and of the cells after,
   * those of the gates' sums and of the cells before. Gradients lie like what they belong to.
   */
  void lstmCellGradients(
      int m,
      int width,
      float[] gates,
      float[] gateGradients,
      int gatesOffset,
      int gatesRow,
      float[] cells,
      float[] cellGradients,
      int cellsOffset,
      int cellsRow,
      float[] outGradients,
      int outOffset,
      int outRow);

  /** {@code y[i] += x[i]} for {@code size} elements that begin at {@code from}. */
  void add(float[] x, float[] y, int from, int size);

  /**
   * Sum of squares of {@code size} elements that begin at {@code from}, a multiple of {@link
   * #NORM_LANES}.
   */
  double squaredNorm(float[] x, int from, int size);

  /**
   * One step of Adam or AdamW over {@code size} parameters that begin at {@code from}, a multiple
   * of {@link #NORM_LANES}; here and below the optimiser's own arrays begin at 0.
   */
  void adam(
      float[] parameters,
      float[] gradient,
      int from,
      float[] first,
      float[] second,
      int size,
      AdamStep step);

  /** One step of RMSprop that is neither centered nor has momentum. */
  void rmsProp(
      float[] parameters, float[] gradient, int from, float[] squares, int size, RmsPropStep step);

  /**
   * One step of any RMSprop.
   *
   * @param means running means of the gradient, which stay 0 if not centered
   * @param buffer the momentum's
   */
  void fullRmsProp(
      float[] parameters,
      float[] gradient,
      int from,
      float[] squares,
      float[] means,
      float[] buffer,
      int size,
      RmsPropStep step);

  /** One step of gradient descent without momentum. */
  void sgd(float[] parameters, float[] gradient, int from, int size, SgdStep step);

  /** One step of gradient descent with momentum. */
  void momentumSgd(
      float[] parameters, float[] gradient, int from, float[] buffer, int size, SgdStep step);
}
