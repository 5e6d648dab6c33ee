package io.github.ascent4j.policy.math;

import java.util.ServiceLoader;

/**
 * Elementwise functions over array ranges. Every implementation gives the bits of {@link
 * FloatMath}; they differ in speed only.
 *
 * <p>Thread safety: all threads may share an implementation.
 */
public interface ArrayMath {
  /** One element after another; the reference for all others. */
  ArrayMath SCALAR = new ScalarArrayMath();

  /** The first that a module offers as a service, which is there to be faster; else the scalar. */
  static ArrayMath load() {
    return ServiceLoader.load(ArrayMath.class).findFirst().orElse(SCALAR);
  }

  /** Replaces {@code values[from .. to-1]} by their exponentials. */
  void exp(float[] values, int from, int to);

  /** Replaces {@code values[from .. to-1]} by their natural logarithms. */
  void log(float[] values, int from, int to);

  /** Replaces {@code values[from .. to-1]} by their hyperbolic tangents. */
  void tanh(float[] values, int from, int to);
}
