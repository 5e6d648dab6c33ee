package io.github.ascent4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * Design. A tile of outputs stays in registers while the summed dimension is walked: per step a few
 * vectors of b are loaded, one element of a per row is broadcast, and every pair is one fused
 * multiply-add. Four rows by four vectors is the largest tile that 32 registers hold; it needs eight
 * loads for sixteen multiply-adds, so the arithmetic units stay busy. With 8 lanes there are 16
 * registers only, and four by two is the largest.
 *
 * Rows that do not fill a tile run one by one, columns in ever narrower tiles down to 4 lanes. The
 * variants are written out because the compiler keeps vectors in registers only as local variables,
 * and a species must be a constant where it is used.
 */

/** The matrix product of {@link Kernels#matmul} on vectors. */
final class VectorMatmul {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  private VectorMatmul() {}

  static void matmul(
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
    int j = 0;
    if (LANES >= 16) {
      for (; j + 4 * LANES <= n; j += 4 * LANES) {
        columns4(
            m,
            k,
            a,
            aOffset,
            aRow,
            aColumn,
            b,
            bOffset + j,
            bRow,
            init,
            initOffset + j,
            initRow,
            c,
            cOffset + j,
            cRow);
      }
    }
    for (; j + 2 * LANES <= n; j += 2 * LANES) {
      columns2(
          m,
          k,
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset + j,
          bRow,
          init,
          initOffset + j,
          initRow,
          c,
          cOffset + j,
          cRow);
    }
    for (; j + LANES <= n; j += LANES) {
      columns1(
          m,
          k,
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset + j,
          bRow,
          init,
          initOffset + j,
          initRow,
          c,
          cOffset + j,
          cRow);
    }
    for (; j < n; j += NarrowMatmul.COLUMNS) {
      if (aColumn == 1) {
        NarrowMatmul.adjacent(
            m,
            k,
            a,
            aOffset,
            aRow,
            b,
            bOffset + j,
            bRow,
            init,
            initOffset + j,
            initRow,
            c,
            cOffset + j,
            cRow);
      } else {
        NarrowMatmul.strided(
            m,
            k,
            a,
            aOffset,
            aRow,
            aColumn,
            b,
            bOffset + j,
            bRow,
            init,
            initOffset + j,
            initRow,
            c,
            cOffset + j,
            cRow);
      }
    }
  }

  /** Four vectors of columns. */
  private static void columns4(
      int m,
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
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int a0 = aOffset + i * aRow;
      int a1 = aOffset + (i + 1) * aRow;
      int a2 = aOffset + (i + 2) * aRow;
      int a3 = aOffset + (i + 3) * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      FloatVector c02 = FloatVector.fromArray(WIDE, init, start + 2 * LANES);
      FloatVector c03 = FloatVector.fromArray(WIDE, init, start + 3 * LANES);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c11 = FloatVector.fromArray(WIDE, init, start + LANES);
      FloatVector c12 = FloatVector.fromArray(WIDE, init, start + 2 * LANES);
      FloatVector c13 = FloatVector.fromArray(WIDE, init, start + 3 * LANES);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c21 = FloatVector.fromArray(WIDE, init, start + LANES);
      FloatVector c22 = FloatVector.fromArray(WIDE, init, start + 2 * LANES);
      FloatVector c23 = FloatVector.fromArray(WIDE, init, start + 3 * LANES);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c31 = FloatVector.fromArray(WIDE, init, start + LANES);
      FloatVector c32 = FloatVector.fromArray(WIDE, init, start + 2 * LANES);
      FloatVector c33 = FloatVector.fromArray(WIDE, init, start + 3 * LANES);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector b1 = FloatVector.fromArray(WIDE, b, row + LANES);
        FloatVector b2 = FloatVector.fromArray(WIDE, b, row + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(WIDE, b, row + 3 * LANES);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        c01 = x0.fma(b1, c01);
        c02 = x0.fma(b2, c02);
        c03 = x0.fma(b3, c03);
        FloatVector x1 = FloatVector.broadcast(WIDE, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        c11 = x1.fma(b1, c11);
        c12 = x1.fma(b2, c12);
        c13 = x1.fma(b3, c13);
        FloatVector x2 = FloatVector.broadcast(WIDE, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        c21 = x2.fma(b1, c21);
        c22 = x2.fma(b2, c22);
        c23 = x2.fma(b3, c23);
        FloatVector x3 = FloatVector.broadcast(WIDE, a[a3 + step]);
        c30 = x3.fma(b0, c30);
        c31 = x3.fma(b1, c31);
        c32 = x3.fma(b2, c32);
        c33 = x3.fma(b3, c33);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
      c02.intoArray(c, out + 2 * LANES);
      c03.intoArray(c, out + 3 * LANES);
      out += cRow;
      c10.intoArray(c, out);
      c11.intoArray(c, out + LANES);
      c12.intoArray(c, out + 2 * LANES);
      c13.intoArray(c, out + 3 * LANES);
      out += cRow;
      c20.intoArray(c, out);
      c21.intoArray(c, out + LANES);
      c22.intoArray(c, out + 2 * LANES);
      c23.intoArray(c, out + 3 * LANES);
      out += cRow;
      c30.intoArray(c, out);
      c31.intoArray(c, out + LANES);
      c32.intoArray(c, out + 2 * LANES);
      c33.intoArray(c, out + 3 * LANES);
    }
    for (; i < m; i++) {
      int a0 = aOffset + i * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      FloatVector c02 = FloatVector.fromArray(WIDE, init, start + 2 * LANES);
      FloatVector c03 = FloatVector.fromArray(WIDE, init, start + 3 * LANES);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector b1 = FloatVector.fromArray(WIDE, b, row + LANES);
        FloatVector b2 = FloatVector.fromArray(WIDE, b, row + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(WIDE, b, row + 3 * LANES);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        c01 = x0.fma(b1, c01);
        c02 = x0.fma(b2, c02);
        c03 = x0.fma(b3, c03);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
      c02.intoArray(c, out + 2 * LANES);
      c03.intoArray(c, out + 3 * LANES);
    }
  }

  /** Two vectors of columns. */
  private static void columns2(
      int m,
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
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int a0 = aOffset + i * aRow;
      int a1 = aOffset + (i + 1) * aRow;
      int a2 = aOffset + (i + 2) * aRow;
      int a3 = aOffset + (i + 3) * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c11 = FloatVector.fromArray(WIDE, init, start + LANES);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c21 = FloatVector.fromArray(WIDE, init, start + LANES);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c31 = FloatVector.fromArray(WIDE, init, start + LANES);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector b1 = FloatVector.fromArray(WIDE, b, row + LANES);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        c01 = x0.fma(b1, c01);
        FloatVector x1 = FloatVector.broadcast(WIDE, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        c11 = x1.fma(b1, c11);
        FloatVector x2 = FloatVector.broadcast(WIDE, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        c21 = x2.fma(b1, c21);
        FloatVector x3 = FloatVector.broadcast(WIDE, a[a3 + step]);
        c30 = x3.fma(b0, c30);
        c31 = x3.fma(b1, c31);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
      out += cRow;
      c10.intoArray(c, out);
      c11.intoArray(c, out + LANES);
      out += cRow;
      c20.intoArray(c, out);
      c21.intoArray(c, out + LANES);
      out += cRow;
      c30.intoArray(c, out);
      c31.intoArray(c, out + LANES);
    }
    for (; i < m; i++) {
      int a0 = aOffset + i * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector b1 = FloatVector.fromArray(WIDE, b, row + LANES);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        c01 = x0.fma(b1, c01);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
    }
  }

  /** One vector of columns. */
  private static void columns1(
      int m,
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
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int a0 = aOffset + i * aRow;
      int a1 = aOffset + (i + 1) * aRow;
      int a2 = aOffset + (i + 2) * aRow;
      int a3 = aOffset + (i + 3) * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(WIDE, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(WIDE, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(WIDE, a[a3 + step]);
        c30 = x3.fma(b0, c30);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      out += cRow;
      c10.intoArray(c, out);
      out += cRow;
      c20.intoArray(c, out);
      out += cRow;
      c30.intoArray(c, out);
    }
    for (; i < m; i++) {
      int a0 = aOffset + i * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
    }
  }
}
