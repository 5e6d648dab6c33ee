package io.github.ascent4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The tiles of {@link VectorMatmul} for results too narrow for full vectors: four columns. */
final class NarrowMatmul {
  static final int COLUMNS = 4;
  private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_128;

  private NarrowMatmul() {}

  /**
   * Four columns, as the heads have: more rows at a time, since one vector is little work.
   * Neighbouring summands lie side by side here, which spares the compiler's bounds checks.
   */
  static void adjacent(
      int m,
      int k,
      float[] a,
      int aOffset,
      int aRow,
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
    for (; i + 8 <= m; i += 8) {
      int a0 = aOffset + i * aRow;
      int a1 = aOffset + (i + 1) * aRow;
      int a2 = aOffset + (i + 2) * aRow;
      int a3 = aOffset + (i + 3) * aRow;
      int a4 = aOffset + (i + 4) * aRow;
      int a5 = aOffset + (i + 5) * aRow;
      int a6 = aOffset + (i + 6) * aRow;
      int a7 = aOffset + (i + 7) * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c40 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c50 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c60 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c70 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + p]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(NARROW, a[a1 + p]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(NARROW, a[a2 + p]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(NARROW, a[a3 + p]);
        c30 = x3.fma(b0, c30);
        FloatVector x4 = FloatVector.broadcast(NARROW, a[a4 + p]);
        c40 = x4.fma(b0, c40);
        FloatVector x5 = FloatVector.broadcast(NARROW, a[a5 + p]);
        c50 = x5.fma(b0, c50);
        FloatVector x6 = FloatVector.broadcast(NARROW, a[a6 + p]);
        c60 = x6.fma(b0, c60);
        FloatVector x7 = FloatVector.broadcast(NARROW, a[a7 + p]);
        c70 = x7.fma(b0, c70);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
      out += cRow;
      c10.intoArray(c, out);
      out += cRow;
      c20.intoArray(c, out);
      out += cRow;
      c30.intoArray(c, out);
      out += cRow;
      c40.intoArray(c, out);
      out += cRow;
      c50.intoArray(c, out);
      out += cRow;
      c60.intoArray(c, out);
      out += cRow;
      c70.intoArray(c, out);
    }
    for (; i + 4 <= m; i += 4) {
      int a0 = aOffset + i * aRow;
      int a1 = aOffset + (i + 1) * aRow;
      int a2 = aOffset + (i + 2) * aRow;
      int a3 = aOffset + (i + 3) * aRow;
      int start = initOffset + i * initRow;
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + p]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(NARROW, a[a1 + p]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(NARROW, a[a2 + p]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(NARROW, a[a3 + p]);
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
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + p]);
        c00 = x0.fma(b0, c00);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
    }
  }

  /** Four columns whose summands lie apart. */
  static void strided(
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
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c10 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c20 = FloatVector.fromArray(NARROW, init, start);
      start += initRow;
      FloatVector c30 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(NARROW, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(NARROW, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(NARROW, a[a3 + step]);
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
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      int step = 0;
      for (int p = 0; p < k; p++, row += bRow, step += aColumn) {
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + step]);
        c00 = x0.fma(b0, c00);
      }
      int out = cOffset + i * cRow;
      c00.intoArray(c, out);
    }
  }
}
