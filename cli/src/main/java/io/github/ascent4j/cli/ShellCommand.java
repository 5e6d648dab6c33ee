package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import sun.misc.Signal;

/** {@code ascent shell}: the JDK's own shell, with this program on its class path. */
@Command(
    name = "shell",
    description =
        "Starts jshell with everything imported; the lines that it shows train CartPole-v1.")
final class ShellCommand extends AscentCommand {
  /** What a training takes; jshell's own imports come beside them. */
  static final List<String> PACKAGES =
      List.of(
          "io.github.ascent4j.core.a2c",
          "io.github.ascent4j.core.callback",
          "io.github.ascent4j.core.evaluation",
          "io.github.ascent4j.core.monitor",
          "io.github.ascent4j.core.policygradient",
          "io.github.ascent4j.core.ppo",
          "io.github.ascent4j.core.reinforce",
          "io.github.ascent4j.core.schedule",
          "io.github.ascent4j.core.training",
          "io.github.ascent4j.environment",
          "io.github.ascent4j.envs",
          "io.github.ascent4j.policy",
          "io.github.ascent4j.policy.space");

  /** Trains an agent to the end of every pole. */
  static final List<String> LINES =
      List.of(
          "var environment = Environments.make(\"CartPole-v1\", 8)",
          "var config = PpoConfig.sb3().withRolloutSteps(256)",
          "var agent = PpoAgent.create(environment, config, 42)",
          "agent.train(environment, 100_000).meanReturn()",
          "agent.policy().save(Path.of(\"cartpole.safetensors\"))");

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
      Files.write(startup, startup());
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

  private static List<String> startup() {
    List<String> lines = new ArrayList<>();
    PACKAGES.forEach(name -> lines.add("import " + name + ".*;"));
    lines.add("import java.nio.file.Path;");
    lines.add("System.out.println(\"Five lines train an agent and keep it; /exit ends this:\");");
    for (String line : LINES) {
      lines.add("System.out.println(\"  " + line.replace("\"", "\\\"") + "\");");
    }
    return lines;
  }
}
