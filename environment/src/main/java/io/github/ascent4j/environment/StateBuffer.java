package io.github.ascent4j.environment;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes in memory as a {@link DataOutputStream} would write them, but without its locks: states are
 * copied after every update of a training. Used by one thread at a time.
 */
public final class StateBuffer implements DataOutput {
  private static final int FIRST_SIZE = 1024;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  /** Forgets what was written, and keeps the room for it. */
  public void clear() {
    size = 0;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for so many bytes and gives where they go. */
  private int reserve(int count) {
    int at = size;
    int end = Math.addExact(size, count);
    if (end > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, doubled));
    }
    size = end;
    return at;
  }

  @Override
  public void write(int value) {
    writeByte(value);
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int at = reserve(length);
    System.arraycopy(from, offset, bytes, at, length);
  }

  @Override
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    int at = reserve(1);
    bytes[at] = (byte) value;
  }

  @Override
  public void writeShort(int value) {
    int at = reserve(Short.BYTES);
    SHORTS.set(bytes, at, (short) value);
  }

  @Override
  public void writeChar(int value) {
    writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    int at = reserve(Integer.BYTES);
    INTS.set(bytes, at, value);
  }

  @Override
  public void writeLong(long value) {
    int at = reserve(Long.BYTES);
    LONGS.set(bytes, at, value);
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      writeByte(text.charAt(i));
    }
  }

  @Override
  public void writeChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      writeChar(text.charAt(i));
    }
  }

  @Override
  public void writeUTF(String text) throws IOException {
    new DataOutputStream(
            new OutputStream() {
              @Override
              public void write(int value) {
                writeByte(value);
              }

              @Override
              public void write(byte[] from, int offset, int length) {
                StateBuffer.this.write(from, offset, length);
              }
            })
        .writeUTF(text);
  }
}
