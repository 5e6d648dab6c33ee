package io.github.ascent4j.policy;

/** How rows in arrays of the caller's are checked and called. */
final class Rows {
  private Rows() {}

  /** Throws unless an array holds {@code count} rows, and nothing but whole ones. */
  static void check(String name, int length, int count, int size) {
    long needed = (long) count * size;
    boolean whole = size == 0 ? length == 0 : length % size == 0;
    if (length < needed || !whole) {
      throw new IllegalArgumentException(
          "an array of "
              + length
              + " for the "
              + name
              + " of "
              + count
              + " rows; give "
              + needed
              + ", "
              + size
              + " for each, or room for more whole rows");
    }
  }

  /** What an element is called in a message: of a row, or of an array given by itself. */
  static String element(String name, int index, int row) {
    return name + "[" + index + "]" + of(row);
  }

  /** {@code " of row 3"}, or nothing for what is given by itself. */
  static String of(int row) {
    return row == ObservationReader.ALONE ? "" : " of row " + row;
  }
}
