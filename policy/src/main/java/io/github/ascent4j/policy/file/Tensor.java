package io.github.ascent4j.policy.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named array: elements of one type, row-major, with a shape. Immutable; arrays are copied on the
 * way in and on the way out.
 */
public final class Tensor {
  /** The longest array every JVM can make. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String name;
  private final TensorType type;
  private final List<Integer> shape;

  /** Little-endian elements. */
  private final byte[] content;

  /** Takes {@code content} over, uncopied. */
  Tensor(String name, TensorType type, List<Integer> shape, byte[] content) {
    this.name = name;
    this.type = type;
    this.shape = List.copyOf(shape);
    this.content = content;
    long bytes = byteSize(type, this.shape);
    if (bytes != content.length) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " of shape "
              + shape
              + " has "
              + bytes / type.bytes()
              + " elements, but got "
              + content.length / type.bytes());
    }
  }

  public static Tensor of(String name, List<Integer> shape, float[] values) {
    byte[] content = allocate(TensorType.F32, values.length);
    littleEndian(content).asFloatBuffer().put(values);
    return new Tensor(name, TensorType.F32, shape, content);
  }

  public static Tensor of(String name, List<Integer> shape, double[] values) {
    byte[] content = allocate(TensorType.F64, values.length);
    littleEndian(content).asDoubleBuffer().put(values);
    return new Tensor(name, TensorType.F64, shape, content);
  }

  public static Tensor of(String name, List<Integer> shape, long[] values) {
    byte[] content = allocate(TensorType.I64, values.length);
    littleEndian(content).asLongBuffer().put(values);
    return new Tensor(name, TensorType.I64, shape, content);
  }

  public static Tensor of(String name, List<Integer> shape, byte[] values) {
    return new Tensor(name, TensorType.U8, shape, values.clone());
  }

  /** A vector. */
  public static Tensor of(String name, float... values) {
    return of(name, List.of(values.length), values);
  }

  /** A vector. */
  public static Tensor of(String name, double... values) {
    return of(name, List.of(values.length), values);
  }

  /** A vector. */
  public static Tensor of(String name, long... values) {
    return of(name, List.of(values.length), values);
  }

  private static byte[] allocate(TensorType type, int elements) {
    return new byte[byteSize(type, List.of(elements))];
  }

  private static ByteBuffer littleEndian(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Bytes of a tensor.
   *
   * @throws IllegalArgumentException if a dimension is negative or an array cannot hold them
   */
  static int byteSize(TensorType type, List<Integer> shape) {
    long bytes = type.bytes();
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape " + shape + " has the negative dimension " + dimension);
      }
      // Neither factor exceeds 2^31.
      bytes *= dimension;
      if (bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "shape " + shape + " needs more than the " + MAX_BYTES + " bytes of an array");
      }
    }
    return (int) bytes;
  }

  public String name() {
    return name;
  }

  public TensorType type() {
    return type;
  }

  /** Dimensions; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** The elements of an F32 tensor. */
  public float[] floats() {
    expect(TensorType.F32);
    float[] values = new float[content.length / type.bytes()];
    littleEndian(content).asFloatBuffer().get(values);
    return values;
  }

  /** The elements of an F64 tensor. */
  public double[] doubles() {
    expect(TensorType.F64);
    double[] values = new double[content.length / type.bytes()];
    littleEndian(content).asDoubleBuffer().get(values);
    return values;
  }

  /** The elements of an I64 tensor. */
  public long[] longs() {
    expect(TensorType.I64);
    long[] values = new long[content.length / type.bytes()];
    littleEndian(content).asLongBuffer().get(values);
    return values;
  }

  /** The elements of a U8 tensor. */
  public byte[] bytes() {
    expect(TensorType.U8);
    return content.clone();
  }

  /** The elements as they lie in a file, little-endian; not to be changed. */
  byte[] content() {
    return content;
  }

  private void expect(TensorType expected) {
    if (type != expected) {
      throw new IllegalStateException(this + " was asked for as " + expected);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tensor tensor
        && name.equals(tensor.name)
        && type == tensor.type
        && shape.equals(tensor.shape)
        && Arrays.equals(content, tensor.content);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "tensor " + name + " " + type + shape;
  }
}
