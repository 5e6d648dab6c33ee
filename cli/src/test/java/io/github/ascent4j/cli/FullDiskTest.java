package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings whose disk fills up, in JVMs of their own. {@link FaultTest} has the same end by a
 * failure of its own making, which every system has.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has neither tmpfs nor ulimit")
class FullDiskTest {
  private static final long STEPS = 16_384;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  private static Ended end(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private static List<String> training(Path run) {
    List<String> arguments = new ArrayList<>(SmallRun.arguments("ppo", run, STEPS));
    arguments.addAll(List.of("--checkpoint-every=512", "--keep=1000"));
    return arguments;
  }

  private void assertGoesOn(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
    Outcome resumed = Outcome.of("resume", run, "--json", "--quiet");
    assertThat(resumed.err()).as("no damaged checkpoint").isEmpty();
    Outcome whole = SmallRun.train(folder.resolve("whole"), STEPS);
    assertThat(SmallRun.sha(resumed)).isEqualTo(SmallRun.sha(whole));
  }

  private static void assertOneError(Ended ended, Path run, String reason) {
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    // The JVM warns of incubating modules, which the launcher silences.
    List<String> lines =
        ended.err().lines().filter(line -> !line.startsWith("WARNING: Using incubator")).toList();
    List<String> errors =
        lines.stream().filter(line -> !line.startsWith("ascent: the logger ")).toList();
    assertThat(errors)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("ascent: cannot write to " + run + ": ")
                    .contains(reason)
                    .endsWith("once that is mended go on with: ascent resume " + run));
    assertThat(lines).as("an error, and perhaps the event file's").hasSizeLessThanOrEqualTo(2);
  }

  /** A file system of 300 kB in a name space of its own, which ends with the process. */
  @Test
  void fullDiskEndsTheTrainingWithOneErrorAndAWholeCheckpoint() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path copy = folder.resolve("copy");
    String mount = "mount -t tmpfs -o size=300k ascent '" + disk + "'";
    List<String> around = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
    assumeThat(permitted(around, mount)).as("%s is permitted", mount).isTrue();
    List<String> shell = new ArrayList<>(around);
    shell.add(
        mount + " && { \"$@\"; code=$?; cp -r '" + disk + "/run' '" + copy + "'; exit $code; }");
    shell.add("sh");
    Path run = disk.resolve("run");
    Ended ended = end(Child.start(shell, training(run)));
    assertOneError(ended, run, "No space left on device");
    assertGoesOn(copy);
  }

  private static boolean permitted(List<String> around, String mount) throws Exception {
    List<String> command = new ArrayList<>(around);
    command.add(mount);
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Files that may not grow beyond 20 kB: event file first, then the table of figures. */
  @Test
  void fileThatMayNotGrowEndsTheTrainingWithOneErrorAndAWholeCheckpoint() throws Exception {
    Path run = folder.resolve("run");
    List<String> limit = List.of("sh", "-c", "ulimit -f 40 && exec \"$@\"", "sh");
    Ended ended = end(Child.start(limit, training(run)));
    assertOneError(ended, run, "File too large");
    assertGoesOn(run);
  }
}
