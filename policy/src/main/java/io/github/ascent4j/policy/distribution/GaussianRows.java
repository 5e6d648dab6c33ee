package io.github.ascent4j.policy.distribution;

/** The two halves of a Gaussian's rows, in one array; they lie apart where deviations are free. */
record GaussianRows(RowView means, RowView logStds) {
  /** Halves that lie side by side. */
  static GaussianRows of(RowView rows, int dimensions) {
    return new GaussianRows(rows, rows.from(dimensions));
  }
}
