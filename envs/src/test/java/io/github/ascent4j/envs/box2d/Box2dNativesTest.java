package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual machines of their own, since a library is loaded once in a machine's life. */
class Box2dNativesTest {
  /** Prints the height that a lander starts at, or why there is none. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try (VectorEnvironment environment = Environments.make("LunarLander-v3", 1)) {
        StepBatch batch = new StepBatch(1, environment.observationSpace());
        environment.reset(0, batch);
        System.out.println(batch.observations[1]);
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String run(Path folder, Path temporary) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Duser.home=" + folder.resolve("no-such-home"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:-UsePerfData");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Program.class.getName());
    File output = folder.resolve("output.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder.resolve("work")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    process.waitFor();
    return Files.readString(output.toPath()).strip();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.equals(folder)).toList();
    }
  }

  @Test
  void nothingIsLeftBehindAndNothingWrittenAtHome(@TempDir Path folder) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    assertThat(run(folder, temporary)).isEqualTo("1.3990337");
    assertThat(folder.resolve("no-such-home")).doesNotExist();
    assertThat(files(folder.resolve("work"))).isEmpty();
    if (!System.getProperty("os.name").startsWith("Windows")) {
      assertThat(files(temporary)).isEmpty();
    }
  }

  @Test
  void unusableTemporaryFolderIsNamedWithTheMend(@TempDir Path folder) throws Exception {
    Path temporary = Files.writeString(folder.resolve("tmp"), "a file, no folder");
    assertThat(run(folder, temporary))
        .contains("could not be unpacked and loaded in " + temporary)
        .contains("point -Djava.io.tmpdir at a folder");
  }

  @Test
  void whatTheLibraryNeedsOfTheSystemIsNamedAsTheMend() {
    assertThat(
            Box2dNatives.mend(
                "libstdc++.so.6: cannot open shared object file: No such file or directory"))
        .contains("apt install libstdc++6")
        .doesNotContain("tmpdir");
    assertThat(Box2dNatives.mend("failed to map segment")).contains("-Djava.io.tmpdir");
  }
}
