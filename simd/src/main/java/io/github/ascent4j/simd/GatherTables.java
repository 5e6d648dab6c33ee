package io.github.ascent4j.simd;

/**
 * Where the rows of a product lie that {@link Kernels#gatheredMatmul} computes: m rows, k summands.
 *
 * @param aRows where each row of a begins, [m]
 * @param aColumns where each summand lies from there, [k]
 * @param cRows where each row of the result begins, [m]
 */
@SuppressWarnings("ArrayRecordComponent") // Made once for an operation, never compared.
record GatherTables(int[] aRows, int[] aColumns, int[] cRows) {
  int rows() {
    return aRows.length;
  }

  int summands() {
    return aColumns.length;
  }
}
