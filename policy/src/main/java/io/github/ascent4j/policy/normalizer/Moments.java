package io.github.ascent4j.policy.normalizer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Count, mean and summed squared deviations of a batch of numbers, per component, in double
 * precision: what statistics and standardisations are made of, taken apart from their use, so that
 * the batches of several processes can be pooled in between. Made once and taken of one batch after
 * the other.
 *
 * <p>Thread safety: none, for one thread at a time.
 */
public final class Moments {
  private final double[] means;
  private final double[] squares;

  /** The first columns of a row, one for each component. */
  private final int[] first;

  private double count;

  /** Of no numbers yet. */
  public Moments(int size) {
    means = new double[size];
    squares = new double[size];
    first = IntStream.range(0, size).toArray();
  }

  /** Number of components. */
  public int size() {
    return means.length;
  }

  /** Numbers of each component. */
  public double count() {
    return count;
  }

  /** Mean of a component; 0 of no numbers. */
  public double mean(int d) {
    return means[d];
  }

  /** Sum of the squared deviations of a component from its mean. */
  public double squares(int d) {
    return squares[d];
  }

  /** Sets a component, and how many numbers each has. */
  public void set(int d, double newCount, double newMean, double newSquares) {
    count = newCount;
    means[d] = newMean;
    squares[d] = newSquares;
  }

  private void start(double newCount) {
    count = newCount;
    if (newCount == 0) {
      Arrays.fill(means, 0);
      Arrays.fill(squares, 0);
    }
  }

  /**
   * Takes the moments of the first components of {@code n} rows; row i starts at {@code offset + i
   * * stride}.
   */
  public Moments of(float[] rows, int offset, int n, int stride) {
    return of(rows, offset, n, stride, first);
  }

  /**
   * Takes the moments of some columns of {@code n} rows; row i starts at {@code offset + i *
   * stride}.
   *
   * @param columns that of each component
   */
  public Moments of(float[] rows, int offset, int n, int stride, int[] columns) {
    start(n);
    for (int d = 0; d < means.length && n > 0; d++) {
      int from = offset + columns[d];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += rows[from + i * stride];
      }
      double mean = sum / n;
      double sumOfSquares = 0;
      for (int i = 0; i < n; i++) {
        double deviation = rows[from + i * stride] - mean;
        sumOfSquares += deviation * deviation;
      }
      means[d] = mean;
      squares[d] = sumOfSquares;
    }
    return this;
  }

  /**
   * Takes the moments of {@code values[0 .. n-1]}, numbers of the only component.
   *
   * @param counted which of them count; null for all
   */
  public Moments of(float[] values, int n, boolean @Nullable [] counted) {
    int number = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (counted == null || counted[i]) {
        sum += values[i];
        number++;
      }
    }
    start(number);
    if (number > 0) {
      double mean = sum / number;
      double sumOfSquares = 0;
      for (int i = 0; i < n; i++) {
        if (counted == null || counted[i]) {
          double deviation = values[i] - mean;
          sumOfSquares += deviation * deviation;
        }
      }
      means[0] = mean;
      squares[0] = sumOfSquares;
    }
    return this;
  }

  /** Takes the moments of {@code values[0 .. n-1]}, numbers of the only component. */
  public Moments of(double[] values, int n) {
    start(n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
    }
    if (n > 0) {
      double mean = sum / n;
      double sumOfSquares = 0;
      for (int i = 0; i < n; i++) {
        sumOfSquares += (values[i] - mean) * (values[i] - mean);
      }
      means[0] = mean;
      squares[0] = sumOfSquares;
    }
    return this;
  }
}
