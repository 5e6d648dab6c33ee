package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Which floats of an observation are indices of categories, and how many categories there are.
 * Whoever takes observations in checks them by it, since an index outside would be no row of any
 * weight.
 */
public final class CategoryColumns {
  private final int[] columns;
  private final int[] sizes;

  private CategoryColumns(List<Integer> columns, List<Integer> sizes) {
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.sizes = sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Those that {@code network} reads as categories. */
  public static CategoryColumns of(ActorCritic network) {
    List<Integer> columns = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int first = 0;
    for (Input part : network.parts()) {
      for (int k = 0; k < part.categories().size(); k++) {
        columns.add(first + k);
        sizes.add(part.categories().get(k));
      }
      first += part.image() ? 0 : part.size();
    }
    return new CategoryColumns(columns, sizes);
  }

  /** Whether there are any. */
  public boolean any() {
    return columns.length > 0;
  }

  /**
   * Looks for an index that is none in the row that starts at {@code offset}.
   *
   * @return its column, the first such; -1 if all are whole numbers in their ranges
   */
  public int firstWrong(float[] rows, int offset) {
    for (int k = 0; k < columns.length; k++) {
      float value = rows[offset + columns[k]];
      // The cast of a number beyond is the largest int, and of NaN 0.
      if (!(value >= 0 && value < sizes[k] && value == (int) value)) {
        return columns[k];
      }
    }
    return -1;
  }

  /** What is wrong with the {@code value} of a column, to be put behind its name. */
  public String complaint(int column, float value) {
    int k = 0;
    while (columns[k] != column) {
      k++;
    }
    return "is "
        + value
        + "; it is one of "
        + sizes[k]
        + " categories, so every value must be a whole number from 0 to "
        + (sizes[k] - 1);
  }
}
