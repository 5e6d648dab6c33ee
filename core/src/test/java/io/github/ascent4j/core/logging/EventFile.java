package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.Event;

/**
 * Reads an event file as TensorBoard does, with TensorFlow's own protocol buffers and a checksum
 * that shares no code with the one under test.
 */
final class EventFile {
  private static final int CASTAGNOLI_REVERSED = 0x82f63b78;

  private EventFile() {}

  /** The whole events; the last one may be cut short and is left out. */
  static List<Event> read(byte[] bytes) throws InvalidProtocolBufferException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.remaining() >= 12) {
      byte[] header = new byte[8];
      in.get(header);
      int length = (int) ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(in.getInt()).isEqualTo(maskedChecksum(header));
      if (in.remaining() < length + 4) {
        break;
      }
      byte[] data = new byte[length];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(maskedChecksum(data));
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  /** Bit by bit, as the polynomial has it. */
  static int maskedChecksum(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ CASTAGNOLI_REVERSED : crc >>> 1;
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }
}
