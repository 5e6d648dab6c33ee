package io.github.ascent4j.simd;

import io.github.ascent4j.policy.math.ArrayMath;

/** Elementwise functions on vectors, if this JVM has them, offered as a service. */
public final class VectorArrayMath implements ArrayMath {
  private final ArrayMath kernels = Kernels.best();

  @Override
  public void exp(float[] values, int from, int to) {
    kernels.exp(values, from, to);
  }

  @Override
  public void log(float[] values, int from, int to) {
    kernels.log(values, from, to);
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    kernels.tanh(values, from, to);
  }
}
