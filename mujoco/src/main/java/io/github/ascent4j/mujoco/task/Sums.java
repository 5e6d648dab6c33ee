package io.github.ascent4j.mujoco.task;

/** Sums with the roundings of NumPy, whose last bits the recorded rewards show. */
final class Sums {
  private static final int UNROLLED = 8;
  private static final int BLOCK = 128;

  private Sums() {}

  /**
   * As {@code numpy.sum} of contiguous numbers: eight partial sums in blocks of at most 128, and
   * blocks added in pairs.
   */
  static double sum(double[] values, int from, int count) {
    if (count < UNROLLED) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += values[from + i];
      }
      return sum;
    }
    if (count > BLOCK) {
      int half = count / 2;
      half -= half % UNROLLED;
      return sum(values, from, half) + sum(values, from + half, count - half);
    }
    double r0 = values[from];
    double r1 = values[from + 1];
    double r2 = values[from + 2];
    double r3 = values[from + 3];
    double r4 = values[from + 4];
    double r5 = values[from + 5];
    double r6 = values[from + 6];
    double r7 = values[from + 7];
    int end = count - count % UNROLLED;
    for (int i = from + UNROLLED; i < from + end; i += UNROLLED) {
      r0 += values[i];
      r1 += values[i + 1];
      r2 += values[i + 2];
      r3 += values[i + 3];
      r4 += values[i + 4];
      r5 += values[i + 5];
      r6 += values[i + 6];
      r7 += values[i + 7];
    }
    double sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
    for (int i = from + end; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }

  /**
   * As {@code numpy.linalg.norm} of a vector: a BLAS dot product, whose multiplications and
   * additions are fused.
   */
  static double norm(double x, double y, double z) {
    return Math.sqrt(Math.fma(z, z, Math.fma(y, y, x * x)));
  }
}
