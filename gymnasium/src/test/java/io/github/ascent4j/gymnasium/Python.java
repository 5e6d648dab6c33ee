package io.github.ascent4j.gymnasium;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The Python that tests run, and the environments that they have it make. */
final class Python {
  private static final boolean PRESENT = hasNumpy();

  private Python() {}

  private static boolean hasNumpy() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import numpy").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test where there is no Python with NumPy, or fails it where there has to be one. */
  static void require() {
    if (PRESENT) {
      return;
    }
    String message = "needs python3 with numpy: apt install python3-numpy";
    String required = Objects.requireNonNullElse(System.getenv("ASCENT_TESTS_REQUIRE"), "");
    if (List.of(required.split(",")).contains("python")) {
      fail(message);
    }
    Assumptions.abort(message);
  }

  /** A file or folder among the tests' resources. */
  static Path resource(String name) {
    URL url = Objects.requireNonNull(Python.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for copies of a class of {@code tiny.py}; options are names and values in turn. */
  static EnvironmentRequest request(String className, int copies, String... options) {
    return named("gym:" + resource("tiny.py") + ":" + className, copies, options);
  }

  static EnvironmentRequest named(String id, int copies, String... options) {
    EnvironmentRequest request = EnvironmentRequest.of(id, copies);
    for (int i = 0; i < options.length; i += 2) {
      request = request.with(options[i], options[i + 1]);
    }
    return request;
  }

  /** Copies of a class of {@code tiny.py}. */
  static VectorEnvironment make(String className, int copies, String... options) {
    require();
    return make(request(className, copies, options));
  }

  static VectorEnvironment make(EnvironmentRequest request) {
    return new GymnasiumProvider().make(request);
  }

  /**
   * An executable that runs {@code command} before it runs Python with the arguments it is given.
   */
  static String wrapper(Path folder, String command) throws IOException {
    Path file = folder.resolve("python");
    Files.writeString(file, "#!/bin/sh\n" + command + "\nexec python3 \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  /** A Python that finds the modules in a folder of the tests' resources first. */
  static String withModules(Path folder, String modules) throws IOException {
    return wrapper(folder, "PYTHONPATH='" + resource(modules) + "'; export PYTHONPATH");
  }
}
