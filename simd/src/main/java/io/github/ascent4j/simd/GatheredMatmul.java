package io.github.ascent4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/*
 * Design. As in VectorMatmul, a tile of outputs stays in registers. Convolutions often have few
 * columns, so the tiles are taller: eight rows by two vectors have as many chains as four by four,
 * and are as fast where there are more columns. Tables cost an addition and a bounds check for each
 * element of a, which disappear beside the multiply-adds.
 */

/** The product of {@link Kernels#gatheredMatmul} on vectors. */
final class GatheredMatmul {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  private GatheredMatmul() {}

  static void matmul(
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
    float[] start = init == null ? c : init;
    int startOffset = init == null ? cOffset : initOffset;
    int startRows = init == null ? 1 : 0;
    int j = 0;
    for (; j + 2 * LANES <= n; j += 2 * LANES) {
      columns2(
          tables,
          a,
          aOffset,
          b,
          bOffset + j,
          bRow,
          start,
          startOffset + j,
          startRows,
          c,
          cOffset + j);
    }
    for (; j + LANES <= n; j += LANES) {
      columns1(
          tables,
          a,
          aOffset,
          b,
          bOffset + j,
          bRow,
          start,
          startOffset + j,
          startRows,
          c,
          cOffset + j);
    }
    for (; j < n; j += NarrowMatmul.COLUMNS) {
      NarrowGatheredMatmul.columns(
          tables,
          a,
          aOffset,
          b,
          bOffset + j,
          bRow,
          start,
          startOffset + j,
          startRows,
          c,
          cOffset + j);
    }
  }

  /** Two vectors of columns; sixteen chains need the 32 registers of a machine with 16 lanes. */
  private static void columns2(
      GatherTables tables,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      float[] init,
      int initOffset,
      int initRows,
      float[] c,
      int cOffset) {
    int[] aRows = tables.aRows();
    int[] aColumns = tables.aColumns();
    int[] cRows = tables.cRows();
    int m = tables.rows();
    int k = tables.summands();
    int i = 0;
    for (; LANES >= 16 && i + 8 <= m; i += 8) {
      int a0 = aOffset + aRows[i];
      int a1 = aOffset + aRows[i + 1];
      int a2 = aOffset + aRows[i + 2];
      int a3 = aOffset + aRows[i + 3];
      int a4 = aOffset + aRows[i + 4];
      int a5 = aOffset + aRows[i + 5];
      int a6 = aOffset + aRows[i + 6];
      int a7 = aOffset + aRows[i + 7];
      int start = initOffset + initRows * cRows[i];
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 1];
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c11 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 2];
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c21 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 3];
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c31 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 4];
      FloatVector c40 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c41 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 5];
      FloatVector c50 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c51 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 6];
      FloatVector c60 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c61 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 7];
      FloatVector c70 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c71 = FloatVector.fromArray(WIDE, init, start + LANES);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
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
        FloatVector x4 = FloatVector.broadcast(WIDE, a[a4 + step]);
        c40 = x4.fma(b0, c40);
        c41 = x4.fma(b1, c41);
        FloatVector x5 = FloatVector.broadcast(WIDE, a[a5 + step]);
        c50 = x5.fma(b0, c50);
        c51 = x5.fma(b1, c51);
        FloatVector x6 = FloatVector.broadcast(WIDE, a[a6 + step]);
        c60 = x6.fma(b0, c60);
        c61 = x6.fma(b1, c61);
        FloatVector x7 = FloatVector.broadcast(WIDE, a[a7 + step]);
        c70 = x7.fma(b0, c70);
        c71 = x7.fma(b1, c71);
      }
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 1];
      c10.intoArray(c, out);
      c11.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 2];
      c20.intoArray(c, out);
      c21.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 3];
      c30.intoArray(c, out);
      c31.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 4];
      c40.intoArray(c, out);
      c41.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 5];
      c50.intoArray(c, out);
      c51.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 6];
      c60.intoArray(c, out);
      c61.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 7];
      c70.intoArray(c, out);
      c71.intoArray(c, out + LANES);
    }
    for (; i + 4 <= m; i += 4) {
      int a0 = aOffset + aRows[i];
      int a1 = aOffset + aRows[i + 1];
      int a2 = aOffset + aRows[i + 2];
      int a3 = aOffset + aRows[i + 3];
      int start = initOffset + initRows * cRows[i];
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 1];
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c11 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 2];
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c21 = FloatVector.fromArray(WIDE, init, start + LANES);
      start = initOffset + initRows * cRows[i + 3];
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c31 = FloatVector.fromArray(WIDE, init, start + LANES);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
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
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 1];
      c10.intoArray(c, out);
      c11.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 2];
      c20.intoArray(c, out);
      c21.intoArray(c, out + LANES);
      out = cOffset + cRows[i + 3];
      c30.intoArray(c, out);
      c31.intoArray(c, out + LANES);
    }
    for (; i < m; i++) {
      int a0 = aOffset + aRows[i];
      int start = initOffset + initRows * cRows[i];
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      FloatVector c01 = FloatVector.fromArray(WIDE, init, start + LANES);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector b1 = FloatVector.fromArray(WIDE, b, row + LANES);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        c01 = x0.fma(b1, c01);
      }
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
      c01.intoArray(c, out + LANES);
    }
  }

  /** One vector of columns. */
  private static void columns1(
      GatherTables tables,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      float[] init,
      int initOffset,
      int initRows,
      float[] c,
      int cOffset) {
    int[] aRows = tables.aRows();
    int[] aColumns = tables.aColumns();
    int[] cRows = tables.cRows();
    int m = tables.rows();
    int k = tables.summands();
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      int a0 = aOffset + aRows[i];
      int a1 = aOffset + aRows[i + 1];
      int a2 = aOffset + aRows[i + 2];
      int a3 = aOffset + aRows[i + 3];
      int a4 = aOffset + aRows[i + 4];
      int a5 = aOffset + aRows[i + 5];
      int a6 = aOffset + aRows[i + 6];
      int a7 = aOffset + aRows[i + 7];
      int start = initOffset + initRows * cRows[i];
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 1];
      FloatVector c10 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 2];
      FloatVector c20 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 3];
      FloatVector c30 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 4];
      FloatVector c40 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 5];
      FloatVector c50 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 6];
      FloatVector c60 = FloatVector.fromArray(WIDE, init, start);
      start = initOffset + initRows * cRows[i + 7];
      FloatVector c70 = FloatVector.fromArray(WIDE, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(WIDE, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(WIDE, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(WIDE, a[a3 + step]);
        c30 = x3.fma(b0, c30);
        FloatVector x4 = FloatVector.broadcast(WIDE, a[a4 + step]);
        c40 = x4.fma(b0, c40);
        FloatVector x5 = FloatVector.broadcast(WIDE, a[a5 + step]);
        c50 = x5.fma(b0, c50);
        FloatVector x6 = FloatVector.broadcast(WIDE, a[a6 + step]);
        c60 = x6.fma(b0, c60);
        FloatVector x7 = FloatVector.broadcast(WIDE, a[a7 + step]);
        c70 = x7.fma(b0, c70);
      }
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
      out = cOffset + cRows[i + 1];
      c10.intoArray(c, out);
      out = cOffset + cRows[i + 2];
      c20.intoArray(c, out);
      out = cOffset + cRows[i + 3];
      c30.intoArray(c, out);
      out = cOffset + cRows[i + 4];
      c40.intoArray(c, out);
      out = cOffset + cRows[i + 5];
      c50.intoArray(c, out);
      out = cOffset + cRows[i + 6];
      c60.intoArray(c, out);
      out = cOffset + cRows[i + 7];
      c70.intoArray(c, out);
    }
    for (; i < m; i++) {
      int a0 = aOffset + aRows[i];
      int start = initOffset + initRows * cRows[i];
      FloatVector c00 = FloatVector.fromArray(WIDE, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
        FloatVector b0 = FloatVector.fromArray(WIDE, b, row);
        FloatVector x0 = FloatVector.broadcast(WIDE, a[a0 + step]);
        c00 = x0.fma(b0, c00);
      }
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
    }
  }
}
