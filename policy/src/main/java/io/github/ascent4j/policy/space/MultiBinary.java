package io.github.ascent4j.policy.space;

import java.util.List;

/** A vector of {@code n} independent bits, each 0 or 1. */
public record MultiBinary(int n) implements Space {
  public MultiBinary {
    if (n < 1) {
      throw new IllegalArgumentException("MultiBinary(" + n + "): n must be at least 1");
    }
  }

  @Override
  public List<Integer> shape() {
    return List.of(n);
  }

  @Override
  public DType dtype() {
    return DType.INT32;
  }

  @Override
  public int flatSize() {
    return n;
  }

  @Override
  public boolean contains(float[] values, int offset) {
    for (int k = 0; k < n; k++) {
      if (!Discrete.isIndex(values[offset + k], 2)) {
        return false;
      }
    }
    return true;
  }
}
