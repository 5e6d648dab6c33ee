package io.github.ascent4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link GatheredMatmul} for results too narrow for full vectors: {@link
 * NarrowMatmul#COLUMNS} columns.
 */
final class NarrowGatheredMatmul {
  private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_128;

  private NarrowGatheredMatmul() {}

  static void columns(
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
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 1];
      FloatVector c10 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 2];
      FloatVector c20 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 3];
      FloatVector c30 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 4];
      FloatVector c40 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 5];
      FloatVector c50 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 6];
      FloatVector c60 = FloatVector.fromArray(NARROW, init, start);
      start = initOffset + initRows * cRows[i + 7];
      FloatVector c70 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + step]);
        c00 = x0.fma(b0, c00);
        FloatVector x1 = FloatVector.broadcast(NARROW, a[a1 + step]);
        c10 = x1.fma(b0, c10);
        FloatVector x2 = FloatVector.broadcast(NARROW, a[a2 + step]);
        c20 = x2.fma(b0, c20);
        FloatVector x3 = FloatVector.broadcast(NARROW, a[a3 + step]);
        c30 = x3.fma(b0, c30);
        FloatVector x4 = FloatVector.broadcast(NARROW, a[a4 + step]);
        c40 = x4.fma(b0, c40);
        FloatVector x5 = FloatVector.broadcast(NARROW, a[a5 + step]);
        c50 = x5.fma(b0, c50);
        FloatVector x6 = FloatVector.broadcast(NARROW, a[a6 + step]);
        c60 = x6.fma(b0, c60);
        FloatVector x7 = FloatVector.broadcast(NARROW, a[a7 + step]);
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
      FloatVector c00 = FloatVector.fromArray(NARROW, init, start);
      int row = bOffset;
      for (int p = 0; p < k; p++, row += bRow) {
        int step = aColumns[p];
        FloatVector b0 = FloatVector.fromArray(NARROW, b, row);
        FloatVector x0 = FloatVector.broadcast(NARROW, a[a0 + step]);
        c00 = x0.fma(b0, c00);
      }
      int out = cOffset + cRows[i];
      c00.intoArray(c, out);
    }
  }
}
