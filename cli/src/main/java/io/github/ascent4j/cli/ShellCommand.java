package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import sun.misc.Signal;

/** {@code ascent shell}: the JDK's own shell, with this program on its class path. */
@Command(
    name = "shell",
    description =
        "Starts jshell with everything imported; the lines that it shows train CartPole-v1.")
final class ShellCommand extends AscentCommand {
  /** What is imported, and five lines that are shown. */
  private static final String STARTUP = "shell.jsh";

  @Override
  public Integer call() throws IOException {
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    if (!Files.isExecutable(jshell) && !Files.isExecutable(Path.of(jshell + ".exe"))) {
      throw new UsageException(
          "there is no jshell at "
              + jshell
              + "; run this with a whole JDK, such as Temurin 25: set JAVA_HOME to it");
    }
    Path startup = Files.createTempFile("ascent-shell", ".jsh");
    try {
      copy(STARTUP, startup);
      // Ctrl-C is for what runs in the shell, which would lose its terminal with this process.
      Signal.handle(new Signal("INT"), signal -> {});
      Process shell = new ProcessBuilder(command(jshell, startup)).inheritIO().start();
      return shell.waitFor() == 0 ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Files.delete(startup);
    }
  }

  private static List<String> command(Path jshell, Path startup) {
    return List.of(
        jshell.toString(),
        "--class-path",
        System.getProperty("java.class.path"),
        "--startup",
        "DEFAULT",
        "--startup",
        startup.toString(),
        // The engine loads the Vector API by itself where it may, which says nothing.
        "-R--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
        "-R--enable-native-access=ALL-UNNAMED",
        "-R-XX:+UseSerialGC");
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = ShellCommand.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
