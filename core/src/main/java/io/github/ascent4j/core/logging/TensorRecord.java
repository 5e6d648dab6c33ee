package io.github.ascent4j.core.logging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's framing of records: length (64 bits), masked checksum of the length, data, masked
 * checksum of the data; little-endian.
 */
final class TensorRecord {
  private static final int FRAME_BYTES = Long.BYTES + 2 * Integer.BYTES;

  /**
   * Checksums are rotated and shifted by this, as in LevelDB, since the checksum of data that
   * contain their own checksum says little.
   */
  private static final int MASK_DELTA = 0xa282ead8;

  private TensorRecord() {}

  static byte[] of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(FRAME_BYTES + data.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedChecksum(data, data.length));
    return record.array();
  }

  static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
