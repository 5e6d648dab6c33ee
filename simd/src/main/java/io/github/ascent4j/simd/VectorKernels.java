package io.github.ascent4j.simd;

import static io.github.ascent4j.simd.VectorMath.FLOATS;
import static io.github.ascent4j.simd.VectorMath.of;

import io.github.ascent4j.policy.network.ActivationFunction;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/*
 * What is inherited gains nothing from vectors written by hand: the compiler turns sums and plain
 * gradient descent into vectors by itself, and an element has no order to keep; one logarithm per
 * sample is too little work to pay for compiling a vector form.
 */

/** {@link Kernels} on the Vector API, where that is faster. */
final class VectorKernels extends ScalarKernels {
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** As many bytes as there are floats, if so few fit a vector of their own. */
  private static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  private final float[] partials = new float[NORM_LANES];

  @Override
  public void matmul(
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
      int cRow) {
    VectorMatmul.matmul(
        m,
        n,
        k,
        a,
        aOffset,
        aRow,
        aColumn,
        b,
        bOffset,
        bRow,
        init,
        initOffset,
        initRow,
        c,
        cOffset,
        cRow);
  }

  @Override
  public void gatheredMatmul(
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
      int cOffset) {
    GatheredMatmul.matmul(tables, n, a, aOffset, b, bOffset, bRow, init, initOffset, c, cOffset);
  }

  @Override
  public void scaleBytes(byte[] source, int from, float[] target, int to, int size) {
    int i = 0;
    if (LANES == BYTES.length()) {
      FloatVector most = of(255);
      for (; i + LANES <= size; i += LANES) {
        ByteVector bytes = ByteVector.fromArray(BYTES, source, from + i);
        Vector<Float> floats =
            bytes
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                .convertShape(VectorOperators.I2F, FLOATS, 0);
        ((FloatVector) floats).div(most).intoArray(target, to + i);
      }
    }
    super.scaleBytes(source, from + i, target, to + i, size - i);
  }

  @Override
  public void columnSums(int m, int n, float[] a, int aRow, float[] out, int outOffset) {
    int j = 0;
    // Four columns of vectors side by side, since one chain of adds would wait for itself.
    for (; j + 4 * LANES <= n; j += 4 * LANES) {
      FloatVector sum0 = FloatVector.zero(FLOATS);
      FloatVector sum1 = sum0;
      FloatVector sum2 = sum0;
      FloatVector sum3 = sum0;
      for (int i = 0, row = j; i < m; i++, row += aRow) {
        sum0 = sum0.add(FloatVector.fromArray(FLOATS, a, row));
        sum1 = sum1.add(FloatVector.fromArray(FLOATS, a, row + LANES));
        sum2 = sum2.add(FloatVector.fromArray(FLOATS, a, row + 2 * LANES));
        sum3 = sum3.add(FloatVector.fromArray(FLOATS, a, row + 3 * LANES));
      }
      sum0.intoArray(out, outOffset + j);
      sum1.intoArray(out, outOffset + j + LANES);
      sum2.intoArray(out, outOffset + j + 2 * LANES);
      sum3.intoArray(out, outOffset + j + 3 * LANES);
    }
    for (; j + LANES <= n; j += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < m; i++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, a, i * aRow + j));
      }
      sum.intoArray(out, outOffset + j);
    }
    for (; j < n; j++) {
      float sum = 0;
      for (int i = 0; i < m; i++) {
        sum += a[i * aRow + j];
      }
      out[outOffset + j] = sum;
    }
  }

  @Override
  public void activate(ActivationFunction function, float[] input, float[] output, int size) {
    switch (function) {
      case TANH -> VectorMath.tanh(input, output, 0, size);
      case RELU -> relu(input, output, size);
      default -> super.activate(function, input, output, size);
    }
  }

  @Override
  public void activationGradient(
      ActivationFunction function,
      float[] input,
      float[] output,
      float[] outputGradient,
      float[] inputGradient,
      int size) {
    switch (function) {
      case TANH -> tanhGradient(output, outputGradient, inputGradient, size);
      case RELU -> reluGradient(output, outputGradient, inputGradient, size);
      default ->
          super.activationGradient(function, input, output, outputGradient, inputGradient, size);
    }
  }

  private static void relu(float[] input, float[] output, int size) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + LANES <= size; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      // A maximum would lose the sign of a zero.
      x.blend(zero, x.lt(zero)).intoArray(output, i);
    }
    for (; i < size; i++) {
      output[i] = input[i] < 0f ? 0f : input[i];
    }
  }

  private static void reluGradient(
      float[] output, float[] outputGradient, float[] inputGradient, int size) {
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector one = of(1);
    int i = 0;
    for (; i + LANES <= size; i += LANES) {
      FloatVector y = FloatVector.fromArray(FLOATS, output, i);
      FloatVector slope = zero.blend(one, y.compare(VectorOperators.GT, zero));
      FloatVector.fromArray(FLOATS, outputGradient, i).mul(slope).intoArray(inputGradient, i);
    }
    for (; i < size; i++) {
      inputGradient[i] = outputGradient[i] * (output[i] > 0f ? 1f : 0f);
    }
  }

  private static void tanhGradient(
      float[] output, float[] outputGradient, float[] inputGradient, int size) {
    FloatVector one = of(1);
    int i = 0;
    for (; i + LANES <= size; i += LANES) {
      FloatVector y = FloatVector.fromArray(FLOATS, output, i);
      FloatVector slope = y.neg().fma(y, one);
      FloatVector.fromArray(FLOATS, outputGradient, i).mul(slope).intoArray(inputGradient, i);
    }
    for (; i < size; i++) {
      inputGradient[i] = outputGradient[i] * Math.fma(-output[i], output[i], 1f);
    }
  }

  @Override
  public void lstmCells(
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
      int outRow) {
    VectorLstm.cells(
        m,
        width,
        gates,
        gatesOffset,
        gatesRow,
        cells,
        cellsOffset,
        cellsRow,
        out,
        outOffset,
        outRow);
  }

  @Override
  public void lstmCellGradients(
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
      int outRow) {
    VectorLstm.gradients(
        m,
        width,
        gates,
        gateGradients,
        gatesOffset,
        gatesRow,
        cells,
        cellGradients,
        cellsOffset,
        cellsRow,
        outGradients,
        outOffset,
        outRow);
  }

  @Override
  public double squaredNorm(float[] x, int from, int size) {
    int to = from + size;
    for (int lane = 0; lane < NORM_LANES; lane += 4 * LANES) {
      FloatVector sum0 = FloatVector.zero(FLOATS);
      FloatVector sum1 = sum0;
      FloatVector sum2 = sum0;
      FloatVector sum3 = sum0;
      for (int i = from + lane; i < to; i += NORM_LANES) {
        FloatVector x0 = FloatVector.fromArray(FLOATS, x, i);
        FloatVector x1 = FloatVector.fromArray(FLOATS, x, i + LANES);
        FloatVector x2 = FloatVector.fromArray(FLOATS, x, i + 2 * LANES);
        FloatVector x3 = FloatVector.fromArray(FLOATS, x, i + 3 * LANES);
        sum0 = x0.fma(x0, sum0);
        sum1 = x1.fma(x1, sum1);
        sum2 = x2.fma(x2, sum2);
        sum3 = x3.fma(x3, sum3);
      }
      sum0.intoArray(partials, lane);
      sum1.intoArray(partials, lane + LANES);
      sum2.intoArray(partials, lane + 2 * LANES);
      sum3.intoArray(partials, lane + 3 * LANES);
    }
    return ScalarKernels.sum(partials);
  }

  @Override
  public void adam(
      float[] parameters,
      float[] gradient,
      int from,
      float[] first,
      float[] second,
      int size,
      AdamStep step) {
    VectorOptimizers.adam(parameters, gradient, from, first, second, size, step);
  }

  @Override
  public void rmsProp(
      float[] parameters, float[] gradient, int from, float[] squares, int size, RmsPropStep step) {
    VectorOptimizers.rmsProp(parameters, gradient, from, squares, size, step);
  }

  @Override
  public void fullRmsProp(
      float[] parameters,
      float[] gradient,
      int from,
      float[] squares,
      float[] means,
      float[] buffer,
      int size,
      RmsPropStep step) {
    VectorOptimizers.fullRmsProp(parameters, gradient, from, squares, means, buffer, size, step);
  }

  @Override
  public void momentumSgd(
      float[] parameters, float[] gradient, int from, float[] buffer, int size, SgdStep step) {
    VectorOptimizers.momentumSgd(parameters, gradient, from, buffer, size, step);
  }

  @Override
  public void exp(float[] values, int from, int to) {
    VectorMath.exp(values, values, from, to);
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    VectorMath.tanh(values, values, from, to);
  }
}
