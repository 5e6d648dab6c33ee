package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.RunState;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script that resumes a run, and trains anew where there is nothing to resume, gets on from
 * whatever a kill leaves, to the bits of a run that nobody killed.
 */
class DeadEndsTest {
  private static final int STEPS = 1024;
  private static final String UUID = ".01234567-89ab-cdef-0123-456789abcdef.tmp";

  /** What a training does to its folder up to its first checkpoint, in order; - removes. */
  private static final List<String> OPERATIONS =
      List.of(
          "checkpoints",
          ".lock",
          ".config.json" + UUID,
          "config.json",
          "-.config.json" + UUID,
          ".episodes.csv" + UUID,
          "episodes.csv",
          "-.episodes.csv" + UUID,
          ".policy.safetensors" + UUID,
          "policy.safetensors",
          "-.policy.safetensors" + UUID,
          "checkpoints/.step-000000000000.safetensors" + UUID,
          "checkpoints/step-000000000000.safetensors",
          "-checkpoints/.step-000000000000.safetensors" + UUID);

  @TempDir private static Path folder;
  private static Path whole;
  private static Path started;
  private static String sha;

  @BeforeAll
  static void train() throws IOException {
    whole = folder.resolve("whole");
    sha = SmallRun.sha(SmallRun.train(whole, STEPS));
    // Where it stood at its first checkpoint: the files after it taken away again.
    started = folder.resolve("started");
    SmallRun.train(started, STEPS, "--keep=1000", "--checkpoint-every=128");
    Path first = started.resolve("checkpoints/step-000000000000.safetensors");
    RunFolder run = RunFolder.of(started);
    run.listCheckpoints().stream()
        .filter(checkpoint -> checkpoint.steps() > 0)
        .forEach(checkpoint -> assertThat(checkpoint.path().toFile().delete()).isTrue());
    assertThat(first).exists();
    Files.writeString(run.episodes(), Files.readAllLines(run.episodes()).getFirst() + "\n");
    SavedAgent agent = LoadedAgent.load(first).agent();
    PolicyFile.save(
        run.policy(),
        new SavedAgent(
            agent.description(), agent.parameters(), agent.normalizer(), Map.of("steps", "0")));
  }

  private static void apply(String operation, Path run) throws IOException {
    if (operation.startsWith("-")) {
      Files.delete(run.resolve(operation.substring(1)));
    } else if (operation.equals("checkpoints")) {
      Files.createDirectories(run.resolve(operation));
    } else if (operation.endsWith(".tmp")) {
      Files.writeString(run.resolve(operation), "half of a fi");
    } else if (operation.equals(".lock")) {
      Files.createFile(run.resolve(operation));
    } else {
      Files.copy(started.resolve(operation), run.resolve(operation));
    }
  }

  private Path frozen(int operations) throws IOException {
    Path run = folder.resolve("frozen-" + operations);
    for (String operation : OPERATIONS.subList(0, operations)) {
      apply(operation, run);
    }
    return run;
  }

  /** What a restart script does. */
  private static Outcome goOn(Path run) {
    Outcome resumed = Outcome.of("resume", run, "--json", "--quiet");
    return resumed.code() == 0
        ? resumed
        : SmallRun.train(run, STEPS, "--keep=1000", "--checkpoint-every=128");
  }

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files
          .map(file -> run.relativize(file).toString().replaceFirst("tfevents.*", "tfevents"))
          .sorted()
          .toList();
    }
  }

  private static List<String> returns(Path run) throws IOException {
    List<String> returns = new ArrayList<>();
    MetricsTable.read(run.resolve("metrics.csv"))
        .rows()
        .forEach(row -> returns.add(row.get(MetricsTable.STEPS) + " " + row.get("train/loss")));
    return returns;
  }

  private static void assertWhole(Path run, Outcome outcome) throws IOException {
    assertThat(SmallRun.sha(outcome)).isEqualTo(sha);
    assertThat(returns(run)).isEqualTo(returns(whole));
    assertThat(names(run)).noneMatch(name -> name.endsWith(".tmp"));
    for (String agent : List.of("policy.safetensors", "best.safetensors")) {
      assertThat(Files.readAllBytes(run.resolve(agent)))
          .isEqualTo(Files.readAllBytes(whole.resolve(agent)));
    }
  }

  @Test
  void everyMomentUpToTheFirstCheckpointHasAWayOn() throws IOException {
    for (int operations = 0; operations <= OPERATIONS.size(); operations++) {
      Path run = frozen(operations);
      RunState expected =
          operations <= OPERATIONS.indexOf("config.json")
              ? RunState.UNUSED
              : operations <= OPERATIONS.indexOf("checkpoints/step-000000000000.safetensors")
                  ? RunState.STARTED
                  : RunState.SAVED;
      assertThat(RunState.of(run)).as("after %s operations", operations).isEqualTo(expected);
      assertWhole(run, goOn(run));
      assertThat(RunState.of(run)).isEqualTo(RunState.SAVED);
    }
  }

  /** Whatever it had written: nothing of it is found beside, or in, what comes. */
  @Test
  void runWithoutCheckpointsStartsAnewInPlaceOfAllItLeft() throws IOException {
    Path run = folder.resolve("without");
    SmallRun.train(run, 512, "--log=jsonl");
    try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
      checkpoints.forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    byte[] agent = Files.readAllBytes(run.resolve("policy.safetensors"));
    Outcome resumed = Outcome.of("resume", run, "--json", "--quiet", "--steps=" + STEPS);
    assertWhole(run, resumed);
    assertThat(names(run)).filteredOn(name -> name.endsWith("tfevents")).hasSize(1);
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSameSizeAs(returns(run));
    // It had learnt something, which somebody may want.
    Path kept = run.resolve("earlier-policy.safetensors");
    assertThat(resumed.err()).contains("starts anew", kept.toString());
    assertThat(Files.readAllBytes(kept)).isEqualTo(agent);
  }

  @Test
  void temporaryFilesAreSweptByWhoeverHasTheLockAndNothingElseIs() throws IOException {
    Path run = folder.resolve("swept");
    SmallRun.train(run, 512);
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "not ours");
    List<String> kept = List.of(".mine.tmp", "notes.txt", ".x.01234567.tmp");
    for (String name : kept) {
      Files.writeString(run.resolve(name), "mine");
    }
    Path link = Files.createSymbolicLink(run.resolve(".a.csv" + UUID), elsewhere);
    List<Path> left =
        List.of(
            run.resolve(".metrics.csv" + UUID),
            run.resolve("checkpoints/.step-000000000512.safetensors" + UUID));
    for (Path file : left) {
      Files.write(file, "half".getBytes(StandardCharsets.UTF_8));
    }
    try (RunFolder training = RunFolder.of(run)) {
      assertThat(left).allSatisfy(file -> assertThat(file).exists());
      training.lock();
      assertThat(left).allSatisfy(file -> assertThat(file).doesNotExist());
    }
    assertThat(kept).allSatisfy(name -> assertThat(run.resolve(name)).exists());
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(elsewhere).hasContent("not ours");
  }

  @Test
  void folderWithSomethingElseIsLeftAlone() throws IOException {
    Path run = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(run.resolve("thesis.tex"), "years of work");
    Outcome refused = SmallRun.train(run, 512);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is not empty, and no run is in it");
    assertThat(RunState.of(run)).isEqualTo(RunState.FOREIGN);
  }
}
