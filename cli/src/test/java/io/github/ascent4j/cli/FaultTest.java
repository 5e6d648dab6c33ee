package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that fail halfway end with a message and a state to go on from. */
class FaultTest {
  /** Of copy 1, about three quarters into the training. */
  private static final int STEP = 1000;

  private static final Map<String, Fragile.Fault> FAULTS =
      Map.of(
          "copy 1: reward NaN at step ",
          (reward, observation) -> Double.NaN,
          "copy 1: reward Infinity at step ",
          (reward, observation) -> Double.POSITIVE_INFINITY,
          "copy 1: observation[0] is NaN after ",
          (reward, observation) -> {
            observation[0] = Float.NaN;
            return 0;
          },
          "of the episode failed: java.lang.IllegalStateException: the rope broke",
          (reward, observation) -> {
            throw new IllegalStateException("the rope broke");
          },
          "of the episode failed: java.lang.AssertionError: the rope is too long",
          (reward, observation) -> {
            throw new AssertionError("the rope is too long");
          },
          "of the episode failed: java.io.IOException: no such rope",
          (reward, observation) -> throwChecked(new IOException("no such rope")));

  @TempDir private Path folder;

  /** As other languages of the JVM may do. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> double throwChecked(Exception exception) throws E {
    throw (E) exception;
  }

  private static List<String> algorithms() {
    return Algorithms.names();
  }

  /** All kinds with one algorithm, and one kind with the others. */
  private static Stream<Arguments> faults() {
    return FAULTS.keySet().stream()
        .flatMap(
            message ->
                algorithms().stream()
                    .filter(name -> name.equals("ppo") || message.contains("the rope broke"))
                    .map(algorithm -> Arguments.of(algorithm, message)));
  }

  private static Outcome train(
      String algorithm, Path run, IntFunction<VectorEnvironment> environment, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("fragile", "--algo", algorithm, run));
    arguments.addAll(List.of("--json", "--quiet"));
    arguments.addAll(List.of(more));
    return Outcome.of(new FragileCommand(environment), arguments.toArray());
  }

  /** All figures but those of the clock. */
  private static List<Map<String, Double>> figures(Path run) throws IOException {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (Map<String, Double> row : MetricsTable.read(run.resolve("metrics.csv")).rows()) {
      Map<String, Double> figures = new LinkedHashMap<>(row);
      figures.remove("time/fps");
      figures.remove("time/time_elapsed");
      rows.add(figures);
    }
    return rows;
  }

  private static byte[] bytes(Path run, String name) throws IOException {
    return Files.readAllBytes(run.resolve(name));
  }

  /** A failed run has said how far it can go on, and does so without a seam. */
  private void assertGoesOn(String algorithm, Path run, Outcome failed) throws IOException {
    Checkpoint newest = RunFolder.of(run).listCheckpoints().getFirst();
    assertThat(failed.err()).contains("the state at " + Figures.count(newest.steps()) + " steps");
    assertThat(PolicyFile.load(run.resolve("policy.safetensors")).provenance())
        .containsEntry("steps", Long.toString(newest.steps()))
        .containsEntry("environment", "Fragile");
    Path whole = folder.resolve("whole");
    Outcome expected = train(algorithm, whole, Fragile.sound());
    Outcome resumed = train(algorithm, run, Fragile.sound());
    assertThat(SmallRun.sha(resumed)).isEqualTo(SmallRun.sha(expected));
    assertThat(figures(run)).isEqualTo(figures(whole));
    assertThat(bytes(run, "policy.safetensors")).isEqualTo(bytes(whole, "policy.safetensors"));
    assertThat(bytes(run, "best.safetensors")).isEqualTo(bytes(whole, "best.safetensors"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void environmentThatFailsIsNamedAndItsRunGoesOn(String algorithm, String message)
      throws IOException {
    Path run = folder.resolve("run");
    Outcome failed = train(algorithm, run, Fragile.failing(STEP, FAULTS.get(message)));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines()).hasSize(2);
    assertThat(failed.err())
        .startsWith("ascent: Fragile, copy 1: ")
        .contains(message)
        .containsPattern("step[s]? ")
        .endsWith("once the environment is mended go on with: ascent resume " + run + "\n");
    if (algorithm.equals("ppo")) {
      assertThat(RunFolder.of(run).listCheckpoints().getFirst().steps())
          .as("that of the last update, of 3 copies and 16 steps each")
          .isEqualTo((STEP - 1) / 16 * 16 * 3);
    }
    assertGoesOn(algorithm, run, failed);
  }

  /** The training has no checkpoint but its first when it fails after more than a second. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void stateIsKeptInMemoryWhereNoCheckpointIsNear(String algorithm) throws IOException {
    Path run = folder.resolve("run");
    long start = System.nanoTime();
    int[] steps = {0};
    Fragile.Fault slow =
        (reward, observation) -> {
          LockSupport.parkNanos(4_000_000);
          if (++steps[0] > 100 && System.nanoTime() - start > 1_300_000_000) {
            throw new IllegalStateException("after more than a second");
          }
          return reward;
        };
    Outcome failed =
        train(algorithm, run, Fragile.failing(STEP / 2, slow), "--checkpoint-every=1000000");
    assertThat(failed.err()).contains("after more than a second");
    List<Checkpoint> checkpoints = RunFolder.of(run).listCheckpoints();
    assertThat(checkpoints).hasSize(2);
    assertThat(checkpoints.getFirst().steps()).isGreaterThan(STEP);
    assertThat(checkpoints.getLast().steps()).isZero();
    assertThat(failed.err())
        .contains("the state at " + Figures.count(checkpoints.getFirst().steps()) + " steps");
    assertGoesOn(algorithm, run, failed);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void divergedTrainingSaysSoAndLeavesAState(String algorithm) throws IOException {
    Path run = folder.resolve("run");
    Outcome failed =
        train(algorithm, run, Fragile.failing(STEP, (reward, observation) -> Float.MAX_VALUE));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines()).hasSize(2);
    assertThat(failed.err())
        .contains(
            "training has diverged on a reward 3.4028234663852886E38 of copy 1 at step ",
            "mend that, or scale rewards: normalization.rewards=SB3",
            "leads there again; train anew with: ascent train Fragile --config "
                + run.resolve("config.json")
                + " --set normalization.rewards=SB3");
    assertGoesOn(algorithm, run, failed);
  }

  /** Three copies have taken 1000 steps each, but for the last of them. */
  @ParameterizedTest
  @ValueSource(doubles = {1e20, -1e20, 1e30})
  void rewardThatIsFiniteButAbsurdIsBlamedWithItsPlace(double absurd) {
    int[] steps = {0};
    Fragile.Fault once = (reward, observation) -> steps[0]++ == 0 ? absurd : reward;
    Outcome failed = train("a2c", folder.resolve("run"), Fragile.failing(STEP, once));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("training has diverged on a reward " + absurd + " of copy 1 at step ")
        .contains(" of its episode (2,999 steps and ", " episodes into the training); ")
        .endsWith(" --set normalization.rewards=SB3\n")
        .doesNotContain("learningRate");
  }

  @Test
  void absurdRewardThatTrainingSurvivesIsNamedOnce() {
    int[] steps = {0};
    Fragile.Fault some = (reward, observation) -> steps[0]++ % 100 == 0 ? 1e20 : reward;
    Outcome survived = train("pg", folder.resolve("run"), Fragile.failing(STEP, some));
    assertThat(survived.code()).isZero();
    assertThat(survived.err().lines()).hasSize(1);
    assertThat(survived.err())
        .startsWith("ascent: Fragile gave a reward 1.0E20 of copy 1 at step ")
        .endsWith("mend that, or scale rewards: normalization.rewards=SB3\n");
    Outcome scaled =
        train(
            "ppo",
            folder.resolve("scaled"),
            Fragile.failing(STEP, (reward, observation) -> 1e20),
            "--set=normalization.rewards=SB3");
    assertThat(scaled.err()).isEmpty();
    assertThat(scaled.code()).isZero();
  }

  @Test
  void observationThatIsFiniteButAbsurdIsBlamedWithItsPlace() {
    Fragile.Fault far =
        (reward, observation) -> {
          observation[0] = 1e30f;
          return reward;
        };
    Outcome failed =
        train(
            "ppo",
            folder.resolve("run"),
            Fragile.failing(STEP, far),
            "--set=policy.activation=RELU");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("training has diverged on observation[0] 1.0E30 of copy 1 at step ")
        .endsWith(" --set normalization.observations=SB3\n");
  }

  @Test
  void rateThatIsAbsurdIsStillBlamed() {
    Outcome failed =
        train(
            "a2c",
            folder.resolve("run"),
            Fragile.sound(),
            "--set=learningRate=1",
            "--set=maxGradientNorm=Infinity",
            "--set=optimizer.kind=SGD",
            "--set=policy.activation=IDENTITY");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("training has diverged; lower learningRate or maxGradientNorm")
        .endsWith(" --set learningRate=...\n");
  }

  @Test
  void environmentThatFailsInAnEvaluationIsNamedToo() throws IOException {
    Path run = folder.resolve("run");
    int[] made = {0};
    IntFunction<VectorEnvironment> second =
        copies ->
            (made[0]++ == 0
                    ? Fragile.sound()
                    : Fragile.failing(
                        20,
                        (reward, observation) -> {
                          throw new IllegalStateException("only here");
                        }))
                .apply(copies);
    Outcome failed = train("ppo", run, second, "--eval-every=1000");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("Fragile, copy 1: ", "only here", "ascent resume " + run);
    assertThat(train("ppo", run, Fragile.sound(), "--eval-every=1000").code()).isZero();
  }

  @Test
  void firstStepMayFailToo() throws IOException {
    Path run = folder.resolve("run");
    Outcome failed = train("ppo", run, Fragile.failing(1, (reward, observation) -> Double.NaN));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("copy 1: reward NaN at step 0", "the state at 0 steps");
    assertGoesOn("ppo", run, failed);
  }

  @Test
  void environmentThatFailsAgainOnResumeIsNamedAgain() throws IOException {
    Path run = folder.resolve("run");
    train("ppo", run, Fragile.failing(STEP, (reward, observation) -> Double.NaN));
    Outcome again = train("ppo", run, Fragile.failing(1, (reward, observation) -> Double.NaN));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(again.err()).contains("Fragile, copy 1: ");
    assertThat(train("ppo", run, Fragile.sound()).code()).isZero();
  }

  @Test
  void whatNobodyExpectsLeavesAStateToo() throws IOException {
    Path run = folder.resolve("run");
    Outcome failed =
        train(
            "ppo",
            run,
            Fragile.failing(
                STEP,
                (reward, observation) -> {
                  throw new OutOfMemoryError("pretended");
                }));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err().lines()).hasSize(2);
    assertThat(failed.err()).contains("out of memory", "ascent resume " + run);
    assertGoesOn("ppo", run, failed);
  }

  /** What does something at a step and goes on as if nothing were. */
  private static IntFunction<VectorEnvironment> at(int step, Runnable action) {
    int[] steps = {0};
    return Fragile.failing(
        step,
        (reward, observation) -> {
          if (steps[0]++ == 0) {
            action.run();
          }
          return reward;
        });
  }

  private static void directory(Path path) {
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void loggerThatFailsIsReportedOnceAndTrainingGoesOn() throws IOException {
    Path run = folder.resolve("run");
    IntFunction<VectorEnvironment> environment =
        at(
            1,
            () -> {
              directory(run.resolve("metrics.jsonl"));
              directory(run.resolve("scalars.json"));
            });
    Outcome outcome = train("ppo", run, environment, "--log=jsonl", "--log=prt");
    Json summary = outcome.json();
    assertThat(summary.get("stopped").asString()).isEqualTo("steps");
    assertThat(outcome.err().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("ascent: the logger "))
        .anySatisfy(line -> assertThat(line).contains("metrics.jsonl", "is left out"))
        .anySatisfy(line -> assertThat(line).contains("scalars.json", "is left out"));
    Path whole = folder.resolve("other");
    train("ppo", whole, Fragile.sound());
    assertThat(figures(run)).isEqualTo(figures(whole));
    assertThat(bytes(run, "policy.safetensors")).isEqualTo(bytes(whole, "policy.safetensors"));
  }

  /** The message, the checkpoint and what resuming makes of it, on every system. */
  @Test
  void folderThatCannotBeWrittenToEndsTheTrainingWithOneError() throws IOException {
    Path run = folder.resolve("run");
    Path aside = folder.resolve("aside");
    IntFunction<VectorEnvironment> environment =
        at(
            STEP,
            () -> {
              try {
                Files.move(run.resolve("checkpoints"), aside);
                Files.writeString(run.resolve("checkpoints"), "in the way");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Outcome failed = train("ppo", run, environment, "--checkpoint-every=100");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines()).hasSize(1);
    assertThat(failed.err())
        .startsWith("ascent: cannot write to " + run + ": ")
        .endsWith("once that is mended go on with: ascent resume " + run + "\n");
    Files.delete(run.resolve("checkpoints"));
    Files.move(aside, run.resolve("checkpoints"));
    Outcome resumed = train("ppo", run, Fragile.sound(), "--checkpoint-every=100");
    assertThat(resumed.code()).isZero();
  }
}
