package io.github.ascent4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether standard error is a terminal that can show a bar. Java only knows of the other two. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 80;

  private Terminal() {}

  static boolean onStandardError() {
    String kind = System.getenv("TERM");
    if (kind == null || kind.isEmpty() || kind.equals("dumb")) {
      return false;
    }
    Path linux = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(linux)) {
      try {
        String device = Files.readSymbolicLink(linux).toString();
        return device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return System.console() != null && System.console().isTerminal();
  }

  static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }
}
