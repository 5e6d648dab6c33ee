package io.github.ascent4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs that are started to be measured; all have the same options. */
final class ChildJvm {
  /**
   * The module that the engine needs, what MuJoCo needs, and the collector that the {@code ascent}
   * command takes.
   */
  static final List<String> OPTIONS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xms64m");

  private ChildJvm() {}

  /** Runs a main class on this JVM's class path and returns all it prints. */
  static List<String> run(Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread stop = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    List<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    if (status != 0) {
      throw new IOException(
          main.getSimpleName()
              + " "
              + String.join(" ", arguments)
              + " ended with status "
              + status
              + ":\n"
              + String.join("\n", lines));
    }
    return lines;
  }
}
