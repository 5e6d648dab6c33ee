package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTest {
  private static final Pattern SHOWN = Pattern.compile("println\\(\"  (.*)\"\\);");

  @TempDir private Path folder;

  /** What its greeting shows, without what a text in a program needs. */
  private static List<String> shown() throws IOException {
    String startup =
        Files.readString(Path.of("src/main/resources/io/github/ascent4j/cli/shell.jsh"));
    return SHOWN
        .matcher(startup)
        .results()
        .map(line -> line.group(1).replace("\\\"", "\""))
        .toList();
  }

  /** The lines of its greeting, as somebody types them. */
  @Test
  void theLinesThatItShowsTrainAnAgent() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ascent.class.getName(),
                "shell")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.outputWriter(StandardCharsets.UTF_8)) {
      for (String line : shown()) {
        lines.write(line + "\n");
      }
      lines.write("/exit\n");
    }
    assertThat(shown()).hasSize(5);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output)
        .contains("Five lines train an agent", shown().getFirst())
        .doesNotContain("running without vectors", "rror");
    assertThat(Files.exists(folder.resolve("cartpole.safetensors"))).as(output).isTrue();
    List<String> returns = output.lines().filter(l -> l.matches(".*==> \\d+\\.\\d+")).toList();
    assertThat(returns).hasSize(1);
    String last = returns.getFirst();
    assertThat(Double.parseDouble(last.substring(last.indexOf("==> ") + 4))).isGreaterThan(400);
  }
}
