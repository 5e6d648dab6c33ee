package io.github.ascent4j.atari;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files for tests that lie beside the project or not at all. */
final class TestRoms {
  private static final Path FOLDER = Path.of("..", "..", "shared", "golden", "envs", "atari");

  private TestRoms() {}

  /** The file; without it the test is skipped. */
  static Path get(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.isRegularFile(file), "not tested without the ROM " + file);
    return file;
  }
}
