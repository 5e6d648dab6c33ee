package io.github.ascent4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Fragile;
import io.github.ascent4j.core.testing.Fragile.Fault;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointCallbackTest {
  private static final int COPIES = 2;
  private static final int BATCH = 8 * COPIES;
  private static final long TOTAL = 12 * BATCH;

  @TempDir Path folder;

  private static Agent<PpoConfig> agent() {
    return PpoAgent.create(new Fragile(COPIES, Fault.NONE, 0), config(), 3);
  }

  private static PpoConfig config() {
    return PpoConventions.sb3()
        .withRolloutSteps(BATCH / COPIES)
        .withMinibatchSize(BATCH)
        .withEpochs(2)
        .withPolicy(PpoConventions.sb3().policy().withHiddenSizes(List.of(4)));
  }

  private static String sha(Agent<?> agent) {
    return PolicyFile.parametersSha256(agent.policy().parameters());
  }

  private static String whole() {
    Agent<PpoConfig> agent = agent();
    agent.train(new Fragile(COPIES, Fault.NONE, 0), TOTAL);
    return sha(agent);
  }

  private List<Long> steps() throws IOException {
    return new CheckpointFolder(folder)
        .list().stream().map(CheckpointFolder.Checkpoint::steps).toList();
  }

  /** Goes on from the newest checkpoint, with an environment that is mended. */
  private String resumed() throws IOException {
    Path newest = new CheckpointFolder(folder).newest().orElseThrow().path();
    Training<PpoConfig> training =
        Training.resume(
            newest,
            PpoAgent.ALGORITHM,
            new Fragile(COPIES, Fault.NONE, 0),
            TOTAL,
            SimdEngine.create(1));
    training.setCallback(new CheckpointCallback(folder, BATCH, 1));
    while (!training.finished()) {
      training.iterate();
    }
    return sha(training.trainedAgent());
  }

  @Test
  void checkpointsAreWrittenAtIntervalsAndAtTheEnd() throws IOException {
    agent()
        .train(
            new Fragile(COPIES, Fault.NONE, 0),
            TOTAL,
            new CheckpointCallback(folder, 5 * BATCH, 10));
    assertThat(steps()).containsExactly(TOTAL, 10L * BATCH, 5L * BATCH);
  }

  @Test
  void newestAreKept() throws IOException {
    agent().train(new Fragile(COPIES, Fault.NONE, 0), TOTAL, new CheckpointCallback(folder, 1, 2));
    assertThat(steps()).containsExactly(TOTAL, TOTAL - BATCH);
  }

  /** Notes what it is asked to write, and which checkpoints were there by then. */
  private final class Notes implements CheckpointCallback.Companions {
    final List<String> written = new ArrayList<>();

    @Override
    public void write(TrainingView training) throws IOException {
      written.add(training.steps() + " after " + steps());
    }

    @Override
    public void keep() {
      written.add("kept");
    }

    @Override
    public void writeKept(long at, TensorFile state) {
      written.add("kept at " + state.metadata().get("steps"));
    }

    @Override
    public double score(long at) {
      return at == 4 * BATCH ? 1 : at == 8 * BATCH ? 0.5 : Double.NaN;
    }
  }

  @Test
  void whatBelongsToACheckpointIsWrittenBeforeItAndTheBestStays() throws IOException {
    Notes notes = new Notes();
    CheckpointCallback.Occasions occasions = new CheckpointCallback.Occasions(4 * BATCH, 0, false);
    CheckpointCallback callback = new CheckpointCallback(folder, occasions, 1, notes);
    agent().train(new Fragile(COPIES, Fault.NONE, 0), TOTAL, callback);
    notes.written.removeIf(note -> note.equals("kept"));
    assertThat(notes.written)
        .containsExactly(
            4 * BATCH + " after []",
            8 * BATCH + " after [" + 4 * BATCH + "]",
            TOTAL + " after [" + 8 * BATCH + ", " + 4 * BATCH + "]");
    assertThat(steps()).containsExactly(TOTAL, 4L * BATCH);
    assertThat(callback.written()).isEqualTo(TOTAL);
  }

  @Test
  void whatBelongsToAKeptStateIsWrittenWithIt() throws IOException {
    Notes notes = new Notes();
    CheckpointCallback.Occasions occasions = new CheckpointCallback.Occasions(1_000_000, 0, true);
    CheckpointCallback callback = new CheckpointCallback(folder, occasions, 1, notes);
    VectorEnvironment environment = new Fragile(COPIES, Fault.THROWS, 5 * BATCH / COPIES + 3);
    assertThatThrownBy(() -> agent().train(environment, TOTAL, callback))
        .hasMessageContaining("the line broke");
    assertThat(notes.written).startsWith("kept").endsWith("kept at " + callback.written());
    assertThat(steps()).containsExactly(callback.written());
  }

  @Test
  void shortTrainingIsSparedAllButTheEnd() throws IOException {
    CheckpointCallback.Occasions occasions = new CheckpointCallback.Occasions(BATCH, 0, true);
    Agent<PpoConfig> agent = agent();
    Training<PpoConfig> training = Training.start(agent, new Fragile(COPIES, Fault.NONE, 0), TOTAL);
    CheckpointCallback callback =
        new CheckpointCallback(folder, occasions, 100, CheckpointCallback.Companions.NONE);
    training.setCallback(callback);
    callback.save(training);
    long start = System.nanoTime();
    while (!training.finished()) {
      training.iterate();
    }
    boolean quick = System.nanoTime() - start < 900_000_000;
    assumeThat(quick).as("trained within a second").isTrue();
    assertThat(steps()).containsExactly(TOTAL, 0L);
  }

  @Test
  void checkpointsMayBeCountedInEpisodes() throws IOException {
    CheckpointCallback.Occasions occasions = new CheckpointCallback.Occasions(1_000_000, 1, true);
    List<Long> ends = new ArrayList<>();
    TrainingCallback ended =
        new TrainingCallback() {
          @Override
          public Decision onUpdate(TrainingView training, TrainingProgress progress) {
            if (!progress.finished().isEmpty() || progress.steps() >= TOTAL) {
              ends.addFirst(progress.steps());
            }
            return Decision.CONTINUE;
          }
        };
    CheckpointCallback callback =
        new CheckpointCallback(folder, occasions, 100, CheckpointCallback.Companions.NONE);
    agent()
        .train(
            new Fragile(COPIES, Fault.NONE, 0),
            TOTAL,
            TrainingCallback.all(List.of(ended, callback)));
    assertThat(steps()).isEqualTo(ends).hasSizeGreaterThan(1);
  }

  @Test
  void trainingIsTheSameWithAndWithoutThem() {
    Agent<PpoConfig> agent = agent();
    agent.train(
        new Fragile(COPIES, Fault.NONE, 0), TOTAL, new CheckpointCallback(folder, BATCH, 1));
    assertThat(sha(agent)).isEqualTo(whole());
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void trainingThatFailsLeavesAStateToGoOnFrom(Fault fault) throws IOException {
    VectorEnvironment environment = new Fragile(COPIES, fault, 5 * BATCH / COPIES + 3);
    CheckpointCallback callback = new CheckpointCallback(folder, 1_000_000, 1);
    assertThatThrownBy(() -> agent().train(environment, TOTAL, callback))
        .isInstanceOf(
            fault == Fault.HUGE_REWARD ? ArithmeticException.class : EnvironmentException.class)
        .hasNoSuppressedExceptions();
    assertThat(steps()).as("the last update's").containsExactly(5L * BATCH);
    assertThat(resumed()).isEqualTo(whole());
  }

  @Test
  void checkpointOnTheDiskIsNotReplacedByAnOlderState() throws IOException {
    VectorEnvironment environment = new Fragile(COPIES, Fault.THROWS, 5 * BATCH / COPIES + 3);
    CheckpointCallback callback = new CheckpointCallback(folder, BATCH, 1);
    assertThatThrownBy(() -> agent().train(environment, TOTAL, callback))
        .hasMessageContaining("the line broke");
    assertThat(steps()).containsExactly(5L * BATCH);
    assertThat(resumed()).isEqualTo(whole());
  }

  @Test
  void trainingOfWholeEpisodesGoesOnFromItToo() throws IOException {
    PolicyGradientConfig config = PolicyGradientConventions.prt().withBatchSize(40);
    String[] hashes = new String[2];
    for (int i = 0; i < 2; i++) {
      VectorEnvironment sound = new Fragile(COPIES, Fault.NONE, 0);
      Agent<PolicyGradientConfig> agent = PolicyGradientAgent.create(sound, config, 3);
      if (i == 0) {
        agent.train(sound, 400);
        hashes[0] = sha(agent);
        continue;
      }
      VectorEnvironment broken = new Fragile(COPIES, Fault.THROWS, 95);
      CheckpointCallback callback = new CheckpointCallback(folder, 1_000_000, 1);
      assertThatThrownBy(() -> agent.train(broken, 400, callback))
          .hasMessageContaining("the line broke");
      Training<PolicyGradientConfig> rest =
          Training.resume(
              new CheckpointFolder(folder).newest().orElseThrow().path(),
              PolicyGradientAgent.ALGORITHM,
              sound,
              400,
              SimdEngine.create(1));
      while (!rest.finished()) {
        rest.iterate();
      }
      hashes[1] = sha(rest.trainedAgent());
    }
    assertThat(hashes[1]).isEqualTo(hashes[0]);
  }

  @Test
  void callbackThatFailsLeavesAStateToo() throws IOException {
    TrainingCallback broken =
        new TrainingCallback() {
          @Override
          public Decision onUpdate(TrainingView training, TrainingProgress progress) {
            if (progress.iteration() == 4) {
              throw new IllegalStateException("no");
            }
            return Decision.CONTINUE;
          }
        };
    TrainingCallback both =
        TrainingCallback.all(List.of(broken, new CheckpointCallback(folder, 1_000_000, 1)));
    assertThatThrownBy(() -> agent().train(new Fragile(COPIES, Fault.NONE, 0), TOTAL, both))
        .hasMessage("no");
    assertThat(resumed()).isEqualTo(whole());
  }

  @Test
  void whatCannotBeWrittenEndsTheTraining() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "in the way");
    assertThatThrownBy(
            () ->
                agent()
                    .train(
                        new Fragile(COPIES, Fault.NONE, 0),
                        TOTAL,
                        new CheckpointCallback(file, BATCH, 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("in the way");
  }

  @Test
  void failureToKeepTheStateIsSuppressed() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "in the way");
    assertThatThrownBy(
            () ->
                agent()
                    .train(
                        new Fragile(COPIES, Fault.THROWS, 5),
                        TOTAL,
                        new CheckpointCallback(file, 1_000_000, 1)))
        .isInstanceOf(EnvironmentException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void folderOfAnotherTrainingIsRefused() {
    agent()
        .train(new Fragile(COPIES, Fault.NONE, 0), TOTAL, new CheckpointCallback(folder, BATCH, 1));
    assertThatThrownBy(
            () ->
                agent()
                    .train(
                        new Fragile(COPIES, Fault.NONE, 0),
                        TOTAL,
                        new CheckpointCallback(folder, BATCH, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a checkpoint of " + TOTAL + " steps")
        .hasMessageContaining("resume from it or give a new folder");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatThrownBy(() -> new CheckpointCallback(folder, 0, 1)).hasMessageContaining("every 0");
    assertThatThrownBy(() -> new CheckpointCallback(folder, 1, 0)).hasMessageContaining("keep 0");
    assertThatThrownBy(() -> new CheckpointCallback.Occasions(1, -1, false))
        .hasMessageContaining("everyEpisodes -1");
  }

  @Test
  void trainingIsNotSavedInTheMiddleOfAnIteration() {
    TrainingCallback early =
        new TrainingCallback() {
          @Override
          public void onRollout(TrainingView training, RolloutView rollout) {
            try {
              training.snapshot();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatThrownBy(() -> agent().train(new Fragile(COPIES, Fault.NONE, 0), TOTAL, early))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("between two iterations only, and iteration 1 is underway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"step-000000000016.safetensors", "step-000000000016.safetensors.tmp"})
  void onlyCheckpointsAreListed(String name) throws IOException {
    Files.writeString(folder.resolve(name), "");
    assertThat(steps()).hasSize(name.endsWith("tmp") ? 0 : 1);
    assertThat(new CheckpointFolder(folder.resolve("none")).newest()).isEmpty();
  }
}
