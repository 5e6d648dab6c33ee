package io.github.ascent4j.policy.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text files that may have gone through somebody's editor: UTF-8, with or without a byte-order mark
 * before it, which is no part of the text.
 */
public final class TextFile {
  private TextFile() {}

  /**
   * What the file says.
   *
   * @throws PolicyFileException if it is in another encoding, which the message names where it can
   *     be told
   */
  public static String read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int mark = markLength(path, bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
          .toString();
    } catch (CharacterCodingException e) {
      throw new PolicyFileException(path.toString(), "damaged, or no text: it is not UTF-8", e);
    }
  }

  /**
   * What a file says that may not be what it should be: a device, a pipe, or more than memory
   * holds. Nothing where there is none; bytes that are no UTF-8 become U+FFFD.
   *
   * @param most bytes that are read
   * @throws PolicyFileException if it is in another encoding throughout
   * @throws IOException if it is longer, or no plain file
   */
  public static String readDamaged(Path path, long most) throws IOException {
    if (!Files.exists(path)) {
      return "";
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is no plain file; move it away");
    }
    long size = Files.size(path);
    if (size > most) {
      throw new IOException(
          path + " has " + size + " bytes, of which at most " + most + " are read; move it away");
    }
    byte[] bytes = Files.readAllBytes(path);
    int mark = markLength(path, bytes);
    return new String(bytes, mark, bytes.length - mark, StandardCharsets.UTF_8);
  }

  private static int markLength(Path path, byte[] bytes) throws PolicyFileException {
    // The mark of UTF-32 begins as that of UTF-16 does.
    if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
      throw encoded(path, "UTF-32");
    }
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      throw encoded(path, "UTF-16");
    }
    return startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  private static PolicyFileException encoded(Path path, String encoding) {
    return new PolicyFileException(path.toString(), "is " + encoding + " text; save it as UTF-8");
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
