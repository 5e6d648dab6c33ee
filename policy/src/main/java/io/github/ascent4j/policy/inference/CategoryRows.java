package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.program.Categories;

/**
 * The rows of a weight that belong to categories, [outputs] each, those of the first component
 * first. A chain gets one link from each component, the row of its index; see {@link Chains}.
 *
 * @param rows an array for each category, of all components
 * @param sizes how many of them each component has
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CategoryRows(float[][] rows, int[] sizes) {
  /** Those of {@code categories} out of all rows of a weight, [inputs][outputs]. */
  static CategoryRows of(Categories categories, float[][] weights) {
    float[][] rows = new float[categories.columns()][];
    int next = 0;
    for (int k = 0; k < categories.size(); k++) {
      int size = categories.sizes().get(k);
      System.arraycopy(weights, categories.starts().get(k), rows, next, size);
      next += size;
    }
    int[] sizes = categories.sizes().stream().mapToInt(Integer::intValue).toArray();
    return new CategoryRows(rows, sizes);
  }

  /** Adds the row of each index to all chains. */
  void add(float[] indices, float[] chains) {
    int first = 0;
    for (int k = 0; k < sizes.length; k++) {
      addRow(rows[first + Categories.index(indices[k], sizes[k], k)], chains);
      first += sizes[k];
    }
  }

  private static void addRow(float[] row, float[] chains) {
    for (int j = 0; j < chains.length; j++) {
      chains[j] += row[j];
    }
  }
}
