package io.github.ascent4j.simd;

/*
 * Design. Weights of a wide layer are larger than the near caches, and a product of few rows does
 * little with each of them, so it is as fast as they can be read. Row by row, a tile of the product
 * would read a few floats of every row, each from another page. In strips as wide as a tile, one
 * behind the other, it reads all of them in order.
 *
 * Products of many rows walk the summed dimension in pieces, so that a strip's piece stays in the
 * nearest cache while all rows pass. Their chains go on where the piece before left them, so neither
 * strips nor pieces change a bit.
 */

/**
 * Where the elements of a matrix lie that is stored in strips of columns, and products with it.
 *
 * @param depth K, rows
 * @param width N, columns, a padded width
 */
record StripMatrix(int depth, int width) {
  /** Columns of a strip; the last one may have fewer. */
  static final int STRIP = 64;

  /** Summands of a piece. */
  private static final int PIECE = 64;

  /** Up to so many rows pass too quickly for a piece to be worth keeping. */
  private static final int FEW_ROWS = 16;

  int size() {
    return depth * width;
  }

  /** Where the element of row k and column j lies. */
  int index(int k, int j) {
    int first = j / STRIP * STRIP;
    return first * depth + k * stripWidth(first) + j - first;
  }

  /** Columns of every strip but a last narrower one. */
  int strip() {
    return Math.min(STRIP, width);
  }

  private int stripWidth(int first) {
    return Math.min(STRIP, width - first);
  }

  /**
   * {@code c = init + a b} with this matrix for b; see {@link Kernels#matmul}. Init may be c.
   *
   * @param m rows of a and c
   * @param initRow 0 for one row that serves for all
   */
  void product(
      Kernels kernels,
      int m,
      float[] a,
      int aOffset,
      int aRow,
      float[] b,
      int bOffset,
      float[] init,
      int initOffset,
      int initRow,
      float[] c,
      int cOffset,
      int cRow) {
    // At least once, so that a product without summands is what it begins with.
    int last = Math.max(depth, 1);
    int piece = m > FEW_ROWS ? PIECE : last;
    for (int first = 0; first < width; first += STRIP) {
      int n = stripWidth(first);
      int strip = bOffset + first * depth;
      for (int k = 0; k < last; k += piece) {
        boolean begins = k == 0;
        kernels.matmul(
            m,
            n,
            Math.min(piece, depth - k),
            a,
            aOffset + k,
            aRow,
            1,
            b,
            strip + k * n,
            n,
            begins ? init : c,
            begins ? initOffset + first : cOffset + first,
            begins ? initRow : cRow,
            c,
            cOffset + first,
            cRow);
      }
    }
  }

  /**
   * {@code target = a^T g}, which has the shape of this matrix, in strips: the gradient of a weight
   * from what it was multiplied with and the gradient of what came out, over m rows.
   *
   * @param zeros at least {@link #STRIP} of them
   */
  void outerProduct(
      Kernels kernels,
      int m,
      float[] a,
      int aOffset,
      int aRow,
      float[] g,
      int gOffset,
      int gRow,
      float[] zeros,
      float[] target,
      int targetOffset) {
    for (int first = 0; first < width; first += STRIP) {
      int n = stripWidth(first);
      int strip = targetOffset + first * depth;
      for (int i = 0; i < m; i += PIECE) {
        boolean begins = i == 0;
        kernels.matmul(
            depth,
            n,
            Math.min(PIECE, m - i),
            a,
            aOffset + i * aRow,
            1,
            aRow,
            g,
            gOffset + i * gRow + first,
            gRow,
            begins ? zeros : target,
            begins ? 0 : strip,
            begins ? 0 : n,
            target,
            strip,
            n);
      }
    }
  }
}
