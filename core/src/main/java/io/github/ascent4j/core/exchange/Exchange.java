package io.github.ascent4j.core.exchange;

import io.github.ascent4j.policy.normalizer.Moments;

/**
 * How processes that train one agent together, its ranks, share what each has found: by sums over
 * all of them. Every rank calls the same methods in the same order with arrays of the same sizes,
 * and goes on with the same numbers.
 */
public interface Exchange {
  /** A process on its own, which has nobody to share with. */
  Exchange NONE =
      new Exchange() {
        @Override
        public int ranks() {
          return 1;
        }

        @Override
        public void sum(float[] values, int from, int to) {}

        @Override
        public void sum(double[] values, int from, int to) {}
      };

  /** How many there are. */
  int ranks();

  /** Replaces {@code values[from .. to-1]} by their sums over all ranks. */
  void sum(float[] values, int from, int to);

  /** Replaces {@code values[from .. to-1]} by their sums over all ranks. */
  void sum(double[] values, int from, int to);

  /**
   * Replaces a rank's moments by those of the numbers of all ranks together (Chan, Golub, LeVeque
   * 1979): with count n, mean m and squared deviations M of each rank, {@code N = sum n}, {@code
   * mean = sum n m / N}, {@code sum M + n (m - mean)^2}.
   *
   * @return the same moments
   */
  default Moments pool(Moments moments) {
    if (ranks() == 1) {
      return moments;
    }
    int size = moments.size();
    double own = moments.count();
    double[] sums = new double[size + 1];
    sums[size] = own;
    for (int d = 0; d < size; d++) {
      sums[d] = own * moments.mean(d);
    }
    sum(sums, 0, size + 1);
    double count = sums[size];
    double[] squares = new double[size];
    for (int d = 0; d < size; d++) {
      sums[d] = count > 0 ? sums[d] / count : 0;
      double deviation = moments.mean(d) - sums[d];
      squares[d] = moments.squares(d) + own * deviation * deviation;
    }
    sum(squares, 0, size);
    for (int d = 0; d < size; d++) {
      moments.set(d, count, sums[d], squares[d]);
    }
    return moments;
  }
}
