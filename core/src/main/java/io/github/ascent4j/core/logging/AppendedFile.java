package io.github.ascent4j.core.logging;

import io.github.ascent4j.policy.file.AtomicFile;
import io.github.ascent4j.policy.file.TextFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A text file that grows line by line. Each line is handed to the operating system at once, so that
 * the end of the JVM cuts at most the last one.
 */
final class AppendedFile {
  /** What an array can hold, with room for what it is parsed into. */
  private static final long MOST_BYTES = 1 << 30;

  private final Path path;
  private @Nullable OutputStream out;

  AppendedFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** What the file holds; nothing where there is none. Bytes that are no UTF-8 become U+FFFD. */
  String read() throws IOException {
    return TextFile.readDamaged(path, MOST_BYTES);
  }

  /** Replaces the whole file atomically. */
  void replace(CharSequence text) throws IOException {
    close();
    AtomicFile.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void append(CharSequence text) throws IOException {
    OutputStream open = out;
    if (open == null) {
      if (Files.isSymbolicLink(path)) {
        throw new IOException(path + " is a link; a log goes on only where it was begun");
      }
      // Not a channel, which an interrupt of this thread (Ctrl-C in training) would close.
      open = new FileOutputStream(path.toFile(), true);
      out = open;
    }
    open.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
