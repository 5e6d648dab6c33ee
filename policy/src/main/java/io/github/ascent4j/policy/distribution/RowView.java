package io.github.ascent4j.policy.distribution;

/**
 * Rows of floats in an array of the caller's: row i starts at {@code offset + i * stride}. With a
 * stride of 0 all rows are one and the same.
 *
 * <p>Thread safety: as safe as its array.
 *
 * @param count number of rows
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a working array, never compared.
public record RowView(float[] values, int offset, int stride, int count) {
  /** Where a row starts. */
  int at(int i) {
    return offset + i * stride;
  }

  /** What is left of these rows from column {@code first} on. */
  RowView from(int first) {
    return new RowView(values, offset + first, stride, count);
  }
}
