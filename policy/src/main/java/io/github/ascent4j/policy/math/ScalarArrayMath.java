package io.github.ascent4j.policy.math;

/** {@link ArrayMath} in plain Java. */
final class ScalarArrayMath implements ArrayMath {
  @Override
  public void exp(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.exp(values[i]);
    }
  }

  @Override
  public void log(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.log(values[i]);
    }
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.tanh(values[i]);
    }
  }
}
