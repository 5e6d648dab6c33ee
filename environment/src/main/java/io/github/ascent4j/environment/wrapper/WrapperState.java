package io.github.ascent4j.environment.wrapper;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * Whose state it is that a wrapper saves, in front of that of its environment: what was saved in
 * other wrappers is refused and not misread.
 */
final class WrapperState {
  private static final String MEND = "; use the wrappers that the state was saved with";

  private WrapperState() {}

  static void write(String wrapper, DataOutput data) throws IOException {
    data.writeUTF(wrapper);
  }

  /**
   * @throws IOException if it is the state of something else
   */
  static void check(String wrapper, DataInput data) throws IOException {
    String saved;
    try {
      saved = data.readUTF();
    } catch (EOFException | java.io.UTFDataFormatException e) {
      throw new IOException("the saved state is none of " + wrapper + MEND, e);
    }
    if (!saved.equals(wrapper)) {
      throw new IOException("the saved state is none of " + wrapper + MEND);
    }
  }
}
