package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.concurrent.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what a child prints in a thread of its own, so that the child never waits for it, and keeps
 * the end.
 */
final class ErrorTail {
  private static final int KEPT_BYTES = 1 << 16;
  private static final long END_MILLIS = 1000;

  private final byte[] ring = new byte[KEPT_BYTES];
  private long written;
  private final Thread reader;

  ErrorTail(InputStream errors) {
    reader = Daemon.start("ascent-python-errors", () -> read(errors));
  }

  private void read(InputStream errors) {
    byte[] piece = new byte[4096];
    try (errors) {
      for (int count = errors.read(piece); count >= 0; count = errors.read(piece)) {
        append(piece, count);
      }
    } catch (IOException e) {
      append(e.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void append(byte[] text) {
    append(text, text.length);
  }

  private synchronized void append(byte[] piece, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (written++ % KEPT_BYTES)] = piece[i];
    }
  }

  /** All that a child which has ended has printed last. */
  String afterEnd() throws InterruptedException {
    // A grandchild may hold the pipe open for ever.
    reader.join(END_MILLIS);
    return text();
  }

  private synchronized String text() {
    int count = (int) Math.min(written, KEPT_BYTES);
    byte[] kept = new byte[count];
    for (int i = 0; i < count; i++) {
      kept[i] = ring[(int) ((written - count + i) % KEPT_BYTES)];
    }
    return new String(kept, StandardCharsets.UTF_8);
  }

  /** The last line that is not blank; empty if there is none. */
  static String lastLine(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
  }
}
