package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Categories;

/*
 * Design. A layer that reads categories would multiply a row of zeros with one 1 by a weight that may
 * have a row for each of a hundred thousand categories. Only one of these rows counts, so forward adds
 * it to what the layer has so far, and backward adds the gradient of the layer's sums to it.
 *
 * The tables of all layers lie behind all other parameters. A block of samples has no gradient of them
 * of its own, which would be as large as the tables: the caller adds its few rows to the one gradient,
 * block by block and in each sample by sample, in an order that no thread decides.
 */

/**
 * The weight's rows of categories, in the flat array, for a layer that sums the rows of a sample's.
 */
final class CategoryTable {
  private final Signal indices;
  private final int[] sizes;

  /** Column of the described weight, [outputs, inputs], of each row. */
  private final int[] columns;

  private final int outputs;
  private final int block;
  private final int padded;
  private final int rowSize;
  private int offset;

  /**
   * @param outputs of the layer, in blocks
   * @param block outputs of a block, which are stored in a padded width
   */
  CategoryTable(Categories categories, Signal indices, int outputs, int block) {
    this.indices = indices;
    this.outputs = outputs;
    this.block = block;
    padded = Kernels.pad(block);
    rowSize = outputs / block * padded;
    sizes = categories.sizes().stream().mapToInt(Integer::intValue).toArray();
    columns = new int[categories.columns()];
    int row = 0;
    for (int k = 0; k < sizes.length; k++) {
      for (int i = 0; i < sizes[k]; i++) {
        columns[row++] = categories.starts().get(k) + i;
      }
    }
  }

  /** Floats in the flat array. */
  int size() {
    return Math.multiplyExact(columns.length, rowSize);
  }

  /** Says where in the flat array it starts, once. */
  void place(int start) {
    offset = start;
  }

  /**
   * Says where in the flat array each of its parameters lies.
   *
   * @param flatIndex receives the indices of the described weight from {@code start} on
   * @param inputs columns of the described weight
   * @param places column of a row of the table of each output
   */
  void index(int[] flatIndex, int start, int inputs, int[] places) {
    for (int j = 0; j < outputs; j++) {
      for (int row = 0; row < columns.length; row++) {
        flatIndex[start + j * inputs + columns[row]] = offset + row * rowSize + places[j];
      }
    }
  }

  /**
   * Adds the rows of each sample's categories to its sums.
   *
   * @param flat parameters, or a direction of theirs
   */
  void addRows(Workspace workspace, float[] flat, int rows, float[] sums, int stride) {
    float[] read = workspace.values[indices.buffer()];
    for (int i = 0; i < rows; i++) {
      int from = indices.start(workspace, i);
      int first = offset;
      for (int k = 0; k < sizes.length; k++) {
        int row = first + Categories.index(read[from + k], sizes[k], k) * rowSize;
        add(flat, row, sums, i * stride, rowSize);
        first += sizes[k] * rowSize;
      }
    }
  }

  /** Adds the gradients of the sums to those of the rows that they come from. */
  void addGradients(
      Workspace workspace, float[] gradient, int rows, float[] sumGradients, int stride) {
    float[] read = workspace.values[indices.buffer()];
    for (int i = 0; i < rows; i++) {
      int from = indices.start(workspace, i);
      int first = offset;
      for (int k = 0; k < sizes.length; k++) {
        int row = first + Categories.index(read[from + k], sizes[k], k) * rowSize;
        // Block by block, since nobody keeps the gradients of the padding at zero.
        for (int at = 0; at < rowSize; at += padded) {
          add(sumGradients, i * stride + at, gradient, row + at, block);
        }
        first += sizes[k] * rowSize;
      }
    }
  }

  private static void add(float[] from, int fromOffset, float[] to, int toOffset, int size) {
    for (int j = 0; j < size; j++) {
      to[toOffset + j] += from[fromOffset + j];
    }
  }
}
