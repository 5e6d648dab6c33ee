package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that cannot be written are no success. */
class StandardOutputTest {
  private static final String RUN = "run";

  @TempDir private static Path folder;

  /** Takes so many bytes and then none. */
  private static OutputStream full(int room, String words) {
    return new OutputStream() {
      private int written;

      @Override
      public void write(int b) throws IOException {
        if (++written > room) {
          throw new IOException(words);
        }
      }
    };
  }

  private static Outcome run(OutputStream out, Object... arguments) {
    StringWriter err = new StringWriter();
    StandardOutput output = new StandardOutput(out, StandardCharsets.UTF_8);
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Ascent.run(output, new PrintWriter(err), texts);
    return new Outcome(code, "", err.toString());
  }

  private static Path trained() {
    Path run = folder.resolve(RUN);
    if (!Files.exists(run)) {
      assertThat(SmallRun.train(run, 256).code()).isZero();
    }
    return run;
  }

  private static Stream<Arguments> commands() {
    return Stream.of(
            List.of("--help"),
            List.of("--version"),
            List.of("train", "--help"),
            List.of("envs"),
            List.of("envs", "CartPole-v1"),
            List.of("presets"),
            List.of("presets", "show", "sb3"),
            List.of("inspect", trained()),
            List.of("eval", trained(), "--episodes=1", "--json"),
            List.of("plot", trained(), "--out", folder.resolve("plot.svg")),
            List.of("watch", trained(), "--gif", folder.resolve("watch.gif")),
            List.of("check", "CartPole-v1", "--steps=100"),
            List.of("resume", trained(), "--json", "--quiet"))
        .map(
            arguments ->
                Arguments.of(
                    String.join(" ", arguments.stream().map(String::valueOf).toList()), arguments));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void fullDiskIsAnExitCodeAndAClosedPipeIsQuiet(String name, List<Object> arguments) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    assertThat(run(whole, arguments.toArray()).code()).isZero();
    assertThat(whole.size()).as("what there is to write").isPositive();
    int half = whole.size() / 2;
    Outcome full = run(full(half, "No space left on device"), arguments.toArray());
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.err())
        .endsWith("ascent: cannot write to standard output: No space left on device\n");
    Outcome closed = run(full(half, "Broken pipe"), arguments.toArray());
    assertThat(closed.code()).isEqualTo(1);
    assertThat(closed.err()).doesNotContain("pipe");
  }

  @Test
  void otherFailuresKeepTheirCode() {
    assertThat(run(full(0, "No space left on device"), "presets", "show", "nobody").code())
        .isEqualTo(2);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no /dev/full")
  void programItselfEndsWithTheCode() throws Exception {
    Process process =
        Child.start(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"), List.of("presets"));
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(err).contains("ascent: cannot write to standard output: No space left on device");
  }
}
