package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose environment is a file of Python's, from folder to folder. */
class PythonRunTest {
  private static final String WORLDS =
      """
      import numpy as np

      class Box:
          def __init__(self, n):
              self.shape, self.dtype = (n,), np.dtype(np.float32)
              self.low, self.high = np.full(n, -9, np.float32), np.full(n, 9, np.float32)

      class Discrete:
          n = 2

      class Line:
          numbers = 1

          def __init__(self):
              self.observation_space, self.action_space = Box(self.numbers), Discrete()

          def reset(self, seed=None, options=None):
              if seed is not None:
                  self.generator = np.random.default_rng(seed)
              self.t = 0
              return self.generator.random(self.numbers, np.float32), {}

          def step(self, action):
              self.t += 1
              seen = self.generator.random(self.numbers, np.float32)
              return seen, float(action == (seen[0] > 0.5)), self.t == 30, False, {}

          def close(self):
              raise RuntimeError("the door is stuck")

      class Other(Line):
          pass

      class Plane(Line):
          numbers = 2
      """;

  @TempDir private Path folder;
  private Path file;
  private Path python;
  private Path started;

  @BeforeEach
  void write() throws IOException, InterruptedException {
    requirePython();
    file = Files.writeString(folder.resolve("worlds.py"), WORLDS);
    started = folder.resolve("started");
    python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\necho >>'" + started + "'\nexec python3 \"$@\"\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void requirePython() throws InterruptedException {
    boolean present = false;
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import numpy").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      present = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      present = false;
    }
    String required = System.getenv().getOrDefault("ASCENT_TESTS_REQUIRE", "");
    if (required.contains("python")) {
      assertThat(present).as("needs python3 with numpy: apt install python3-numpy").isTrue();
    }
    Assumptions.assumeTrue(present, "needs python3 with numpy: apt install python3-numpy");
  }

  private Outcome train(Path run, long steps) {
    // As it is named from the folder that the tests run in.
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    return Outcome.of(
        "train",
        "gym:" + relative + ":Line",
        "--python=" + Path.of("").toAbsolutePath().relativize(python),
        "--preset=sb3",
        "--envs=2",
        "--set=rolloutSteps=32",
        "--set=policy.hiddenSizes=8",
        "--steps=" + steps,
        "--json",
        "--quiet",
        "--out=" + run);
  }

  private static Json config(Path run) throws IOException {
    return Json.parse(Files.readString(run.resolve("config.json")));
  }

  private long starts() throws IOException {
    return Files.readAllLines(started).size();
  }

  @Test
  void aRunIsTheSameFromEveryFolderAndGoesOnWhereItsFileHasMoved() throws IOException {
    String whole = SmallRun.sha(train(folder.resolve("whole"), 256));
    Path run = folder.resolve("run");
    Outcome half = train(run, 128);
    assertThat(half.code()).as(half.err()).isZero();
    Json config = config(run);
    assertThat(config.get("environment").asString())
        .isEqualTo("gym:" + file.toRealPath() + ":Line");
    assertThat(config.get("environment_options").get("python").asString()).startsWith("/");

    Path old = file.toRealPath();
    Path elsewhere = Files.createDirectories(folder.resolve("new/place"));
    Path moved = Files.move(file, elsewhere.resolve("lines.py"));
    assertThat(Outcome.of("resume", run, "--steps=256", "--json").err())
        .contains("there is no file " + old);
    Path there = Files.move(python, elsewhere.resolve("snake"));
    Outcome other =
        Outcome.of(
            "resume", run, "--steps=256", "--env=gym:" + moved + ":Plane", "--python=" + there);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("the agent is made for observations");
    assertThat(other.err().lines()).hasSizeLessThan(4);

    Outcome resumed =
        Outcome.of(
            "resume",
            run,
            "--steps=256",
            "--env=gym:" + moved + ":Line",
            "--python=" + there,
            "--json");
    assertThat(SmallRun.sha(resumed)).isEqualTo(whole);
    assertThat(config(run).get("environment").asString())
        .isEqualTo("gym:" + moved.toRealPath() + ":Line");
    assertThat(Outcome.of("resume", run, "--steps=320", "--json").code()).isZero();
  }

  @Test
  void anEnvironmentThatCannotBeClosedIsTrainedAndPlayedAndToldOfInALine() throws IOException {
    Path run = folder.resolve("run");
    Outcome trained = train(run, 64);
    assertThat(trained.json().get("steps").asLong()).isEqualTo(64);
    assertThat(trained.err().lines())
        .filteredOn(line -> line.contains("close failed"))
        .hasSize(1)
        .first()
        .asString()
        .contains("worlds.py:Line, copy 0: close failed: RuntimeError: the door is stuck");
    long before = starts();
    // An environment of the same kind is made by the Python that the run was trained with.
    Outcome played =
        Outcome.of("eval", run, "--env=gym:" + file + ":Other", "--episodes=1", "--json");
    assertThat(played.json().get("episodes").asInt()).isEqualTo(1);
    assertThat(starts()).isEqualTo(before + 1);
  }
}
