package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a layer reads as ones among zeros, without anybody writing these down: of each component's
 * columns of its weight only the one of the index counts, so that the product is a sum of rows.
 *
 * <p>An output of the layer is a chain of fused multiply-adds that starts at its bias and walks the
 * numbers it reads, in their order, and then adds a column of the weight for each component, in
 * theirs.
 *
 * @param indices whole numbers, [K], index k from 0 to {@code sizes[k] - 1}
 * @param sizes how many columns of the weight each component has
 * @param starts the first of them
 */
public record Categories(Value indices, List<Integer> sizes, List<Integer> starts) {
  public Categories {
    sizes = List.copyOf(sizes);
    starts = List.copyOf(starts);
    if (sizes.size() != indices.size() || starts.size() != sizes.size()) {
      throw new IllegalArgumentException(
          indices.size() + " indices, " + sizes + " columns each from " + starts + " on");
    }
  }

  /** K. */
  public int size() {
    return sizes.size();
  }

  /** Columns of all components together. */
  public int columns() {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  /** Columns of a weight that belong to numbers, in order. */
  int[] otherColumns(Parameter weight) {
    int[] columns = new int[weight.columns() - columns()];
    int next = 0;
    int column = 0;
    for (int k = 0; k <= size(); k++) {
      int end = k < size() ? starts.get(k) : weight.columns();
      while (column < end) {
        columns[next++] = column++;
      }
      column += k < size() ? sizes.get(k) : 0;
    }
    return columns;
  }

  /** The columns of a weight that a layer reads numbers by; all without categories. */
  static int[] numberColumns(@Nullable Categories categories, Parameter weight) {
    return categories == null
        ? IntStream.range(0, weight.columns()).toArray()
        : categories.otherColumns(weight);
  }

  /**
   * The index of component {@code k} in a row of indices.
   *
   * @throws IllegalArgumentException if it is none, which nobody who feeds a network should let
   *     happen
   */
  public static int index(float value, int size, int k) {
    int index = (int) value;
    if (!(index >= 0 && index < size && index == value)) {
      throw new IllegalArgumentException(
          "category["
              + k
              + "] of an input is "
              + value
              + "; give a whole number from 0 to "
              + (size - 1));
    }
    return index;
  }
}
