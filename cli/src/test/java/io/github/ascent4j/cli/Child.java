package io.github.ascent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a JVM of its own. */
final class Child {
  private Child() {}

  /**
   * Starts the command.
   *
   * @param around a command that runs the JVM it is given, such as {@code nice}; empty for none
   */
  static Process start(List<String> around, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(around);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-Djava.awt.headless=true", "--add-modules=jdk.incubator.vector"));
    command.add("-D" + TestKey.PROPERTY + "=" + TestKey.use());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Ascent.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).start();
  }
}
