package io.github.ascent4j.gymnasium;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request for a child: two 32-bit integers, kind and length, and that many bytes, in the
 * machine's own byte order. The buffer is kept and grows with the largest request.
 */
final class Frame {
  static final int MAGIC = 0x41534759;
  static final int VERSION = 1;

  /** More than that is never sent and never believed. */
  static final int MAX_BYTES = 1 << 30;

  static final int HEADER_BYTES = 8;

  /** Requests. */
  static final int HELLO = 1;

  static final int RESET = 2;
  static final int STEP = 3;
  static final int REPLAY = 4;
  static final int RENDER = 5;

  /** Replies. */
  static final int SPACES = 101;

  static final int BATCH = 102;
  static final int PIXELS = 103;
  static final int FAULT = 104;

  private ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());

  /** Starts a request, which replaces the one before. */
  void begin(int kind) {
    bytes.clear().putInt(kind).putInt(0);
  }

  /**
   * Makes room.
   *
   * @throws IllegalArgumentException if the request would be too large
   */
  private void need(long count) {
    long wanted = bytes.position() + count;
    if (wanted > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a request of " + wanted + " bytes to Python; at most " + MAX_BYTES + " can be sent");
    }
    if (wanted > bytes.capacity()) {
      int capacity = (int) Math.min(MAX_BYTES, Math.max(wanted, 2L * bytes.capacity()));
      byte[] larger = Arrays.copyOf(bytes.array(), capacity);
      bytes = ByteBuffer.wrap(larger).order(ByteOrder.nativeOrder()).position(bytes.position());
    }
  }

  void putInt(int value) {
    need(Integer.BYTES);
    bytes.putInt(value);
  }

  void putLong(long value) {
    need(Long.BYTES);
    bytes.putLong(value);
  }

  void putFloats(float[] values, int from, int count) {
    need((long) count * Float.BYTES);
    for (int i = from; i < from + count; i++) {
      bytes.putFloat(values[i]);
    }
  }

  void putText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    putInt(encoded.length);
    need(encoded.length);
    bytes.put(encoded);
  }

  /** Completes the request, which is the first {@link #length} bytes of what this gives. */
  byte[] finish() {
    bytes.putInt(Integer.BYTES, bytes.position() - HEADER_BYTES);
    return bytes.array();
  }

  int length() {
    return bytes.position();
  }
}
