package io.github.ascent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A key that marks what tests train, in a folder of its own: the user's own one is not for tests.
 */
final class TestKey {
  static final String PROPERTY = "ascent4j.config";

  private static final Path FOLDER = folder();

  private TestKey() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("ascent-test-key-");
      folder.toFile().deleteOnExit();
      folder.resolve("run.key").toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has commands of this JVM use it, and says where it is. */
  static Path use() {
    System.setProperty(PROPERTY, FOLDER.toString());
    return FOLDER;
  }
}
