package io.github.ascent4j.environment;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/** The states of environments and collectors as bytes, for storing among tensors. */
public final class StateBytes {
  /** Writes a state. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads a state. */
  @FunctionalInterface
  public interface Reader {
    void read(DataInput in) throws IOException;
  }

  private StateBytes() {}

  /** What {@code writer} writes. */
  public static byte[] of(Writer writer) throws IOException {
    StateBuffer bytes = new StateBuffer();
    writer.write(bytes);
    return bytes.toByteArray();
  }

  /**
   * Lets {@code reader} read {@code bytes}.
   *
   * @throws IOException if it needs more than there are, or leaves some
   */
  public static void read(byte[] bytes, Reader reader) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    reader.read(new DataInputStream(in));
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes of the state were not read");
    }
  }
}
