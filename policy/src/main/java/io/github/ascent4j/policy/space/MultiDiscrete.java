package io.github.ascent4j.policy.space;

import java.util.List;

/** A vector of independent integers; component {@code k} lies in {@code 0 .. nvec[k]-1}. */
public record MultiDiscrete(List<Integer> nvec) implements Space {
  public MultiDiscrete {
    nvec = List.copyOf(nvec);
    if (nvec.isEmpty() || nvec.stream().anyMatch(n -> n < 1 || n > Discrete.MAX_SIZE)) {
      throw new IllegalArgumentException(
          "MultiDiscrete("
              + nvec
              + "): give at least one size, each at least 1 and at most "
              + Discrete.MAX_SIZE);
    }
  }

  public static MultiDiscrete of(Integer... nvec) {
    return new MultiDiscrete(List.of(nvec));
  }

  @Override
  public List<Integer> shape() {
    return List.of(nvec.size());
  }

  @Override
  public DType dtype() {
    return DType.INT64;
  }

  @Override
  public int flatSize() {
    return nvec.size();
  }

  @Override
  public boolean contains(float[] values, int offset) {
    for (int k = 0; k < nvec.size(); k++) {
      if (!Discrete.isIndex(values[offset + k], nvec.get(k))) {
        return false;
      }
    }
    return true;
  }
}
