package io.github.ascent4j.policy.space;

import java.util.Arrays;
import java.util.List;

/**
 * A box of real numbers with a lower and an upper bound for every component; a bound may be
 * infinite.
 */
public final class Box implements Space {
  private final List<Integer> shape;
  private final DType dtype;
  private final float[] low;
  private final float[] high;

  private Box(List<Integer> shape, DType dtype, float[] low, float[] high) {
    this.shape = List.copyOf(shape);
    this.dtype = dtype;
    this.low = low.clone();
    this.high = high.clone();
    int size = Shapes.size(this.shape);
    if (low.length != size || high.length != size) {
      throw new IllegalArgumentException(
          "Box of shape "
              + shape
              + " needs "
              + size
              + " bounds, but got "
              + low.length
              + " lower and "
              + high.length
              + " upper ones");
    }
    for (int i = 0; i < size; i++) {
      if (!(low[i] <= high[i])) {
        throw new IllegalArgumentException(
            "Box bound "
                + i
                + ": low "
                + low[i]
                + " must not exceed high "
                + high[i]
                + ", and neither may be NaN");
      }
    }
  }

  /** A box with bounds of its own for every component; {@code low} and {@code high} are flat. */
  public static Box of(List<Integer> shape, DType dtype, float[] low, float[] high) {
    return new Box(shape, dtype, low, high);
  }

  /** A float32 vector with the given bounds. */
  public static Box of(float[] low, float[] high) {
    return new Box(List.of(low.length), DType.FLOAT32, low, high);
  }

  /** A float32 box with the same bounds for every component. */
  public static Box uniform(float low, float high, Integer... shape) {
    return uniform(List.of(shape), DType.FLOAT32, low, high);
  }

  /** A box with the same bounds for every component. */
  public static Box uniform(List<Integer> shape, DType dtype, float low, float high) {
    int size = Shapes.size(shape);
    float[] lows = new float[size];
    float[] highs = new float[size];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return new Box(shape, dtype, lows, highs);
  }

  @Override
  public List<Integer> shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public int flatSize() {
    return low.length;
  }

  public float low(int i) {
    return low[i];
  }

  public float high(int i) {
    return high[i];
  }

  /** A copy of the lower bounds, flat. */
  public float[] lows() {
    return low.clone();
  }

  /** A copy of the upper bounds, flat. */
  public float[] highs() {
    return high.clone();
  }

  /** Whether every bound is finite. */
  public boolean isBounded() {
    for (int i = 0; i < low.length; i++) {
      if (Float.isInfinite(low[i]) || Float.isInfinite(high[i])) {
        return false;
      }
    }
    return true;
  }

  /** {@inheritDoc} NaN is in no box. */
  @Override
  public boolean contains(float[] values, int offset) {
    for (int i = 0; i < low.length; i++) {
      float value = values[offset + i];
      if (!(value >= low[i] && value <= high[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box
        && shape.equals(box.shape)
        && dtype == box.dtype
        && Arrays.equals(low, box.low)
        && Arrays.equals(high, box.high);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * shape.hashCode() + Arrays.hashCode(low)) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "Box" + shape + " " + dtype + " low " + bounds(low) + " high " + bounds(high);
  }

  private static String bounds(float[] bounds) {
    for (float bound : bounds) {
      if (bound != bounds[0]) {
        return Arrays.toString(bounds);
      }
    }
    return bounds.length == 0 ? "[]" : Float.toString(bounds[0]);
  }
}
