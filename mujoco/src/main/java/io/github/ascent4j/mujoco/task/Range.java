package io.github.ascent4j.mujoco.task;

/** Numbers between two bounds, which may be infinite. */
record Range(double low, double high) {
  /** Whether a value lies between the bounds and is none of them. */
  boolean within(double value) {
    return low < value && value < high;
  }

  /** Whether a value lies between the bounds or is one of them. */
  boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** The value, or the bound it lies beyond. */
  double clip(double value) {
    return Math.min(Math.max(value, low), high);
  }
}
