package io.github.ascent4j.atari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.ale.global.ale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the Arcade Learning Environment and keeps it from writing to the terminal. */
final class AleLibrary {
  /** {@code ale::Logger::setMode(ale::Logger::mode)}, which its Java classes do not offer. */
  private static final String SET_LOGGER_MODE = "_ZN3ale6Logger7setModeENS0_4modeE";

  private static final int ERRORS_ONLY = 2;

  private static final String JAVACPP_LOGGER = "org.bytedeco.javacpp.logger";

  private static final Logger LOG = LoggerFactory.getLogger(AleLibrary.class);

  private AleLibrary() {}

  private static final class Loaded {
    static final @Nullable String FAILURE = load();

    private static @Nullable String load() {
      try {
        // What the loader of the library has to say goes where all else is logged.
        if (System.getProperty(JAVACPP_LOGGER) == null) {
          System.setProperty(JAVACPP_LOGGER, "slf4j");
        }
        String binding = Loader.load(ale.class);
        if (binding != null) {
          silence(Path.of(binding));
        }
        return null;
      } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
        LOG.debug("loading the Arcade Learning Environment", e);
        return String.valueOf(e.getMessage());
      }
    }
  }

  /**
   * Loads it, the first time.
   *
   * @throws IllegalArgumentException if it cannot be loaded here
   */
  static void load() {
    if (Loaded.FAILURE != null) {
      throw new IllegalArgumentException(
          "the Arcade Learning Environment does not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + Loaded.FAILURE
              + "); it comes for Linux, macOS and Windows on x86-64 only: train there, or take"
              + " Bricks-v0, which needs none");
    }
  }

  private static void silence(Path binding) {
    try {
      Optional<Path> library = library(binding);
      if (library.isEmpty() || !NativeCall.withInt(library.get(), SET_LOGGER_MODE, ERRORS_ONLY)) {
        LOG.debug("beside {} there is no library with {}", binding, SET_LOGGER_MODE);
      }
    } catch (Throwable e) {
      // It works without; it only talks.
      LOG.debug("the Arcade Learning Environment cannot be silenced", e);
    }
  }

  /** The emulator's own library, which the Java binding lies beside. */
  private static Optional<Path> library(Path binding) throws IOException {
    Path folder = binding.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    List<String> names = List.of("libale.so", "libale.dylib", "libale.dll");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> names.contains(file.getFileName().toString())).findFirst();
    }
  }
}
