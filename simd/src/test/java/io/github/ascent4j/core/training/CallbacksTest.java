package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.ReturnEvaluator;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code sees of a training, and that it changes none of its bits. */
final class CallbacksTest {
  private static final long TOTAL = 256;

  /** Writes down what it is told, and stops where it is asked to. */
  static final class Witness implements TrainingCallback {
    final List<String> heard = new ArrayList<>();
    long stopAt = Long.MAX_VALUE;

    private void hear(String what, TrainingView training) {
      heard.add(what + " " + training.iteration() + " at " + training.steps());
    }

    @Override
    public void onStart(TrainingView training) {
      hear("start", training);
    }

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      hear("rollout", training);
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      hear("update", training);
      assertThat(progress.steps()).isEqualTo(training.steps());
      assertThat(progress.iteration()).isEqualTo(training.iteration());
      return training.steps() >= stopAt ? Decision.STOP : Decision.CONTINUE;
    }

    @Override
    public void onEnd(TrainingView training) {
      hear("end", training);
    }
  }

  static List<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms();
  }

  private static Agent<?> trained(TrainingCase<?> training, TrainingCallback callback) {
    Agent<?> agent = training.agent(SimdEngine.create(1));
    agent.train(training.newEnvironment(), TOTAL, callback);
    agent.close();
    return agent;
  }

  @Test
  void callsComeInOrder() {
    Witness witness = new Witness();
    trained(TrainingCases.A2C, witness);
    assertThat(witness.heard)
        .containsExactly(
            "start 0 at 0",
            "rollout 0 at 128",
            "update 1 at 128",
            "rollout 1 at 256",
            "update 2 at 256",
            "end 2 at 256");
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aStopEndsTheTrainingAfterItsUpdate(TrainingCase<?> training) {
    Witness witness = new Witness();
    witness.stopAt = 1;
    Training<?> running = training.start(SimdEngine.create(1), 100_000);
    running.setCallback(witness);
    assertThat(running.finished()).isFalse();
    running.iterate();
    assertThat(running.finished()).isTrue();
    assertThat(witness.heard).hasSize(4);
    assertThat(witness.heard.get(3)).startsWith("end 1");
    running.trainedAgent().close();
    Witness second = new Witness();
    second.stopAt = 1;
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      assertThat(agent.train(training.newEnvironment(), 100_000, second).iteration()).isOne();
    }
    assertThat(second.heard).isEqualTo(witness.heard);
  }

  /** Whoever goes on nevertheless is told of no second end. */
  @Test
  void aTrainingEndsOnce() {
    Witness witness = new Witness();
    witness.stopAt = 100;
    Training<?> running = TrainingCases.A2C.start(SimdEngine.create(1), 100_000);
    running.setCallback(witness);
    running.iterate();
    witness.stopAt = Long.MAX_VALUE;
    running.iterate();
    assertThat(running.finished()).isTrue();
    assertThat(witness.heard.stream().filter(h -> h.startsWith("end"))).hasSize(1);
    assertThat(witness.heard.getLast()).isEqualTo("update 2 at 256");
    running.trainedAgent().close();
  }

  /** Throws in one of its calls. */
  private record Thrower(String where, List<String> heard) implements TrainingCallback {
    private void reach(String place) {
      heard.add(place);
      if (place.equals(where)) {
        throw new IllegalStateException("thrown in " + where);
      }
    }

    @Override
    public void onStart(TrainingView training) {
      reach("start");
    }

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      reach("rollout");
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      reach("update");
      return Decision.CONTINUE;
    }

    @Override
    public void onEnd(TrainingView training) {
      reach("end");
    }
  }

  @Test
  void anExceptionEndsTheTrainingAndNoFurtherCallIsMade() {
    List<String> order = List.of("start", "rollout", "update", "end");
    for (String where : order) {
      Thrower thrower = new Thrower(where, new ArrayList<>());
      try (Agent<?> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
        VectorEnvironment environment = TrainingCases.PPO.newEnvironment();
        assertThatThrownBy(() -> agent.train(environment, 100, thrower))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("thrown in " + where);
      }
      assertThat(thrower.heard).isEqualTo(order.subList(0, order.indexOf(where) + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theTrainingIsSeenAsItIs(TrainingCase<?> training) {
    Training<?> running = training.start(SimdEngine.create(1), 1000);
    float[] start = running.trainedAgent().policy().parameters();
    List<SavedAgent> agents = new ArrayList<>();
    running.setCallback(
        new TrainingCallback() {
          @Override
          public void onStart(TrainingView view) {
            assertThat(view.algorithm()).isEqualTo(training.algorithm().name());
            assertThat(view.environment()).isEqualTo("Wander");
            assertThat(view.environments()).isEqualTo(4);
            assertThat(view.seed()).isEqualTo(TrainingCase.SEED);
            assertThat(view.totalSteps()).isEqualTo(1000);
            assertThat(view.settings().get("gamma")).isEqualTo(Json.of(0.99));
            assertThat(view.agent().provenance())
                .containsEntry("algorithm", training.algorithm().name())
                .containsEntry("environment", "Wander");
            agents.add(view.agent());
          }

          @Override
          public Decision onUpdate(TrainingView view, TrainingProgress progress) {
            agents.add(view.agent());
            return Decision.CONTINUE;
          }
        });
    running.iterate();
    running.iterate();
    assertThat(agents.get(0).parameters()).isEqualTo(start);
    assertThat(agents.get(1).parameters()).isNotEqualTo(start);
    assertThat(agents.get(2).parameters())
        .isEqualTo(running.trainedAgent().policy().parameters())
        .isNotEqualTo(agents.get(1).parameters());
    running.trainedAgent().close();
  }

  /** Writes into everything it can reach. */
  private static final class Vandal implements TrainingCallback {
    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      for (int t = 0; t < rollout.steps(); t++) {
        for (int b = 0; b < rollout.environments(); b++) {
          Arrays.fill(rollout.observation(t, b), Float.NaN);
          Arrays.fill(rollout.action(t, b), Float.NaN);
        }
      }
      assertThatThrownBy(() -> rollout.reward(rollout.steps(), 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> rollout.observation(0, rollout.environments()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> rollout.terminated(0, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      SavedAgent agent = training.agent();
      Arrays.fill(agent.parameters(), Float.NaN);
      if (agent.normalizer() != null) {
        agent.normalizer().statistics().update(new float[] {1e6f, 1e6f, 1e6f}, 0, 1);
      }
      assertThatThrownBy(() -> training.settings().put("gamma", Json.of(0)))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  /** Wants to know what the agent would do. */
  private record Asking(Agent<?> agent) implements TrainingCallback {
    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      agent.act(rollout.observation(0, 0), false);
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      agent.act(new float[agent.policy().description().observationSpace().flatSize()], false);
      return Decision.CONTINUE;
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void noCallbackChangesABit(TrainingCase<?> base) throws IOException {
    TrainingCase<?> training =
        base.in("a box", () -> Wander.continuous(4))
            .with("normalization.observations=SB3", "normalization.rewards=SB3");
    Agent<?> quiet = trained(training, new TrainingCallback() {});
    Agent<?> watched = training.agent(SimdEngine.create(1));
    EvaluatorConfig often =
        EvaluatorConfig.DEFAULT.withEpisodes(3).withEvery(1).withDeterministic(false);
    try (ReturnEvaluator evaluator = new ReturnEvaluator(often, Wander.continuous(2))) {
      watched.train(
          training.newEnvironment(),
          TOTAL,
          TrainingCallback.all(
              List.of(
                  new Vandal(),
                  new LoggingCallback(1, List.of(new Notebook())),
                  new Asking(watched),
                  new EvaluationCallback(watched, evaluator, outcome -> {}),
                  new Witness())));
    }
    watched.close();
    assertThat(Snapshots.of(watched)).isEqualTo(Snapshots.of(quiet));
  }

  /** Keeps what is logged, and fails from a certain step on. */
  private static final class Notebook implements TrainingLogger {
    final List<Long> steps = new ArrayList<>();
    final List<Map<String, Double>> figures = new ArrayList<>();
    Map<String, Json> settings = Map.of();
    boolean closed;
    long failAt = Long.MAX_VALUE;

    @Override
    public void parameters(Map<String, Json> given) throws IOException {
      settings = given;
      if (failAt == 0) {
        throw new IOException("no paper");
      }
    }

    @Override
    public void scalars(long step, Map<String, Double> given) throws IOException {
      if (step >= failAt) {
        throw new IOException("no ink");
      }
      steps.add(step);
      figures.add(given);
    }

    @Override
    public void close() throws IOException {
      closed = true;
      if (failAt == -1) {
        throw new IOException("stuck");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void figuresAreLoggedAsOftenAsAsked(TrainingCase<?> training) {
    Notebook notebook = new Notebook();
    List<TrainingProgress> progress = new ArrayList<>();
    TrainingCallback watch =
        new TrainingCallback() {
          @Override
          public Decision onUpdate(TrainingView view, TrainingProgress reached) {
            progress.add(reached);
            return Decision.CONTINUE;
          }
        };
    LoggingCallback logging = new LoggingCallback(1, List.of(notebook));
    Agent<?> agent = trained(training, TrainingCallback.all(List.of(watch, logging)));
    assertThat(notebook.steps)
        .isEqualTo(progress.stream().map(TrainingProgress::steps).toList())
        .isNotEmpty();
    assertThat(notebook.figures)
        .isEqualTo(progress.stream().map(TrainingProgress::byName).toList());
    assertThat(notebook.figures.getFirst())
        .containsKeys("time/total_timesteps", "train/learning_rate", "train/grad_norm");
    assertThat(notebook.figures.getFirst().containsKey("train/value_loss"))
        .isEqualTo(training.config().hasCritic());
    assertThat(notebook.settings).isEqualTo(ConfigRecords.toJson(agent.config()).members());
    assertThat(notebook.closed).isTrue();
  }

  @Test
  void figuresBetweenAreLeftOutAndAResumedTrainingGoesOnWithTheSameSteps() throws IOException {
    Notebook whole = new Notebook();
    Training<?> running = TrainingCases.A2C.start(SimdEngine.create(1), 128 * 8);
    running.setCallback(new LoggingCallback(300, List.of(whole)));
    TensorFile half = running.snapshot();
    for (int i = 0; i < 8; i++) {
      running.iterate();
      if (i == 2) {
        half = running.snapshot();
      }
    }
    assertThat(whole.steps).containsExactly(384L, 640L, 1024L);
    Notebook rest = new Notebook();
    Training<?> resumed =
        Snapshots.training(
            half,
            TrainingCases.A2C.algorithm(),
            TrainingCases.A2C.newEnvironment(),
            128 * 8,
            SimdEngine.create(1));
    resumed.setCallback(new LoggingCallback(300, List.of(rest)));
    while (!resumed.finished()) {
      resumed.iterate();
    }
    assertThat(rest.steps).containsExactly(640L, 1024L);
    running.trainedAgent().close();
    resumed.trainedAgent().close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 200, -1})
  void aLoggerThatFailsEndsNoTrainingAndNoOtherLogger(long failAt) {
    Notebook broken = new Notebook();
    broken.failAt = failAt;
    Notebook sound = new Notebook();
    Witness witness = new Witness();
    trained(
        TrainingCases.A2C,
        TrainingCallback.all(List.of(new LoggingCallback(1, List.of(broken, sound)), witness)));
    assertThat(sound.steps).containsExactly(128L, 256L);
    assertThat(sound.closed).isTrue();
    assertThat(broken.closed).isTrue();
    assertThat(broken.steps.size()).isEqualTo(failAt == 200 ? 1 : 0);
    assertThat(witness.heard.getLast()).isEqualTo("end 2 at 256");
  }
}
