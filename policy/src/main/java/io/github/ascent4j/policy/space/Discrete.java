package io.github.ascent4j.policy.space;

import java.util.List;

/** The integers {@code 0 .. n-1}, with n up to 2^24, the integers that a float holds exactly. */
public record Discrete(int n) implements Space {
  static final int MAX_SIZE = 1 << 24;

  public Discrete {
    if (n < 1 || n > MAX_SIZE) {
      throw new IllegalArgumentException(
          "Discrete(" + n + "): n must be at least 1 and at most " + MAX_SIZE);
    }
  }

  @Override
  public List<Integer> shape() {
    return List.of();
  }

  @Override
  public DType dtype() {
    return DType.INT64;
  }

  @Override
  public int flatSize() {
    return 1;
  }

  @Override
  public boolean contains(float[] values, int offset) {
    return isIndex(values[offset], n);
  }

  /** Whether {@code value} is an integer in {@code 0 .. n-1}; false for NaN. */
  static boolean isIndex(float value, int n) {
    return value >= 0 && value < n && value == (int) value;
  }
}
