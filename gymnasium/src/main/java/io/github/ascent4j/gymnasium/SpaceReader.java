package io.github.ascent4j.gymnasium;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads spaces as the child describes them: a 32-bit kind and what belongs to it. Nothing is
 * allocated that the description is too short for.
 */
final class SpaceReader {
  private static final int BOX = 1;
  private static final int DISCRETE = 2;
  private static final int MULTI_DISCRETE = 3;
  private static final int MULTI_BINARY = 4;
  private static final int DICT = 5;
  private static final int TUPLE = 6;

  private static final DType[] TYPES = {
    DType.FLOAT32, DType.FLOAT64, DType.UINT8, DType.INT32, DType.INT64
  };

  /** Components of a box whose bounds are all alike, which the description has only once. */
  private static final long MAX_SIZE = 1 << 28;

  private static final int MAX_PARTS = 1 << 16;

  private final ByteBuffer bytes;

  SpaceReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The next space.
   *
   * @throws IllegalArgumentException if it is damaged or of a size that is not supported
   * @throws java.nio.BufferUnderflowException if it is cut short
   */
  Space next() {
    return next(false);
  }

  private Space next(boolean part) {
    int kind = bytes.getInt();
    return switch (kind) {
      case BOX -> box();
      case DISCRETE -> new Discrete(choices(bytes.getLong()));
      case MULTI_DISCRETE -> multiDiscrete();
      case MULTI_BINARY -> new MultiBinary(bytes.getInt());
      case DICT, TUPLE -> {
        if (part) {
          throw new IllegalArgumentException("a space of several parts inside another one");
        }
        yield kind == DICT ? dict() : tuple();
      }
      default -> throw new IllegalArgumentException("a space of kind " + kind);
    };
  }

  private static int choices(long n) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, n));
  }

  private int count(int most) {
    int count = bytes.getInt();
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(count + " parts of a space; at most " + most + " can be");
    }
    return count;
  }

  private Space box() {
    int type = bytes.getInt();
    if (type < 0 || type >= TYPES.length) {
      throw new IllegalArgumentException("a box of type " + type);
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (int left = count(MAX_PARTS); left > 0; left--) {
      int length = bytes.getInt();
      shape.add(length);
      size *= length;
      if (length < 1 || size > MAX_SIZE) {
        throw new IllegalArgumentException(
            "a box of shape "
                + shape
                + "; every dimension must be at least 1, and all together at most "
                + MAX_SIZE);
      }
    }
    boolean uniform = bytes.getInt() != 0;
    if (uniform) {
      return Box.uniform(shape, TYPES[type], bytes.getFloat(), bytes.getFloat());
    }
    return Box.of(shape, TYPES[type], floats((int) size), floats((int) size));
  }

  private float[] floats(int count) {
    checkLeft((long) count * Float.BYTES);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getFloat();
    }
    return values;
  }

  private void checkLeft(long count) {
    if (count > bytes.remaining()) {
      throw new IllegalArgumentException(
          "a space of " + count + " bytes where " + bytes.remaining() + " are left");
    }
  }

  private Space multiDiscrete() {
    int count = bytes.getInt();
    checkLeft((long) count * Long.BYTES);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(choices(bytes.getLong()));
    }
    return new MultiDiscrete(sizes);
  }

  private Space dict() {
    Map<String, Space> parts = new LinkedHashMap<>();
    for (int left = count(MAX_PARTS); left > 0; left--) {
      String name = text();
      if (parts.put(name, next(true)) != null) {
        throw new IllegalArgumentException(
            "two parts of the observation are called \"" + name + "\"; rename one");
      }
    }
    return new Dict(parts);
  }

  private Space tuple() {
    List<Space> parts = new ArrayList<>();
    for (int left = count(MAX_PARTS); left > 0; left--) {
      parts.add(next(true));
    }
    return new Tuple(parts);
  }

  /** A text: its length in bytes and its UTF-8. */
  String text() {
    int length = bytes.getInt();
    if (length < 0) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    checkLeft(length);
    byte[] encoded = new byte[length];
    bytes.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }
}
