package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.core.checkpoint.CheckpointFolder;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeCommandTest {
  @TempDir private Path folder;

  @Test
  void trainingKilledBeforeItsFirstCheckpointStartsAgain() throws IOException {
    Path whole = folder.resolve("whole");
    String sha = SmallRun.sha(SmallRun.train(whole, 2048));
    Path killed = folder.resolve("killed");
    Files.createDirectories(killed.resolve("checkpoints"));
    Files.copy(whole.resolve("config.json"), killed.resolve("config.json"));
    assertThat(SmallRun.sha(Outcome.of("resume", killed, "--json"))).isEqualTo(sha);
  }

  @Test
  void runOfAnEngineThatIsNotHereSaysWhichThereAre() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 512);
    Path config = run.resolve("config.json");
    String text = Files.readString(config);
    assertThat(text).contains("\"simd\"");
    Files.writeString(config, text.replace("\"simd\"", "\"abacus\""));
    Outcome outcome = Outcome.of("resume", run, "--steps=1024");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("no engine abacus").contains("there are simd");
    assertThat(outcome.err().lines()).hasSizeLessThan(3);
  }

  /** One algorithm with batches of steps, and one with whole episodes. */
  @ParameterizedTest
  @ValueSource(strings = {"ppo", "pg"})
  void killedTrainingGoesOnWithoutASeam(String algorithm) throws Exception {
    long steps = 65_536;
    Path whole = folder.resolve("whole");
    String sha = SmallRun.sha(SmallRun.train(algorithm, whole, steps, "--checkpoint-every=1024"));
    Path killed = folder.resolve("killed");
    Process child = child(algorithm, killed, steps);
    awaitCheckpoint(child, killed, 4096);
    child.destroyForcibly().waitFor();
    assertThat(child.exitValue()).as("killed before its end").isNotZero();
    assertThat(SmallRun.sha(Outcome.of("resume", killed, "--json"))).isEqualTo(sha);
    assertThat(withoutTimes(killed)).isEqualTo(withoutTimes(whole));
    assertThat(episodes(killed)).isEqualTo(episodes(whole));
    assertThat(Files.readAllBytes(killed.resolve("best.safetensors")))
        .isEqualTo(Files.readAllBytes(whole.resolve("best.safetensors")));
    assertThat(Files.readAllBytes(killed.resolve("policy.safetensors")))
        .isEqualTo(Files.readAllBytes(whole.resolve("policy.safetensors")));
  }

  @Test
  void runnersFiguresGoOnAfterTheLastRowBefore() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 2048, "--log=rlpyt");
    List<String> before = Files.readAllLines(run.resolve("progress.csv"));
    Outcome.of("resume", run, "--steps=4096", "--json");
    List<String> after = Files.readAllLines(run.resolve("progress.csv"));
    assertThat(after).startsWith(before.toArray(String[]::new)).hasSizeGreaterThan(before.size());
    assertThat(after.getLast()).startsWith("4096,");
  }

  @Test
  void terminatedTrainingEndsCleanlyAndGoesOnToTheSameBits() throws Exception {
    long steps = 65_536;
    String sha = SmallRun.sha(SmallRun.train(folder.resolve("whole"), steps));
    Path stopped = folder.resolve("stopped");
    Process child = child("ppo", stopped, steps);
    awaitCheckpoint(child, stopped, 3072);
    // Of the handle, since that of the process closes what the child still has to write to.
    child.toHandle().destroy();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    Json summary = Json.parse(out);
    assertThat(summary.get("stopped").asString()).isEqualTo("interrupted");
    assertThat(err).contains("ascent resume " + stopped);
    assertThat(
            stopped.resolve(
                "checkpoints/step-%012d.safetensors".formatted(summary.get("steps").asLong())))
        .exists();
    assertThat(SmallRun.sha(Outcome.of("resume", stopped, "--json"))).isEqualTo(sha);
  }

  /** The small run in a JVM of its own, with checkpoints that come quickly. */
  private static Process child(String algorithm, Path run, long steps) throws IOException {
    List<String> arguments = new ArrayList<>(SmallRun.arguments(algorithm, run, steps));
    arguments.add("--checkpoint-every=1024");
    return Child.start(List.of(), arguments);
  }

  private static void awaitCheckpoint(Process child, Path run, long steps) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    CheckpointFolder checkpoints = new CheckpointFolder(run.resolve("checkpoints"));
    while (checkpoints.newest().isEmpty() || checkpoints.newest().get().steps() < steps) {
      assertThat(child.isAlive()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  private static List<EpisodeLog.Row> episodes(Path run) throws IOException {
    return EpisodeLog.read(run.resolve("episodes.csv")).stream()
        .map(r -> new EpisodeLog.Row(r.number(), r.steps(), r.totalReward(), r.length(), 0))
        .toList();
  }

  /** Where a tutorial's counter, history and generator begin again, ours go on. */
  @Test
  void limitInEpisodesCountsThoseBefore() throws IOException {
    Path run = folder.resolve("run");
    Json first = SmallRun.train("pg", run, 100_000, "--episodes=20").json();
    assertThat(Outcome.of("resume", run, "--json").json()).isEqualTo(first);
    Json further = Outcome.of("resume", run, "--episodes=40", "--json").json();
    assertThat(further.get("stopped").asString()).isEqualTo("episodes");
    Path whole = folder.resolve("whole");
    Json once = SmallRun.train("pg", whole, 100_000, "--episodes=40").json();
    assertThat(further.get("parameters_sha256")).isEqualTo(once.get("parameters_sha256"));
    assertThat(episodes(run)).isEqualTo(episodes(whole));
    long more = once.get("steps").asLong() + 1000;
    assertThat(Outcome.of("resume", run, "--steps", more, "--json").json().get("stopped"))
        .isEqualTo(Json.of("steps"));
  }

  private static List<Map<String, Double>> withoutTimes(Path run) throws IOException {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (Map<String, Double> row : MetricsTable.read(run.resolve("metrics.csv")).rows()) {
      Map<String, Double> figures = new LinkedHashMap<>(row);
      figures.remove("time/fps");
      figures.remove("time/time_elapsed");
      rows.add(figures);
    }
    return rows;
  }

  @Test
  void damagedNewestCheckpointIsPassedOverWithAWarning() throws IOException {
    Path run = folder.resolve("run");
    Outcome whole = SmallRun.train(run, 4096, "--checkpoint-every=512");
    List<Checkpoint> checkpoints = RunFolder.of(run).listCheckpoints();
    flip(checkpoints.get(0).path());
    truncate(checkpoints.get(1).path());
    Outcome resumed = Outcome.of("resume", run, "--json");
    assertThat(resumed.err()).contains(checkpoints.get(0).path().toString(), "damaged");
    assertThat(SmallRun.sha(resumed)).isEqualTo(SmallRun.sha(whole));
    assertThat(MetricsTable.read(run.resolve("metrics.csv")).rows())
        .extracting(row -> row.get(MetricsTable.STEPS))
        .doesNotHaveDuplicates()
        .isSorted()
        .endsWith(4096.0);
  }

  @Test
  void runWithoutAReadableCheckpointIsRefused() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 512);
    for (Checkpoint checkpoint : RunFolder.of(run).listCheckpoints()) {
      flip(checkpoint.path());
    }
    Outcome resumed = Outcome.of("resume", run);
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err()).contains("nothing to resume");
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
  }

  @Test
  void finishedRunSaysSoAndGivesItsSummaryAgain() {
    Path run = folder.resolve("run");
    Outcome trained = SmallRun.train(run, 2048);
    Outcome resumed = Outcome.of("resume", run, "--json");
    assertThat(resumed.err()).contains("is finished");
    assertThat(resumed.json()).isEqualTo(trained.json());
    assertThat(Outcome.of("resume", run, "--steps=5", "--json").json()).isEqualTo(trained.json());
  }

  @Test
  void finishedRunWithoutItsLastFilesGetsThem() throws IOException {
    Path run = folder.resolve("run");
    Outcome trained = SmallRun.train(run, 2048);
    for (String name : List.of("summary.json", "curve.png")) {
      Files.delete(run.resolve(name));
    }
    Json again = Outcome.of("resume", run, "--json").json();
    for (String key : List.of("steps", "episodes", "mean_return_100", "parameters_sha256")) {
      assertThat(again.get(key)).isEqualTo(trained.json().get(key));
    }
    assertThat(run.resolve("summary.json")).exists();
    assertThat(run.resolve("curve.png")).exists();
  }

  @Test
  void runThatReachedItsReturnGoesOnOnlyWhenAskedTo() {
    Path run = folder.resolve("run");
    Json stopped = SmallRun.train(run, 100_000, "--stop-at=15").json();
    assertThat(Outcome.of("resume", run, "--json").json()).isEqualTo(stopped);
    long more = stopped.get("steps").asLong() + 256;
    Json further = Outcome.of("resume", run, "--json", "--steps", more).json();
    assertThat(further.get("steps").asLong()).isGreaterThanOrEqualTo(more);
    assertThat(further.get("stopped").asString()).isEqualTo("steps");
  }

  @Test
  void newTotalIsRemembered() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 512);
    Outcome.of("resume", run, "--steps=1024", "--json");
    Json config = Json.parse(Files.readString(run.resolve("config.json")));
    assertThat(config.get("steps").asLong()).isEqualTo(1024);
  }

  @Test
  void runInUseIsRefused() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 512);
    try (RunFolder held = RunFolder.of(run)) {
      held.lock();
      Outcome second = Outcome.of("resume", run, "--steps=1024");
      assertThat(second.code()).isEqualTo(2);
      assertThat(second.err()).contains("another process");
    }
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    assertThat(Outcome.of("resume", folder).err()).contains("no config.json");
    assertThat(Outcome.of("resume", folder.resolve("x")).err()).contains("does not exist");
    assertThat(Outcome.of("resume", folder).code()).isEqualTo(2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
