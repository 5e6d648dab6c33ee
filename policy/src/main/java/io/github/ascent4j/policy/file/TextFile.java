package io.github.ascent4j.policy.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text that may not be what it should be: a device, a pipe, or more than memory holds. */
public final class TextFile {
  private TextFile() {}

  /**
   * The whole text of a file; empty where there is none. Bytes that are no UTF-8 become U+FFFD.
   *
   * @param most bytes that are read
   * @throws IOException if it is longer, or no plain file
   */
  public static String read(Path path, long most) throws IOException {
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
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }
}
