package io.github.ascent4j.policy.space;

/** The element type an environment produces or expects; values are carried as {@code float}. */
public enum DType {
  FLOAT32,
  FLOAT64,
  UINT8,
  INT32,
  INT64
}
