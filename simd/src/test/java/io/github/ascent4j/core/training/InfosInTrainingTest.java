package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.monitor.RunnerLogging;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.rollout.Sampler;
import io.github.ascent4j.core.testing.Telling;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What environments say of their steps and callbacks record, on its way to loggers. */
final class InfosInTrainingTest {
  private static final long TOTAL = 8 * 32L * TrainingCases.ENVIRONMENTS;

  private static <C extends Record & AlgorithmConfig> TrainingCase<C> in(
      TrainingCase<C> training, String... names) {
    return training.in("Telling", () -> environment(names));
  }

  private static VectorEnvironment environment(String... names) {
    return VectorEnvironments.of(() -> new Telling(names), TrainingCases.ENVIRONMENTS);
  }

  /** Keeps the rows it is given, but for the clock's figures. */
  private static final class Notebook implements TrainingLogger {
    final List<Map<String, Double>> rows = new ArrayList<>();

    @Override
    public void scalars(long step, Map<String, Double> figures) {
      Map<String, Double> row = new LinkedHashMap<>(figures);
      row.keySet().removeIf(name -> name.matches("time/(fps|time_elapsed)|.*(PerSecond|Time).*"));
      rows.add(row);
    }
  }

  /** Sums up by itself what the environment says. */
  private static final class Audit implements TrainingCallback {
    final List<Double> finals = new ArrayList<>();
    final double[] running = new double[TrainingCases.ENVIRONMENTS];
    final int[] counts = new int[TrainingCases.ENVIRONMENTS];
    final List<double[]> sums = new ArrayList<>();

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      assertThat(rollout.infoNames()).containsExactly("downs", "place");
      for (int t = 0; t < rollout.steps(); t++) {
        for (int b = 0; b < rollout.environments(); b++) {
          double[] said = rollout.infos(t, b);
          running[b] += said[1];
          counts[b]++;
          if (rollout.terminated(t, b) || rollout.truncated(t, b)) {
            sums.add(new double[] {running[b], counts[b]});
            finals.add(said[1]);
            running[b] = 0;
            counts[b] = 0;
          }
        }
      }
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      int from = Math.max(0, finals.size() - 100);
      double sum = 0;
      double steps = 0;
      double ends = 0;
      for (int i = from; i < finals.size(); i++) {
        sum += sums.get(i)[0];
        steps += sums.get(i)[1];
        ends += finals.get(i);
      }
      assertThat(progress.byName())
          .containsEntry("info/place", sum / steps)
          .containsEntry("info/place_final", ends / (finals.size() - from));
      List<EpisodeSummary> ended = progress.finished();
      assertThat(ended)
          .extracting(episode -> episode.infos().get("place"))
          .isEqualTo(finals.subList(finals.size() - ended.size(), finals.size()));
      return Decision.CONTINUE;
    }
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void figuresAreThoseOfTheStepsAndTheTrainingIsAsWithoutThem(Sampler sampler) {
    float[] telling = trained(in(TrainingCases.PPO, "downs", "place"), sampler, new Audit());
    float[] silent = trained(in(TrainingCases.PPO), sampler, new TrainingCallback() {});
    assertThat(telling).isEqualTo(silent);
  }

  /** Whole episodes are learnt from there, and the buffer grows. */
  @Test
  void wholeEpisodesHaveTheirInfosToo() {
    List<Double> last = new ArrayList<>();
    TrainingCallback watch =
        new TrainingCallback() {
          @Override
          public void onRollout(TrainingView training, RolloutView rollout) {
            last.clear();
            for (int t = 0; t < rollout.steps(); t++) {
              if (rollout.terminated(t, 0) || rollout.truncated(t, 0)) {
                last.add(rollout.infos(t, 0)[0]);
              }
            }
          }

          @Override
          public Decision onUpdate(TrainingView training, TrainingProgress progress) {
            assertThat(progress.finished()).isNotEmpty();
            assertThat(last)
                .containsExactlyInAnyOrderElementsOf(
                    progress.finished().stream().map(e -> e.infos().get("place")).toList());
            return Decision.CONTINUE;
          }
        };
    try (Agent<?> agent = in(TrainingCases.PG, "place").agent(SimdEngine.create(1))) {
      agent.train(environment("place"), TOTAL, watch);
    }
  }

  private static float[] trained(
      TrainingCase<?> training, Sampler sampler, TrainingCallback callback) {
    TrainingCase<?> sampled = training.with("sampling.sampler=" + sampler);
    try (Agent<?> agent = sampled.agent(SimdEngine.create(1))) {
      agent.train(sampled.newEnvironment(), TOTAL, callback);
      return agent.policy().parameters();
    }
  }

  @Test
  void rolloutSaysNothingWhereTheEnvironmentDoes() {
    TrainingCallback watch =
        new TrainingCallback() {
          @Override
          public void onRollout(TrainingView training, RolloutView rollout) {
            assertThat(rollout.infoNames()).isEmpty();
            assertThat(rollout.infos(0, 0)).isEmpty();
          }
        };
    trained(in(TrainingCases.PPO), Sampler.SERIAL, watch);
  }

  /** Records in every call that it may, and in onUpdate before and after loggers. */
  private record Recording(String name) implements TrainingCallback {
    @Override
    public void onStart(TrainingView training) {
      training.record("started/" + name, training.iteration());
    }

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      training.record("rolled/" + name, training.iteration());
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      if (progress.iteration() % 3 == 1) {
        training.record("third/" + name, -1);
        training.record("third/" + name, progress.iteration());
      }
      return Decision.CONTINUE;
    }
  }

  /** Rows of every update, of some, and those that count as rlpyt does. */
  private static final class Rows {
    final Notebook every = new Notebook();
    final Notebook some = new Notebook();
    final Notebook runner = new Notebook();

    TrainingCallback callback() {
      return TrainingCallback.all(
          List.of(
              new Recording("before"),
              new LoggingCallback(1, List.of(every)),
              new LoggingCallback(300, List.of(some)),
              RunnerLogging.online(300, List.of(runner)),
              new Recording("after")));
    }
  }

  @Test
  void recordedNumbersAreInTheNextRowOfEveryLogger() {
    Rows rows = new Rows();
    try (Agent<?> agent = in(TrainingCases.PPO, "place").agent(SimdEngine.create(1))) {
      agent.train(environment("place"), TOTAL, rows.callback());
    }
    assertThat(rows.every.rows).hasSize(8);
    Map<String, Double> first = rows.every.rows.get(0);
    assertThat(first)
        .containsEntry("started/before", 0.0)
        .containsEntry("started/after", 0.0)
        .containsEntry("rolled/before", 0.0)
        .containsEntry("third/before", 1.0)
        .doesNotContainKey("third/after")
        .containsKey("info/place");
    // What comes after the row is in the next one, and each value is in one row alone.
    assertThat(rows.every.rows.get(1))
        .containsEntry("third/after", 1.0)
        .containsEntry("rolled/after", 1.0)
        .doesNotContainKeys("third/before", "started/before");
    assertThat(rows.every.rows.get(3)).containsEntry("third/before", 4.0);
    // 128 steps an update: rows after updates 3, 5 and 8.
    assertThat(rows.some.rows).hasSize(3);
    for (Notebook seldom : List.of(rows.some, rows.runner)) {
      assertThat(seldom.rows.get(0))
          .containsEntry("started/after", 0.0)
          .containsEntry("third/before", 1.0)
          .containsEntry("rolled/before", 2.0);
      assertThat(seldom.rows.get(1))
          .containsEntry("third/before", 4.0)
          .containsEntry("third/after", 4.0)
          .doesNotContainKey("started/after");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void rowsOfAResumedTrainingAreThoseOfOneThatWasNotInterrupted(int iterations) throws IOException {
    TrainingCase<?> training = in(TrainingCases.PPO, "downs", "place");
    Rows whole = new Rows();
    iterate(training.start(SimdEngine.create(1), TOTAL), whole, 8).trainedAgent().close();
    Rows parts = new Rows();
    Training<?> half = iterate(training.start(SimdEngine.create(1), TOTAL), parts, iterations);
    TensorFile saved = half.snapshot();
    half.trainedAgent().close();
    iterate(resumed(training, saved, "downs", "place"), parts, 8 - iterations)
        .trainedAgent()
        .close();
    // onStart is called again.
    for (Notebook notebook : List.of(parts.every, parts.some, parts.runner)) {
      notebook.rows.forEach(row -> row.keySet().removeIf(name -> name.startsWith("started/")));
    }
    for (Notebook notebook : List.of(whole.every, whole.some)) {
      notebook.rows.forEach(row -> row.keySet().removeIf(name -> name.startsWith("started/")));
    }
    assertThat(parts.every.rows).isEqualTo(whole.every.rows);
    assertThat(parts.some.rows).isEqualTo(whole.some.rows);
  }

  private static Training<?> iterate(Training<?> training, Rows rows, int iterations) {
    training.setCallback(rows.callback());
    for (int i = 0; i < iterations; i++) {
      training.iterate();
    }
    return training;
  }

  private static <C extends Record & AlgorithmConfig> Training<C> resumed(
      TrainingCase<C> training, TensorFile saved, String... names) throws IOException {
    return Snapshots.training(
        saved, training.algorithm(), environment(names), TOTAL, SimdEngine.create(1));
  }

  /** A training goes on though its environment says more by now, or less, or begins to say any. */
  @Test
  void whatAnEnvironmentSaysMayChange() throws IOException {
    TrainingCase<?> training = in(TrainingCases.PPO, "place");
    Training<?> first = training.start(SimdEngine.create(1), TOTAL);
    double place = first.iterate().infos().get("info/place");
    TensorFile saved = first.snapshot();
    assertThat(saved.find(Snapshots.FIGURES)).isPresent();
    first.trainedAgent().close();
    Training<?> more = resumed(training, saved, "downs", "place");
    assertThat(more.trainedAgent().policy()).isNotNull();
    assertThat(more.lastEpisodes().getLast().infos()).containsEntry("downs", Double.NaN);
    assertThat(more.iterate().infos()).containsKeys("info/downs", "info/place").isNotEmpty();
    more.trainedAgent().close();
    Training<?> less = resumed(training, saved);
    assertThat(less.iterate().infos()).isEmpty();
    TensorFile silent = less.snapshot();
    assertThat(silent.find(Snapshots.FIGURES)).isEmpty();
    less.trainedAgent().close();
    Training<?> begins = resumed(training, silent, "place");
    assertThat(begins.iterate().infos().get("info/place")).isNotNaN().isNotEqualTo(place);
    begins.trainedAgent().close();
  }

  @Test
  void damagedFiguresAreTheFilesFault() throws IOException {
    TrainingCase<?> training = in(TrainingCases.PPO, "place");
    Training<?> first = training.start(SimdEngine.create(1), TOTAL);
    first.iterate();
    TensorFile saved = first.snapshot();
    first.trainedAgent().close();
    List<Tensor> tensors = new ArrayList<>(saved.tensors());
    tensors.removeIf(tensor -> tensor.name().equals(Snapshots.FIGURES));
    tensors.add(CheckpointFile.state(Snapshots.FIGURES, new byte[] {0, 1, 2, 3}));
    assertThatThrownBy(() -> resumed(training, new TensorFile(saved.metadata(), tensors), "place"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("infos of 66051 names");
  }
}
